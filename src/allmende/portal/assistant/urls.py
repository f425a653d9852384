from django.urls import URLPattern, path

from allmende.portal.assistant.views import acceptance, asking, inbox, inquiry, public

urlpatterns: list[URLPattern] = [
    path("o/<slug:slug>/", public.start, name="public-start"),
    path("o/<slug:slug>/fragen/", public.ask, name="public-ask"),
    path("o/<slug:slug>/antwort/<uuid:pk>/", public.answer, name="public-answer"),
    path("o/<slug:slug>/antwort/<uuid:pk>/urteil/", public.feedback, name="public-feedback"),
    path("o/<slug:slug>/anfrage/", inquiry.request_form, name="public-inquiry"),
    path("o/<slug:slug>/anfrage/<uuid:pk>/", inquiry.sent, name="public-inquiry-sent"),
    path("fragen/", asking.ask, name="ask"),
    path("fragen/<uuid:pk>/", asking.answer, name="ask-answer"),
    path("fragen/<uuid:pk>/urteil/", asking.feedback, name="ask-feedback"),
    path("fragen/<uuid:pk>/loeschen/", asking.delete, name="ask-delete"),
    path("anfragen/", inbox.listing, name="inquiries"),
    path("anfragen/export.csv", inbox.export, name="inquiries-export"),
    path("anfragen/<uuid:pk>/", inbox.detail, name="inquiry"),
    path("anfragen/<uuid:pk>/uebernehmen/", inbox.take, name="inquiry-take"),
    path("anfragen/<uuid:pk>/zuweisen/", inbox.assign, name="inquiry-assign"),
    path("anfragen/<uuid:pk>/weitergeben/", inbox.forward, name="inquiry-forward"),
    path("anfragen/<uuid:pk>/antworten/", inbox.answer, name="inquiry-answer"),
    path("anfragen/<uuid:pk>/schliessen/", inbox.close, name="inquiry-close"),
    path("wissen/prueffragen/", acceptance.listing, name="acceptance"),
    path("wissen/prueffragen/export.csv", acceptance.export, name="acceptance-export"),
    path("wissen/prueffragen/neu/", acceptance.new, name="acceptance-new"),
    path("wissen/prueffragen/einlesen/", acceptance.take_in, name="acceptance-import"),
    path("wissen/prueffragen/pruefen/", acceptance.start, name="acceptance-start"),
    path("wissen/prueffragen/ergebnis/<int:pk>/", acceptance.result, name="acceptance-run"),
    path("wissen/prueffragen/<int:pk>/", acceptance.edit, name="acceptance-edit"),
    path("wissen/prueffragen/<int:pk>/loeschen/", acceptance.delete, name="acceptance-delete"),
]
