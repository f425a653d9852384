from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils import timezone

from allmende.portal.core.domain import backup
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import evidence, evidence_files, use_cases
from allmende.portal.register.models import Evidence, Goal
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
PDF = b"%PDF-1.7 Konzept"


@pytest.fixture
def town():
    return factories.organisation()


@pytest.fixture
def officer(town):
    return factories.member(town, Role.AI_OFFICER)


@pytest.fixture
def case(officer):
    return made.use_case(officer, owner=officer)


def values(**changes):
    given = {
        "kind": "document",
        "subject": "concept",
        "title": "Konzept",
        "issued_on": TODAY(),
        "issuer": "Hauptamt",
    }
    return {**given, **changes}


def pdf(name="konzept.pdf", content=PDF):
    return ContentFile(content, name=name)


def docx():
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return data.getvalue()


def test_a_file_is_kept_once_by_its_content(case, officer, settings):
    first = evidence.record(case, values=values(), file=pdf(), by=officer)
    second = evidence.record(case, values=values(), file=pdf("anders.pdf"), by=officer)

    assert first.file == second.file
    assert (first.filename, second.filename, first.size) == ("konzept.pdf", "anders.pdf", len(PDF))
    assert Path(settings.MEDIA_ROOT, first.file).read_bytes() == PDF
    entry = AuditEntry.objects.filter(action="register.evidence_recorded").last()
    assert entry.details["Nachweis"] == "Konzept"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("sammlung.zip", b"PK\3\4", "ist ein Archiv"),
        ("programm.exe", b"MZ", "werden nicht angenommen"),
        ("ohne", b"x", "ohne Endung"),
        ("seite.html", b"<script>", "werden nicht angenommen"),
        ("konzept.pdf", b"<script>", "keine lesbare PDF-Datei"),
        ("bild.png", b"\xff\xd8\xff", "keine lesbare PNG-Datei"),
        ("brief.docx", b"PK\3\4 kein Archiv", "keine lesbare DOCX-Datei"),
        ("notiz.txt", b"a\0b", "keine lesbare TXT-Datei"),
        ("leer.pdf", b"", "ist leer"),
    ],
)
def test_other_files_are_refused_with_a_sentence(case, officer, name, content, sentence):
    with pytest.raises(Refused, match=sentence):
        evidence.record(case, values=values(), file=pdf(name, content), by=officer)

    assert Evidence.objects.count() == 0


def test_office_files_and_texts_are_taken(case, officer):
    files = [
        ("Konzept.DOCX", docx()),
        ("a.md", b"# A"),
        ("b.csv", b"a;b"),
        ("c.jpeg", b"\xff\xd8\xff"),
    ]

    kept = [evidence.record(case, values=values(), file=pdf(*f), by=officer) for f in files]

    assert [one.filename for one in kept] == ["Konzept.DOCX", "a.md", "b.csv", "c.jpeg"]


def test_a_file_that_is_too_large_is_refused(case, officer, settings):
    settings.UPLOAD_LIMIT_MB = 1

    with pytest.raises(Refused, match="mit 1 MB zu groß, möglich sind 1 MB"):
        evidence.record(case, values=values(), file=pdf(content=PDF * 80_000), by=officer)


