"""The page after log-in: what waits, what runs, what comes next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from allmende.portal.assistant.models import Inquiry, Question
from allmende.portal.core.domain import notifications
from allmende.portal.core.enums import JobState, Reason
from allmende.portal.core.models import Job
from allmende.portal.knowledge.models import Collection, Document
from allmende.portal.organisations.enums import PageKind, Role
from allmende.portal.organisations.models import Office, Page
from allmende.portal.register.domain import lifecycle, publishing
from allmende.portal.register.models import Signoff
from allmende.portal.reports.domain.start import desk
from tests import factories
from tests.portal.register import made, shared, stage

pytestmark = pytest.mark.django_db
QUERIES = 50


@pytest.fixture
def town():
    return factories.organisation("wiesenbrueck")


@pytest.fixture
def admin(town):
    return factories.member(town, Role.ADMINISTRATOR)


def document(organisation, name, **fields):
    collection, _ = Collection.objects.get_or_create(
        organisation=organisation,
        slug="s",
        defaults={
            "title": "S",
            "audience": "organisation",
            "scope": f"organisation:{organisation.pk}",
        },
    )
    return Document.objects.create(
        collection=collection,
        scope=collection.scope,
        title=name,
        filename=name,
        sha256=name,
        size=1,
        **fields,
    )


def inquiry(organisation, **fields):
    return Inquiry.objects.create(
        organisation=organisation,
        question="Frage",
        contact="x@y.de",
        expires_at=timezone.now() + timedelta(days=9),
        **fields,
    )


def steps_done(member):
    return [step.done for step in desk(member).steps]


def test_an_empty_organisation_gets_the_five_steps(admin):
    assert steps_done(admin) == [False] * 5


def test_each_step_is_ticked_by_what_was_done(admin, town):
    Office.objects.create(organisation=town, name="Bauamt")
    assert steps_done(admin) == [True, False, False, False, False]
    factories.member(town)
    assert steps_done(admin) == [True, True, False, False, False]
    document(town, "a")
    assert steps_done(admin) == [True, True, True, False, False]
    for kind in list(PageKind)[:-1]:
        Page.objects.create(organisation=town, kind=kind, text="x")
    assert desk(admin).steps[3].state == "4 von 5"
    Page.objects.create(organisation=town, kind=list(PageKind)[-1], text="x")
    assert steps_done(admin) == [True, True, True, True, False]


def test_the_steps_are_gone_when_all_are_done(admin, town):
    test_each_step_is_ticked_by_what_was_done(admin, town)
    Question.objects.create(
        organisation=town,
        member=admin,
        text="x",
        answered=True,
        confidence=1,
        expires_at=timezone.now() + timedelta(days=1),
    )
    assert desk(admin).steps == []


def test_a_settled_organisation_is_not_reminded_of_its_first_question(admin, town):
    test_each_step_is_ticked_by_what_was_done(admin, town)
    town.created_at = timezone.now() - timedelta(days=15)
    town.save()
    admin.organisation.refresh_from_db()
    assert desk(admin).steps == []


def test_the_steps_are_for_the_administration_only(town):
    assert desk(factories.member(town, Role.EDITOR)).steps == []


def test_open_inquiries_wait_for_those_who_answer_them(town):
    neighbour = factories.organisation("ahornried")
    inquiry(town)
    inquiry(town, state="in_progress")
    inquiry(town, state="answered")
    inquiry(neighbour)
    answering = factories.member(town, Role.INQUIRIES)
    assert [task.text for task in desk(answering).tasks] == ["2 offene Anfragen"]
    assert desk(factories.member(town)).tasks == []


def test_expired_and_unreadable_documents_wait_for_the_editors(town):
    neighbour = factories.organisation("ahornried")
    yesterday = timezone.localdate() - timedelta(days=1)
    for place in (town, neighbour):
        document(place, "alt", valid_until=yesterday)
        document(place, "kaputt", state="failed")
    editor = factories.member(town, Role.EDITOR)
    assert [task.text for task in desk(editor).tasks] == [
        "1 abgelaufenes Dokument: verlängern, ersetzen oder löschen",
        "1 nicht lesbares Dokument: ersetzen oder löschen",
    ]
    assert desk(factories.member(town)).is_quiet


def test_own_jobs_and_news_wait_and_nobody_elses(town):
    mine, other = factories.member(town), factories.member(town, Role.EDITOR)
    for member, title in ((mine, "Meine Aufnahme"), (other, "Fremde Aufnahme")):
        Job.objects.create(title=title, task="x", started_by=member.user, organisation=town)
        Job.objects.create(title="Alt", task="x", started_by=member.user, state=JobState.DONE)
        notifications.notify(member.user, text=title, url="/", reason=Reason.FINISHED)
    shown = desk(mine)
    assert [job.title for job in shown.running] == ["Meine Aufnahme"]
    assert [news.text for news in shown.news] == ["Meine Aufnahme"]


def test_the_register_says_what_waits(town):
    house = stage.town("erlentann")
    asked = stage.case(house, "Neu")
    lifecycle.advance(asked, to="precheck", revision=1, by=house.owner)
    Signoff.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    running = stage.case(
        house,
        "Läuft",
        state="operation",
        review_due=timezone.localdate(),
        suspended_at=timezone.now(),
    )
    stage.assessed(running)

    def texts(member):
        return [
            (task.text, "#".join(["", *task.url.split("#")[1:]])) for task in desk(member).tasks
        ]

    suspended = ("1 ausgesetzter Anwendungsfall", "#ausgesetzt")
    review = ("1 Überprüfung steht an", "#ueberpruefungen")
    duty = ("1 Pflicht ist fällig", "#pflichten")
    decide = ("1 Freigabe wartet auf Ihre Entscheidung, davon 1 überfällig", "#freigaben")
    assert texts(house.leader) == [decide, suspended]
    assert texts(house.security) == [decide, suspended]
    assert texts(house.officer) == texts(house.owner) == [suspended, review, duty]
    assert texts(house.staff) == []
    assert texts(factories.member(town, Role.AI_OFFICER)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_needs_a_fixed_number_of_queries(client, town, django_assert_num_queries, count):
    member = factories.member(
        town, Role.ADMINISTRATOR, Role.EDITOR, Role.INQUIRIES, Role.AI_OFFICER
    )
    for number in range(count):
        running = made.use_case(member, state="operation", review_due=timezone.localdate())
        stage.assessed(running)
        inquiry(town)
        document(town, f"d{number}", state="failed")
        Job.objects.create(title="J", task="x", started_by=member.user)
        notifications.notify(member.user, text="N", url="/", reason=Reason.FINISHED)
    client.force_login(member.user)
    client.get(reverse("start"))
    with django_assert_num_queries(QUERIES):
        assert client.get(reverse("start")).status_code == 200


class TestNews:
    def test_what_fits_stands_first_and_says_why(self):
        mine = factories.member(factories.organisation(population=10_000))
        far = factories.member(
            factories.organisation("hafenburg", state="HH", population=900_000), Role.AI_OFFICER
        )
        near = factories.member(
            factories.organisation("ahornried", population=12_000), Role.AI_OFFICER
        )
        shared.publish(near, "Nachbars Auskunft")
        shared.publish(far, "Hafenlotse")

        news = desk(mine).network

        assert [(one.thing.title, one.fits) for one in news] == [
            ("Nachbars Auskunft", "auch in Baden-Württemberg, ähnlich groß"),
            ("Hafenlotse", ""),
        ]

    def test_the_own_and_the_withdrawn_are_no_news(self):
        officer = factories.member(factories.organisation(), Role.AI_OFFICER)
        other = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
        shared.publish(officer, "Eigenes")
        gone = shared.publish(other, "Altes")
        publishing.withdraw(gone, reason="Abgeschaltet", by=other)

        assert desk(officer).network == []
