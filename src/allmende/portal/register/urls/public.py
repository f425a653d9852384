"""Without log-in; and how an entry gets there."""

from django.urls import URLPattern, path

from allmende.portal.register.views import public, publishing

O = "o/<slug:slug>/ki-register/"  # noqa: E741 -- as the address says
P = "anwendungsfaelle/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(O, public.listing, name="public-register"),
    path(f"{O}<uuid:entry>/", public.entry, name="public-register-entry"),
    path(f"{O}<uuid:entry>/fassung/<int:number>/", public.version, name="public-register-version"),
    path(f"{O}<uuid:entry>/rueckmeldung/", public.feedback, name="public-register-feedback"),
    path(
        f"{O}<uuid:entry>/rueckmeldung/angekommen/",
        public.feedback_sent,
        name="public-register-feedback-sent",
    ),
    path(f"{P}veroeffentlichen/", publishing.publish, name="use-case-publish"),
    path(f"{P}zurueckziehen/", publishing.withdraw, name="use-case-withdraw"),
]
