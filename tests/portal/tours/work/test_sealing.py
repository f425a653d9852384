"""A chain of proof shows any later change, and only that."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.portal.core.domain.errors import Refused
from allmende.portal.tours.domain.work import executions, personal, sealing
from allmende.portal.tours.domain.work.entries import Correction
from allmende.portal.tours.models import Execution, Photo, Site, Stop
from tests.portal.tours import made_work as made

pytestmark = pytest.mark.django_db
MARKED = {"note": "anders", "problem": "anders", "litres": 4711, "label": "anders",
          "crew_label": "anders", "task_label": "anders", "by_label": "anders", "key": "anders",
          "reason": "anders", "is_done": False, "started_at": None,
          "name_hash": "0" * 64, "seal": "f" * 64}  # fmt: skip


def test_a_whole_chain_is_whole():
    day = made.day()
    made.proof(day, 0)
    old = made.proof(day, 1, litres=40)
    fix = Correction(ended_at=old.ended_at, litres=400)
    executions.correct(old, correction=fix, reason="Null vergessen", by=day.dispatcher)

    assert sealing.verify(day.organisation) is None
    assert list(Execution.objects.order_by("turn").values_list("turn", flat=True)) == [1, 2, 3]


SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]  # the machine may be busy


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(
    texts=st.lists(st.text(max_size=40).filter(lambda t: "\0" not in t), min_size=2, max_size=4),
    which=st.integers(0, 3),
    field=st.sampled_from(sorted(MARKED)),
)
def test_a_changed_field_shows_at_its_turn(db, texts, which, field):
    day = made.day() if not Execution.objects.exists() else None
    Execution.objects.all()._raw_delete("default")
    crew = day.crew if day else Stop.objects.first().tour.crew
    stop = Stop.objects.filter(tour__crew=crew).first()
    entries = [
        executions.record(crew, entry=made.entry(stop, key="", note=text, litres=1), name="Kim")
        for text in texts
    ]
    changed = entries[which % len(entries)]
    assert sealing.verify(crew.organisation) is None

    Execution.objects.filter(pk=changed.pk).update(**{field: MARKED[field]})

    assert sealing.verify(crew.organisation) == changed.turn


def test_a_removed_entry_shows():
    day = made.day()
    made.proof(day, 0)
    middle = made.proof(day, 1)
    made.proof(day, 2)

    Execution.objects.filter(pk=middle.pk)._raw_delete("default")

    assert sealing.verify(day.organisation) == 2


def test_an_exchanged_photo_shows():
    day = made.day()
    executions.record(day.crew, entry=made.entry(day.stops[0]), photos=[b"one"])

    Photo.objects.update(sha256="0" * 64)

    assert sealing.verify(day.organisation) == 1


def test_a_name_goes_and_the_chain_stays():
    day = made.day()
    stop = made.entry(day.stops[0])
    mine = executions.record(day.crew, entry=stop, by=day.worker, name=str(day.worker.user))

    personal.forget(day.worker.user, "Ehemaliges Mitglied")

    mine.refresh_from_db()
    assert (mine.by_label, mine.name_salt, mine.by) == ("Ehemaliges Mitglied", "", None)
    assert sealing.verify(day.organisation) is None


def test_the_chain_outlives_site_crew_and_plan():
    day = made.day()
    made.proof(day, 0)

    day.tour.plan.delete()
    day.crew.delete()
    Site.objects.all().delete()

    assert sealing.verify(day.organisation) is None


def test_entries_refuse_changes_and_deletion():
    old = made.proof(made.day())

    old.note = "anders"
    with pytest.raises(Refused, match="nicht ändern"):
        old.save()
    with pytest.raises(Refused, match="nicht löschen"):
        old.delete()
    assert Execution.objects.get().note == ""
