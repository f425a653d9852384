"""Who has asked is told to nobody. The town is called like nothing else, so that a leak shows."""

import io
import zipfile

import pytest

from allmende.portal.core.domain import search, things
from allmende.portal.core.models import AuditEntry, Notification, SearchEntry
from allmende.portal.exchange.domain.legal import asking, drafting, finding, marking, sighting
from allmende.portal.exchange.domain.moderation import reporting
from allmende.portal.organisations.domain.audience import find_keys
from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db
NAMES = ("schilfhausen", "quittenbaum", "rosa@", "binsen", "emil@")
L = "/austausch/rechtsfragen/"


@pytest.fixture
def at():
    return law.network()


@pytest.fixture
def lived(at):
    """A question with everything that can happen to it, all begun by the hidden town."""
    question = law.ask(at.asker)
    asking.me_too(question, by=at.colleague)
    asking.follow(question, hears=True, by=at.asker)
    asking.change(
        question,
        values={"title": law.TITLE, "text": law.TEXT, "topic": "koki:law", "land": "BW"},
        revision=1,
        by=at.asker,
    )
    merged = law.ask(at.colleague, "Werden Gespräche mit dem Chatbot gespeichert?")
    sighting.merge(merged, into=question, by=at.expert)
    law.published(at, question)
    law.published(at, question, short="Neu.", change_note="Neues Gesetz.")
    marking.mark_outdated(question, reason="Bald neu.", by=at.expert)
    gone = law.ask(at.asker, "Zurückgezogenes?")
    asking.retract(gone, reason="Erledigt.", by=at.asker)
    law.submitted(at, law.ask(at.asker, "In der Prüfung?"))
    law.taken(at, law.ask(at.asker, "In Arbeit?"))
    law.ask(at.asker, "Neu gestellt?")
    reporting.report("legal_question", str(question.pk), reason="Probe", by=at.other)
    return question


def leaks(text: str) -> list[str]:
    return [name for name in NAMES if name in text.lower()]


def body_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as word:
            content = b"\n".join(word.read(name) for name in word.namelist())
    return f"{content.decode(errors='replace')}\n{response.headers}"


def pages(question) -> list[str]:
    q, open_ = f"{L}{question.pk}/", question.pk
    return [
        L,
        f"{L}?suche=Chatbot",
        f"{L}?meine=on",
        f"{L}?stand=merged",
        f"{L}export.csv",
        f"{L}neu/?titel=Darf+der+Chatbot+speichern",
        q,
        f"{L}{question.merged.get().pk}/",
        f"{L}{open_ + 2}/",
        f"{q}fassung/1/",
        f"{q}fassung/2/vergleich/",
        f"{q}fassung/2/datei.docx",
        f"/antworten/{question.pk}/",
        "/antworten/",
        "/antworten/?suche=Chatbot",
        "/antworten/atom/",
        f"/antworten/{question.pk}/fassung/1/",
        f"/antworten/{question.pk}/datei.docx",
        "/api/v1/legal-answers",
        "/api/v1/legal-answers?q=Chatbot",
        f"/api/v1/legal-answers/{question.pk}",
        "/suche/?q=Chatbot",
        "/start/",
        "/mitteilungen/",
        "/austausch/",
        "/austausch/themen/koki:law/",
        f"/austausch/verknuepfen/?kind=legal_question&key={question.pk}",
        f"/austausch/melden/?kind=legal_question&key={question.pk}",
    ]


@pytest.mark.parametrize("who", ["other", "expert", "reviewer"])
def test_no_page_tells_who_has_asked(at, lived, client, who):
    client.force_login(getattr(at, who).user)
    answers = {path: client.get(path) for path in pages(lived)}

    told = {path: leaks(body_of(answer)) for path, answer in answers.items()}
    assert {path: found for path, found in told.items() if found} == {}
    assert {a.status_code for a in answers.values()} == {200}


def test_the_public_pages_tell_nobody(lived, client):
    paths = [path for path in pages(lived) if path.startswith(("/antworten/", "/api/"))]

    assert [leaks(body_of(client.get(path))) for path in paths] == [[]] * len(paths)