def test_a_full_disk_is_said_in_a_sentence(case, officer, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(evidence_files.stored_files, "store", full)

    with pytest.raises(Refused, match="kein Speicherplatz"):
        evidence.record(case, values=values(), file=pdf(), by=officer)


def test_a_path_in_the_name_is_cut_off(case, officer):
    kept = evidence.record(case, values=values(), file=pdf("..\\..\\böse\0.pdf"), by=officer)

    assert kept.filename == "böse.pdf"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Laden Sie das Dokument hoch"),
        ({"kind": "independent"}, "Laden Sie das Dokument hoch"),
        ({"kind": "claim"}, "was die Angabe zeigt"),
        ({"kind": "measurement"}, "den Messwert"),
        ({"kind": "measurement", "value": 1.0, "subject": "target"}, "Wählen Sie das Ziel"),
        ({"link": "https://x.example", "expires_on": TODAY() - timedelta(1)}, "Gültig bis"),
        ({"link": "https://x.example", "issued_on": TODAY() + timedelta(1)}, "in der Zukunft"),
    ],
)
def test_incomplete_evidence_is_refused_with_a_sentence(case, officer, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        evidence.record(case, values=values(**changes), by=officer)


def test_a_goal_of_another_use_case_cannot_be_measured(case, officer):
    other = Goal.objects.create(use_case=made.use_case(officer), text="Fremd")

    with pytest.raises(Refused, match="anderen Anwendungsfall"):
        evidence.record(case, values=values(kind="measurement", value=1.0, goal=other), by=officer)


def test_an_unknown_field_is_a_mistake_of_the_program(case, officer):
    with pytest.raises(ValueError, match="sha256"):
        evidence.record(case, values=values(sha256="x"), by=officer)


@pytest.mark.parametrize("role", [Role.DATA_PROTECTION, Role.SECURITY, Role.AI_OFFICER])
def test_those_who_check_may_bring_evidence(town, case, role):
    person = factories.member(town, role, email="prüft@example.org")

    assert evidence.record(case, values=values(link="https://x.example"), by=person).pk


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADERSHIP, Role.STAFF_COUNCIL])
def test_others_may_not(town, case, role):
    person = factories.member(town, role)

    with pytest.raises(PermissionDenied):
        evidence.record(case, values=values(link="https://x.example"), by=person)


def test_outsiders_may_not(case):
    other = factories.organisation("ahornried")
    outsider = factories.member(other, Role.AI_OFFICER, Role.DATA_PROTECTION)

    with pytest.raises(PermissionDenied):
        evidence.record(case, values=values(link="https://x.example"), by=outsider)


def measured(goal, day, value=80.0):
    return values(kind="measurement", subject="target", goal=goal, value=value, issued_on=day)


def test_a_measurement_updates_its_goal_when_asked_to(case, officer):
    goal = Goal.objects.create(use_case=case, text="Schneller", baseline=50, target=90)

    evidence.record(case, values=measured(goal, TODAY(), 70.0), by=officer)
    goal.refresh_from_db()
    assert goal.measured is None

    evidence.record(case, values=measured(goal, TODAY()), by=officer, measures_goal=True)
    goal.refresh_from_db()
    assert (goal.measured, goal.measured_on) == (80.0, TODAY())


def test_an_older_measurement_never_replaces_a_newer_one(case, officer):
    goal = Goal.objects.create(use_case=case, text="Schneller", measured=90, measured_on=TODAY())
    old = measured(goal, TODAY() - timedelta(30))

    evidence.record(case, values=old, by=officer, measures_goal=True)

    goal.refresh_from_db()
    assert goal.measured == 90


def test_who_may_not_edit_does_not_change_the_goal(town, case):
    goal = Goal.objects.create(use_case=case, text="Schneller")
    person = factories.member(town, Role.SECURITY)

    with pytest.raises(PermissionDenied):
        evidence.record(case, values=measured(goal, TODAY()), by=person, measures_goal=True)

    assert Evidence.objects.count() == 0


def test_measuring_a_goal_does_not_overwrite_somebody_who_edits(case, officer):
    goal = Goal.objects.create(use_case=case, text="Schneller")
    revision = case.revision
    evidence.record(case, values=measured(goal, TODAY()), by=officer, measures_goal=True)

    with pytest.raises(Conflict):
        use_cases.change_goals(case, goals=[], revision=revision, by=officer)


def test_withdrawn_evidence_stays_with_its_reason_and_proves_nothing(town, case, officer):
    kept = evidence.record(case, values=values(), file=pdf(), by=officer)
    person = factories.member(town, Role.SECURITY)

    evidence.withdraw(kept, reason="Fassung überholt", by=person)

    assert (kept.withdrawn_reason, evidence.state_of(kept)) == ("Fassung überholt", "withdrawn")
    assert (evidence.valid(case), list(evidence.find(case))) == ([], [kept])
    assert (
        Notification.objects.get(recipient=officer.user).text == "Nachweis zurückgezogen: Konzept"
    )
    with pytest.raises(Refused, match="schon zurückgezogen"):
        evidence.withdraw(kept, reason="Noch einmal", by=person)


