"""The register of the demo comes into being through the domain: once, and whole or not at all."""

import pytest
from django.utils import timezone

from allmende.portal.core.models import AuditEntry
from allmende.portal.demo.register import content, load, plans
from allmende.portal.organisations.models import Member, Organisation, User
from allmende.portal.register.domain import assessing, catalogue, maturity
from allmende.portal.register.models import Evidence, Message, UseCase
from allmende.portal.reports.models import Report
from tests.portal.demo import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return User.objects.create_superuser("netz@allmende.example", "geheim-2026", name="Nora Netz")


def test_everything_is_there_and_stays_as_it_is(operator):
    stage.towns(operator)

    load.load(operator, stage.quiet)

    today = timezone.localdate()
    told = {
        (slug, one.title): one.path[-1]
        for slug in content.FILES
        for one in content.stories(slug, today)
    }
    found = UseCase.objects.values_list("organisation__slug", "title", "state")
    assert {(slug, title): state for slug, title, state in found} == told
    _check_what_is_special()
    before = AuditEntry.objects.count()
    load.load(operator, stage.quiet)
    assert AuditEntry.objects.count() == before
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()


def _check_what_is_special() -> None:
    source = UseCase.objects.get(title="Schreiben in einfacher Sprache entwerfen")
    copy = UseCase.objects.get(organisation__slug="ahornried", origin__use_case=source)
    roads = UseCase.objects.get(title="Straßenschäden mit der Fahrzeugkamera erkennen")
    prohibited = UseCase.objects.get(title="Stimmung am Schalter erkennen")

    assert maturity.maturity_of(source).level == 8
    assert copy.state == "operation"
    assert roads.is_suspended
    assert assessing.current(prohibited).risk == "verboten"
    assert catalogue.public_register(source.organisation).count() == 4
    assert Evidence.objects.filter(kind="document", file="").count() == 0
    assert Message.objects.exclude(answer="").count() == 2
    assert Report.objects.get().sections.count() == 5
    assert Member.objects.filter(user__email="datenschutz@erlentann.example").count() == 3


def test_a_load_that_breaks_off_leaves_nothing(operator, monkeypatch):
    def breaks(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(content, "FILES", ("moorkreis",))
    monkeypatch.setattr(plans, "plan", breaks)

    with pytest.raises(RuntimeError):
        load.load(operator, stage.quiet)

    assert not Organisation.objects.exists()
    assert not UseCase.objects.exists()


def test_what_has_no_source_is_left_out(operator, monkeypatch):
    stage.town("ahornried", operator)
    monkeypatch.setattr(content, "FILES", ("ahornried",))

    load.load(operator, stage.quiet)

    assert set(UseCase.objects.values_list("title", flat=True)) == {
        "Touren der Grünpflege planen",
        "Buchempfehlungen in der Gemeindebücherei",
    }


def test_own_entries_of_the_visitors_are_left_alone(operator, monkeypatch):
    organisation = stage.town("ahornried", operator)
    chief = Member.objects.get()
    UseCase.objects.create(organisation=organisation, scope="o", number=1, title="Eigene Idee")
    monkeypatch.setattr(content, "FILES", ("ahornried",))

    load.load(operator, stage.quiet)

    assert UseCase.objects.get().title == "Eigene Idee"
    assert list(Member.objects.all()) == [chief]
