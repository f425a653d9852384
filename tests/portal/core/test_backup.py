import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from allmende.portal.core.domain import backup
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry, Job, Notification
from allmende.portal.knowledge.models import Collection, Document, Embedding, Passage
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Group, Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> Organisation:
    """Something in every kind of field: text, time, JSON, bytes, many-to-many, self-reference."""
    county = factories.organisation("erlentann", kind="county")
    town = factories.organisation(parent=county, topics=[{"de": "Umzug?", "en": "Moving?"}])
    member = factories.member(town, Role.EDITOR, Role.ADMINISTRATOR)
    group = Group.objects.create(name="Grün & „Bäume“", organisation=town)
    group.members.add(member)
    collection = Collection.objects.create(
        organisation=town, slug="s", title="Satzungen", audience="public", scope=f"public:{town.pk}"
    )
    document = Document.objects.create(
        collection=collection,
        scope=collection.scope,
        title="Hundesteuer – Zeilen\nund Ümläute",
        filename="h.pdf",
        file=default_storage.save("documents/ab/h.pdf", ContentFile(b"%PDF \x00\xff")),
        sha256="0" * 64,
        size=7,
        valid_until="2027-01-31",
    )
    passage = Passage.objects.create(
        document=document, position=0, text="Satz eins.\nSatz zwei.", heading_path=["§ 1", "Höhe"]
    )
    Embedding.objects.create(
        passage=passage, model="m", windows=bytes(range(256)), sentences=b"\x00\x01"
    )
    AuditEntry.objects.create(
        organisation=town, actor=member.user, actor_label="x", action="a.b", details={"k": [1, "ü"]}
    )
    Job.objects.create(title="j", task="t", arguments=[1, "zwei"])
    Notification.objects.create(
        recipient=member.user, reason="assigned", text="t", url="/", read_at=timezone.now()
    )
    return town


def contents() -> dict[str, list[dict[str, object]]]:
    return {
        model._meta.label: [
            {key: bytes(v) if isinstance(v, memoryview) else v for key, v in row.items()}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in backup._models()
    }


def test_nothing_is_lost(world, tmp_path):
    before = contents()
    counts = backup.write(tmp_path / "b.tar.gz")
    default_storage.delete("documents/ab/h.pdf")
    Organisation.objects.all().delete()
    User.objects.all().delete()

    assert backup.read(tmp_path / "b.tar.gz", replace=True) == counts
    assert contents() == before
    assert default_storage.open("documents/ab/h.pdf").read() == b"%PDF \x00\xff"
    assert sum(map(len, before.values())) == sum(counts.values()) - counts["files"]


def test_new_objects_after_a_restore_get_new_keys(world, tmp_path):
    backup.write(tmp_path / "b.tar.gz")
    backup.read(tmp_path / "b.tar.gz", replace=True)
    highest = Organisation.objects.order_by("-pk")[0].pk
    assert factories.organisation("neu").pk > highest


def test_grows_from_sqlite_to_the_database_of_this_run(tmp_path):
    file = tmp_path / "b.tar.gz"
    (tmp_path / "home").mkdir()
    script = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from pathlib import Path\n"
        "from tests import factories\n"
        "from allmende.portal.core.domain import backup\n"
        "factories.member(factories.organisation('klein'), 'editor')\n"
        f"backup.write(Path({str(file)!r}))\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"ALLMENDE_TEST_DATABASE": "", "ALLMENDE_HOME": str(tmp_path / "home")}
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, cwd=root)
    backup.read(file, replace=True)
    member = Organisation.objects.get(slug="klein").members.get()
    assert member.role_names == {Role.EDITOR}


def test_refuses_to_overwrite_without_being_told(world, tmp_path):
    backup.write(tmp_path / "b.tar.gz")
    with pytest.raises(Refused, match="nicht leer"):
        backup.read(tmp_path / "b.tar.gz")


def test_a_broken_file_changes_nothing(world, tmp_path):
    file = tmp_path / "b.tar.gz"
    backup.write(file)
    file.write_bytes(file.read_bytes()[:-200])
    before = contents()
    with pytest.raises(Refused, match="keine vollständige Sicherung"):
        backup.read(file, replace=True)
    assert contents() == before


def test_a_changed_file_is_noticed(world, tmp_path):
    backup.write(tmp_path / "b.tar.gz")
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        archive.extractall(tmp_path / "x", filter="data")
    (tmp_path / "x/files/documents/ab/h.pdf").write_bytes(b"%PDF gefaelscht")
    with tarfile.open(tmp_path / "c.tar.gz", "w:gz") as archive:
        for path in sorted((tmp_path / "x").rglob("*")):
            if path.is_file():
                archive.add(path, path.relative_to(tmp_path / "x").as_posix())
    with pytest.raises(Refused, match="Prüfsumme"):
        backup.read(tmp_path / "c.tar.gz", replace=True)
    assert default_storage.open("documents/ab/h.pdf").read() == b"%PDF \x00\xff"


def test_the_backup_holds_no_session_and_no_secret(world, tmp_path):
    backup.write(tmp_path / "b.tar.gz")
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        names = archive.getnames()
    assert not [name for name in names if "sessions." in name or "secret" in name]
    assert settings.SECRET_KEY.encode() not in (tmp_path / "b.tar.gz").read_bytes()
