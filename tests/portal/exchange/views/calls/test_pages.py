"""Pages of calls: rows without JavaScript, late submissions, what the jury never sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.portal.exchange.domain.calls import deciding, judging
from allmende.portal.exchange.models import Call, Submission
from allmende.portal.organisations.enums import NetworkRole, Role
from allmende.portal.register.models import UseCase
from tests import factories
from tests.portal.exchange import writing_together as made

pytestmark = pytest.mark.django_db
A = "/austausch/aufrufe/"


@pytest.fixture
def organiser():
    found = factories.member(factories.organisation("erlentann"), email="plan@erlentann.example")
    return made.serve(found, NetworkRole.ORGANISER)


@pytest.fixture
def juror():
    return factories.member(factories.organisation("hafenburg"), email="jury@hafenburg.example")


@pytest.fixture
def town():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


def rows(call, **more):
    sent = {"revision": call.revision, "fragen-count": 2, "kriterien-count": 1}
    for n, question in enumerate(made.QUESTIONS):
        for name in ("key", "label", "longest", "maps_to"):
            sent[f"fragen-{n}-{name}"] = question[name]
    sent |= {"kriterien-0-key": "nutzen", "kriterien-0-label": "Nutzen", "kriterien-0-weight": 3}
    return {**sent, **more}


def test_rows_are_added_moved_and_removed_without_saving(client, organiser):
    call = made.call(organiser)
    client.force_login(organiser.user)
    path = f"{A}{call.pk}/formular/"
    added = client.post(path, rows(call, zeile="fragen:neu:")).content.decode()
    moved = client.post(path, rows(call, zeile="fragen:hoch:1")).content.decode()
    removed = client.post(path, rows(call, zeile="fragen:weg:0")).content.decode()
    nonsense = client.post(path, rows(call, zeile="fragen:weg:99"))

    assert 'name="fragen-count" value="3"' in added
    assert moved.index('value="Idee?"') < moved.index('value="Problem?"')
    assert 'name="fragen-count" value="1"' in removed
    assert 'value="Problem?"' not in removed
    assert nonsense.status_code == 200
    call.refresh_from_db()
    assert [one["key"] for one in call.questions] == ["problem", "idee"]
    assert client.post(path, rows(call)).status_code == 302
    call.refresh_from_db()
    assert ([q["key"] for q in call.questions], len(call.criteria)) == (["problem", "idee"], 1)


def test_an_empty_row_is_named_and_nothing_is_lost(client, organiser):
    call = made.call(organiser)
    client.force_login(organiser.user)
    sent = rows(call, **{"fragen-0-label": " ", "kriterien-0-weight": "99"})
    response = client.post(f"{A}{call.pk}/formular/", sent)
    page = response.content.decode()

    assert response.status_code == 422
    assert "Frage 1: Schreiben Sie die Frage, oder entfernen Sie sie." in page
    assert 'value="Idee?"' in page


def test_a_late_profile_is_refused_with_the_time_and_kept_in_the_form(
    client, organiser, juror, town
):
    call = made.close(made.opened(organiser, juror))
    client.force_login(town.user)
    sent = {"title": "Zu spät", "q-problem": "Mein langer Text", "q-idee": ""}
    response = client.post(f"{A}{call.pk}/profil/neu/", sent)
    page = response.content.decode()

    assert response.status_code == 422
    assert "Einsendeschluss war am" in page
    assert "Mein langer Text" in page
    assert Submission.objects.count() == 0


def test_a_draft_may_have_gaps_and_the_page_names_them(client, organiser, juror, town):
    call = made.opened(organiser, juror)
    client.force_login(town.user)
    sent = {"title": "Bäume", "q-problem": "", "q-idee": "Wir in Wiesenbrück."}
    page = client.post(f"{A}{call.pk}/profil/neu/", sent, follow=True).content.decode()

    assert "„Problem?“ ist noch nicht beantwortet." in page
    assert Submission.objects.get().state == "draft"


def test_the_organisations_name_is_warned_of(client, organiser, juror, town):
    town.organisation.name = "Stadt Wiesenbrück"
    town.organisation.save()
    call = made.opened(organiser, juror)
    found = made.submission(call, town, problem="In Wiesenbrück ist es heiß.")
    client.force_login(town.user)
    own = client.get(f"{A}{call.pk}/profil/{found.pk}/").content.decode()
    client.force_login(organiser.user)
    theirs = client.get(f"{A}{call.pk}/einreichungen/").content.decode()

    assert "„Problem?“ enthält „Wiesenbrück“." in own
    assert "„Problem?“ enthält „Wiesenbrück“." in theirs


def test_neither_jury_nor_organiser_read_a_name_before_the_decision(client, organiser, juror, town):
    town.organisation.name = "Stadt Wiesenbrück"
    town.organisation.save()
    town.user.name = "Klara Ihle"
    town.user.save()
    call = made.opened(organiser, juror)
    found = made.submission(call, town, "Titel verrät Wiesenbrück")
    made.close(call)
    pages = [
        (juror, "jury/"),
        (juror, f"jury/{found.number}/"),
        (organiser, "einreichungen/"),
        (organiser, "entscheiden/"),
        (organiser, "einreichungen.csv"),
        (organiser, ""),
        (juror, ""),
    ]
    for who, path in pages:
        client.force_login(who.user)
        response = client.get(f"{A}{call.pk}/{path}")
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200
        assert "Wiesenbrück" not in body.decode()
        assert "Ihle" not in body.decode()


def test_a_juror_scores_is_led_on_and_sees_others_at_the_end(client, organiser, juror, town):
    other = factories.member(factories.organisation("moorkreis"), email="zwei@moorkreis.example")
    call = made.opened(organiser, juror, other)
    found = made.submission(call, town)
    made.close(call)
    judging.score(
        Submission.objects.get(), points={"nutzen": 1, "machbar": 1}, note="Geheim", by=other
    )
    judging.finish(Call.objects.get(), by=other)
    client.force_login(juror.user)
    path = f"{A}{call.pk}/jury/{found.number}/"
    refused = client.post(path, {"c-nutzen": "4", "note": ""})
    assert refused.status_code == 422
    assert "Geheim" not in client.get(path).content.decode()
    sent = {"c-nutzen": "4", "c-machbar": "3", "note": "Gut."}
    assert client.post(path, sent).url == f"{A}{call.pk}/jury/"
    client.post(f"{A}{call.pk}/jury/abschliessen/")

    assert "Geheim" in client.get(path).content.decode()


def test_an_organiser_in_the_jury_finishes_first(client, organiser, town):
    call = made.opened(organiser, organiser)
    made.submission(call, town)
    made.close(call)
    client.force_login(organiser.user)

    assert client.get(f"{A}{call.pk}/entscheiden/").status_code == 403


def test_decided_the_result_names_the_selected_only_and_becomes_a_use_case(
    client, organiser, juror, town
):
    neighbour = factories.member(factories.organisation("ahornried"), email="ki@ahornried.example")
    call = made.opened(organiser, juror)
    good = made.submission(call, town, "Bäume gießen")
    fair = made.submission(call, neighbour, "Heizung regeln")
    made.close(call)
    client.force_login(organiser.user)
    sent = {f"row-{good.pk}": "selected", f"row-{fair.pk}": "declined", "result": "Knapp."}
    missing = client.post(f"{A}{call.pk}/entscheiden/", {"result": "Knapp."})
    assert missing.status_code == 422
    client.post(f"{A}{call.pk}/entscheiden/", sent)
    for who in (organiser, juror, town):
        client.force_login(who.user)
        page = client.get(f"{A}{call.pk}/").content.decode()
        assert "Bäume gießen" in page
        assert "Heizung regeln" not in page
    client.force_login(neighbour.user)
    assert "nicht ausgewählt" in client.get(f"{A}{call.pk}/").content.decode()
    client.force_login(town.user)
    response = client.post(f"{A}{call.pk}/profil/{good.pk}/anwendungsfall/")
    assert response.url == f"/anwendungsfaelle/{UseCase.objects.get().pk}/"
    assert deciding.ranked(Call.objects.get())[0].place is None


def test_a_list_takes_the_same_queries_for_one_and_three(client, organiser, juror, town):
    made.opened(organiser, juror)
    client.force_login(town.user)

    def count():
        with CaptureQueriesContext(connection) as found:
            assert client.get(A).status_code == 200
        return len(found)

    client.get(A)
    one = count()
    for _ in "ab":
        made.opened(organiser, juror)
    assert count() == one