def test_a_withdrawn_measurement_leaves_its_goal_to_the_one_before(case, officer):
    goal = Goal.objects.create(use_case=case, text="Schneller", baseline=50, target=90)
    day = TODAY() - timedelta(30)
    first = evidence.record(case, values=measured(goal, day, 60.0), by=officer, measures_goal=True)
    second = evidence.record(case, values=measured(goal, TODAY()), by=officer, measures_goal=True)

    evidence.withdraw(second, reason="Verzählt", by=officer)
    goal.refresh_from_db()
    assert (goal.measured, goal.measured_on) == (60.0, day)

    evidence.withdraw(evidence.one(case, first.pk), reason="Verzählt", by=officer)
    goal.refresh_from_db()
    assert (goal.measured, goal.measured_on) == (None, None)


def test_withdrawing_needs_a_reason(case, officer):
    kept = evidence.record(case, values=values(), file=pdf(), by=officer)

    with pytest.raises(Refused, match="begründen"):
        evidence.withdraw(kept, reason=" ", by=officer)


@pytest.mark.parametrize(
    ("days", "state"), [(None, "valid"), (31, "valid"), (30, "soon"), (0, "soon"), (-1, "expired")]
)
def test_evidence_expires_in_steps(case, days, state):
    expires = None if days is None else TODAY() + timedelta(days)
    one = Evidence.objects.create(use_case=case, **values(expires_on=expires))

    assert evidence.state_of(one) == state
    assert (one in evidence.valid(case)) == (state != "expired")
    assert list(evidence.find(case, state=state)) == [one]


def test_the_owner_is_reminded_once_before_and_once_after(case, officer):
    one = Evidence.objects.create(use_case=case, **values(expires_on=TODAY() + timedelta(10)))

    assert [evidence.remind(), evidence.remind()] == [1, 0]
    Evidence.objects.filter(pk=one.pk).update(expires_on=TODAY() - timedelta(1))
    assert [evidence.remind(), evidence.remind()] == [1, 0]

    texts = Notification.objects.order_by("pk").values_list("recipient", "text")
    title = "zu „Auskunft am Telefon“"
    assert list(texts) == [
        (officer.user.pk, f"Ein Nachweis {title} läuft bald ab: Konzept"),
        (officer.user.pk, f"Ein Nachweis {title} ist abgelaufen: Konzept"),
    ]


def test_withdrawn_evidence_reminds_nobody(case, officer):
    one = Evidence.objects.create(use_case=case, **values(expires_on=TODAY()))
    evidence.withdraw(one, reason="Alt", by=officer)

    assert evidence.remind() == 0


def test_without_an_owner_the_ai_officers_are_reminded(case, officer):
    case.owner = None
    case.save()
    Evidence.objects.create(use_case=case, **values(expires_on=TODAY()))

    assert evidence.remind() == 1
    assert Notification.objects.get().recipient == officer.user


def test_files_of_evidence_that_is_gone_are_swept_and_others_stay(case, officer):
    gone = evidence.record(case, values=values(), file=pdf(content=b"%PDF weg"), by=officer)
    kept = evidence.record(case, values=values(), file=pdf(), by=officer)
    gone.delete()

    assert evidence_files.sweep(grace=0) == 1
    with evidence_files.opened(kept) as file:
        assert file.read() == PDF
    with pytest.raises(FileNotFoundError):
        evidence_files.opened(gone)


def test_a_backup_holds_the_files(case, officer, tmp_path, settings):
    kept = evidence.record(case, values=values(), file=pdf(), by=officer)
    target = tmp_path / "sicherung.tar.gz"

    backup.write(target)
    Path(settings.MEDIA_ROOT, kept.file).unlink()
    backup.read(target, replace=True)

    with evidence_files.opened(Evidence.objects.get(pk=kept.pk)) as file:
        assert file.read() == PDF
