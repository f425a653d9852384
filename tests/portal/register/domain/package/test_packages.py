"""From one installation to another: whole, signed, trusted, or refused with a sentence."""

import base64
import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import evidence, publishing
from allmende.portal.register.domain.exchange import imports, taking
from allmende.portal.register.domain.package import keys, opening, receiving, writing
from allmende.portal.register.enums import ImportState, State
from allmende.portal.register.models import TrustedKey, UseCase
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def source():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def target():
    return factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)


@pytest.fixture
def package(source):
    case = made.use_case(source, state=State.OPERATION)
    values = {
        "kind": "document",
        "subject": "concept",
        "title": "Konzept",
        "issuer": "Hauptamt",
        "issued_on": date(2026, 5, 4),
        "is_public": True,
    }
    file = ContentFile(b"%PDF-1.7 Konzept", name="konzept.pdf")
    evidence.record(case, values=values, file=file, by=source)
    publication = publishing.publish(case, audience="public", by=source)
    return writing.write(source, publications=[publication.pk])


def another_installation(settings, tmp_path):
    """The same database, but another key pair."""
    settings.HOME = tmp_path / "elsewhere"


def repacked(content, change, *, key=None):
    """The package after ``change(files)``, its manifest signed again where a key is given."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    if key:
        files["signature"] = key(files["manifest.json"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def manifest_changed(**fields):
    def change(files):
        manifest = json.loads(files["manifest.json"]) | fields
        files["manifest.json"] = json.dumps(manifest).encode()

    return change


def test_a_package_of_a_trusted_key_becomes_an_idea_with_its_provenance(package, target):
    batch = receiving.start(package, filename="paket.zip", by=target)
    taking.take(batch, rows=[batch.rows.get().pk], by=target)

    case = UseCase.objects.get(organisation=target.organisation)
    note = case.origin_note
    assert (case.title, case.state, case.assessments.count()) == (
        "Auskunft am Telefon",
        State.IDEA,
        0,
    )
    assert (note["organisation"], note["version"], note["license"]) == (
        "Wiesenbrueck",
        1,
        "CC BY 4.0",
    )
    assert [one["title"] for one in note["evidence"]] == ["Konzept"]
    assert note["fingerprint"] == keys.fingerprint(keys.public_key())


def test_the_package_holds_the_public_evidence_and_its_checksum(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        (listed,) = json.loads(archive.read("manifest.json"))["evidence"]
        content = archive.read(listed["path"])
    assert (content, listed["sha256"]) == (
        b"%PDF-1.7 Konzept",
        hashlib.sha256(content).hexdigest(),
    )


def test_an_unknown_key_is_asked_about_before_anything_is_shown(
    package, target, settings, tmp_path
):
    another_installation(settings, tmp_path)
    batch = receiving.start(package, filename="paket.zip", by=target)
    assert (batch.state, batch.rows.count()) == (ImportState.UNKNOWN_KEY, 0)

    batch = receiving.trust(batch, by=target)
    assert (batch.state, batch.rows.count()) == (ImportState.PREVIEW, 1)
    assert TrustedKey.objects.get().organisation == target.organisation
    again = receiving.start(package, filename="paket.zip", by=target)
    assert again.state == ImportState.PREVIEW


def test_one_organisations_trust_is_not_anothers(package, source, target, settings, tmp_path):
    another_installation(settings, tmp_path)
    receiving.trust(receiving.start(package, filename="a.zip", by=target), by=target)
    assert receiving.start(package, filename="a.zip", by=source).state == ImportState.UNKNOWN_KEY


def test_the_operators_trust_is_everybodys(package, target, settings, tmp_path):
    key = keys.public_key()
    another_installation(settings, tmp_path)
    operator = factories.user("netz@example.org", is_superuser=True)
    keys.trust_for_all(key, name="Land", by=operator)
    assert receiving.start(package, filename="a.zip", by=target).state == ImportState.PREVIEW


def test_an_unknown_key_can_be_thrown_away(package, target, settings, tmp_path):
    another_installation(settings, tmp_path)
    batch = receiving.start(package, filename="a.zip", by=target)
    imports.discard(batch, by=target)
    batch.refresh_from_db()
    with pytest.raises(Refused, match="schon entschieden"):
        receiving.trust(batch, by=target)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (manifest_changed(license="frei"), "Unterschrift des Pakets stimmt nicht"),
        (
            lambda files: files.update({"entries/0001.json": b"{}"}),
            "Prüfsumme von „entries/0001.json“ stimmt nicht",
        ),
        (lambda files: files.update({"mehr.txt": b"x"}), "unvollständig oder beschädigt"),
        (lambda files: files.pop("entries/0001.json"), "unvollständig oder beschädigt"),
    ],
)
def test_what_was_changed_on_the_way_is_refused_and_noted(package, target, change, sentence):
    with pytest.raises(Refused, match=sentence):
        receiving.start(repacked(package, change), filename="paket.zip", by=target)

    entry = AuditEntry.objects.get(action="register.package_refused")
    assert (entry.organisation, entry.details["Datei"]) == (target.organisation, "paket.zip")
    assert not UseCase.objects.filter(organisation=target.organisation).exists()


def test_a_signature_by_somebody_else_in_our_name_is_refused(package, target):
    stranger = Ed25519PrivateKey.generate()

    def sign(content):
        return base64.b64encode(stranger.sign(content))

    forged = repacked(package, manifest_changed(license="frei"), key=sign)
    with pytest.raises(Refused, match="Unterschrift"):
        receiving.start(forged, filename="paket.zip", by=target)


def test_a_newer_format_says_what_to_do(package, target):
    newer = repacked(package, manifest_changed(format=2), key=keys.sign)
    with pytest.raises(Refused, match="Aktualisieren Sie Ihre Installation"):
        receiving.start(newer, filename="paket.zip", by=target)


def test_an_older_rule_set_is_a_warning(package, target):
    older = repacked(package, manifest_changed(rules_version="2020-01-01-abc"), key=keys.sign)
    batch = receiving.start(older, filename="paket.zip", by=target)
    assert batch.notes == [
        "Das Paket wurde mit einem älteren Stand der Regeln (2020-01-01) erstellt. Einstufung und "
        "Pflichten werden bei Ihnen ohnehin neu ermittelt."
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"entries": None},
        {"entries": [{}]},
        {"evidence": "x"},
        {"rules_version": None, "entries": [{"path": "../x", "sha256": "", "entry": 1}]},
    ],
)
def test_a_signed_manifest_without_sense_is_refused(package, target, fields):
    odd = repacked(package, manifest_changed(**fields), key=keys.sign)
    with pytest.raises(Refused):
        receiving.start(odd, filename="paket.zip", by=target)


def test_a_package_that_unpacks_without_end_is_refused(package, target, monkeypatch):
    monkeypatch.setattr(opening, "LARGEST_INSIDE", 100)
    with pytest.raises(Refused, match="ausgepackt zu groß"):
        receiving.start(package, filename="paket.zip", by=target)


def test_drafts_and_withdrawn_entries_do_not_go_into_a_package(source):
    made.use_case(source, "Entwurf")
    gone = publishing.publish(made.use_case(source, "Weg"), audience="public", by=source)
    publishing.withdraw(gone, reason="veraltet", by=source)

    assert list(writing.exportable(source)) == []
    with pytest.raises(Refused, match="Kein veröffentlichter Eintrag"):
        writing.write(source, publications=[gone.pk])


def test_entries_of_others_do_not_go_into_our_package(source, target):
    theirs = publishing.publish(made.use_case(target, "Fremd"), audience="public", by=target)
    with pytest.raises(Refused):
        writing.write(source, publications=[theirs.pk])


def test_the_private_key_is_made_once_and_readable_for_its_owner_only(settings):
    first = keys.public_key()
    path = settings.HOME / keys.NAME
    assert (keys.public_key(), path.stat().st_mode & 0o777) == (first, 0o600)


@pytest.mark.parametrize("key", ["", "abc", "ä" * 44, "A" * 43])
def test_what_is_no_key_gets_a_sentence(target, key):
    with pytest.raises(Refused, match="kein öffentlicher Schlüssel"):
        keys.trust(key, name="X", by=target)


def test_a_key_is_trusted_once_and_removed_by_those_who_may(source, target):
    key = keys.trust(keys.public_key(), name="Kreis", by=target)
    with pytest.raises(Refused, match="schon"):
        keys.trust(keys.public_key(), name="Kreis", by=target)
    with pytest.raises(PermissionDenied):
        keys.distrust(key, by=source)
    keys.distrust(key, by=target)
    assert not keys.trusted(target).exists()


def test_packages_are_for_ai_officers(package, source):
    staff = factories.member(source.organisation)
    for step in (
        lambda: writing.write(staff, publications=[1]),
        lambda: receiving.start(package, filename="a.zip", by=staff),
        lambda: keys.trust("x", name="x", by=staff),
    ):
        with pytest.raises(PermissionDenied):
            step()
