"""Short ways to collections and documents."""

from allmende.portal.knowledge.domain import collections, importing, imports
from allmende.portal.knowledge.domain.imports import Source
from allmende.portal.knowledge.models import Collection, Import
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member


def new_collection(
    editor: Member, title="Dienstleistungen", audience=Audience.PUBLIC
) -> Collection:
    return collections.create(editor.organisation, by=editor, title=title, audience=audience)


class Silent:
    """A reporter for work that nobody watches."""

    def __init__(self):
        self.told = []

    def at(self, done, total, message=""):
        self.told.append((done, total))

    def result(self, message, *, url=""):
        self.message = message


def take_in(collection: Collection, /, **files: str | bytes) -> Import:
    """Read files at once: ``take_in(collection, hund_md="# Hundesteuer ...")``."""
    sources = [
        Source(name.replace("_", "."), content if isinstance(content, bytes) else content.encode())
        for name, content in files.items()
    ]
    batch = imports.prepare(collection, sources=sources)
    importing.run(batch.pk, Silent())
    return batch
