"""What others have published: find, compare, follow, ask, take over."""

from django.urls import URLPattern, path

from allmende.portal.register.views import catalogue, compare, following, messages, reuse

P = "anwendungsfaelle/"
K = f"{P}katalog/"
N = f"{P}nachrichten/"

urlpatterns: list[URLPattern] = [
    path(K, catalogue.listing, name="catalogue"),
    path(f"{K}export.csv", catalogue.export, name="catalogue-export"),
    path(f"{K}<uuid:entry>/", catalogue.entry, name="catalogue-entry"),
    path(f"{K}<uuid:entry>/fassung/<int:number>/", catalogue.version, name="catalogue-version"),
    path(f"{K}<uuid:entry>/fragen/", messages.ask, name="catalogue-ask"),
    path(f"{K}<uuid:entry>/uebernehmen/", reuse.take_over, name="catalogue-take-over"),
    path(f"{P}vergleich/", compare.compare, name="catalogue-compare"),
    path(f"{P}vergleich/vergleich.docx", compare.as_word, name="catalogue-compare-word"),
    path(f"{P}folge-ich/", following.listing, name="follows"),
    path(f"{P}folge-ich/neu/", following.follow, name="follow"),
    path(f"{P}folge-ich/<int:pk>/beenden/", following.unfollow, name="unfollow"),
    path(N, messages.listing, name="register-messages"),
    path(f"{N}export.csv", messages.export, name="register-messages-export"),
    path(f"{N}<uuid:pk>/", messages.detail, name="register-message"),
    path(f"{N}<uuid:pk>/antworten/", messages.answer, name="register-message-answer"),
    path(f"{N}<uuid:pk>/schliessen/", messages.close, name="register-message-close"),
    path(f"{P}<uuid:pk>/nachnutzung/", reuse.todo, name="use-case-todo"),
    path(f"{P}<uuid:pk>/neuerungen/", reuse.news, name="use-case-news"),
]