def test_experts_work_without_knowing_it(at, lived, client):
    client.force_login(at.expert.user)
    numbers = {q.title: q.pk for q in type(lived).objects.all()}
    paths = [
        f"{L}werkbank/",
        f"{L}{numbers['In Arbeit?']}/entwurf/",
        f"{L}{numbers['In der Prüfung?']}/pruefung/",
        f"{L}{numbers['Neu gestellt?']}/zusammenfuehren/?suche=Chatbot",
        f"{L}{numbers['Neu gestellt?']}/aendern/",
        f"{L}{numbers['In Arbeit?']}/zuweisen/",
    ]
    answers = [client.get(path) for path in paths]

    assert [(a.status_code, leaks(body_of(a))) for a in answers] == [(200, [])] * len(paths)


def test_moderators_do_not_learn_it_either(at, lived, client):
    from allmende.portal.exchange.models import Report  # noqa: PLC0415 -- only here

    moderator = law.servant(at.expert.organisation, "moderator")
    client.force_login(moderator.user)
    report = Report.objects.get()
    found = client.get(f"/austausch/moderation/{report.pk}/")

    assert (found.status_code, leaks(body_of(found))) == (200, [])


def test_notifications_search_and_things_tell_nobody(at, lived):
    told = Notification.objects.exclude(recipient__email__endswith="schilfhausen.example")
    assert [leaks(f"{n.text} {n.url}") for n in told] == [[]] * told.count()
    assert told.count() > 8
    assert set(told.values_list("organisation", flat=True)) == {None}
    entries = SearchEntry.objects.filter(kind__in=("legal_question", "legal_answer"))
    assert set(entries.values_list("organisation", flat=True)) == {None}
    for kind in ("legal_question", "legal_answer"):
        thing = things.one(at.other, kind, str(lived.pk))
        assert (leaks(str(thing)), thing.organisation) == ([], "")
    keys = find_keys(at.other)
    assert list(search.matching("Schilfhausen", kinds=["legal_question"], keys=keys)) == []


def test_a_search_for_the_town_finds_nothing_after_a_rebuild(at, lived):
    finding.rebuild()
    entries = SearchEntry.objects.filter(kind__in=("legal_question", "legal_answer"))

    assert set(entries.values_list("organisation", flat=True)) == {None}


def test_the_audit_trails_of_others_do_not_name_it(at, lived):
    others = AuditEntry.objects.exclude(organisation=at.asker.organisation)
    entries = others.filter(action__startswith="exchange.legal")

    assert entries.count() > 8
    shown = [f"{e.actor_label} {e.object_label} {e.details}" for e in entries]
    assert [leaks(text) for text in shown] == [[]] * len(shown)


def test_the_administration_of_the_expert_reads_no_name(at, lived, client):
    chief = factories.member(at.expert.organisation, Role.ADMINISTRATOR)
    client.force_login(chief.user)
    found = client.get("/verwaltung/protokoll/")

    assert "Rechtsfrage" in body_of(found)
    assert leaks(body_of(found)) == []


def test_who_wants_to_be_named_is_named(at, client):
    question = law.ask(at.asker, shows_organisation=True)
    client.force_login(at.other.user)

    assert leaks(body_of(client.get(f"{L}{question.pk}/"))) == ["schilfhausen"]
    assert leaks(body_of(client.get(f"{L}export.csv"))) == ["schilfhausen"]
    assert things.one(at.other, "legal_question", str(question.pk)).organisation == (
        "Stadt Schilfhausen"
    )
    law.published(at, question)
    assert leaks(body_of(client.get(f"/antworten/{question.pk}/"))) == []


def test_the_own_organisation_sees_that_it_has_asked_but_not_who(at, lived, client):
    client.force_login(at.colleague.user)
    text = body_of(client.get(f"{L}{lived.pk}/"))

    assert "Ihre Organisation (nur für Sie sichtbar)" in text
    assert [name for name in leaks(text) if name in ("quittenbaum", "rosa@")] == []


def test_drafts_name_nobody(at, lived):
    draft = drafting.take_on(lived, by=at.expert)

    assert leaks(f"{draft.drafted_by_label} {draft.short} {draft.text}") == []
