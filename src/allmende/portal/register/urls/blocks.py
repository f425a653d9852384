from django.urls import URLPattern, path

from allmende.portal.register.views import blocks

P = "werkzeuge/"

urlpatterns: list[URLPattern] = [
    path(P, blocks.page, name="tools"),
    path(f"{P}<slug:block>/einschalten/", blocks.switch_on, name="tool-on"),
    path(f"{P}<slug:block>/ausschalten/", blocks.switch_off, name="tool-off"),
    path(f"{P}<slug:block>/aufnehmen/", blocks.add_to_register, name="tool-entry"),
]
