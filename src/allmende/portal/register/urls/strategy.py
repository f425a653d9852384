from django.urls import URLPattern, path

from allmende.portal.register.views import strategy

P = "anwendungsfaelle/strategie/"

urlpatterns: list[URLPattern] = [
    path(P, strategy.listing, name="strategy"),
    path(f"{P}export.csv", strategy.export, name="strategy-export"),
    path(f"{P}neu/", strategy.add, name="strategy-add"),
    path(f"{P}vorschlag/<slug:key>/", strategy.take_up, name="strategy-take-up"),
    path(f"{P}<int:pk>/", strategy.edit, name="strategy-target"),
    path(f"{P}<int:pk>/stand/", strategy.state, name="strategy-state"),
    path(f"{P}<int:pk>/loeschen/", strategy.remove, name="strategy-remove"),
]
