"""One search over everything that a member may see: what the apps have put into the search
table, grouped by kind, and the documents of the knowledge.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from allmende.portal.core.domain import search, things
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.knowledge.domain import search as knowledge
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.models import Member

FEW = 5  # of each kind while no kind is chosen
DOCUMENT = "document"
PASSAGES = 40  # looked through for documents
LONGEST = 300  # characters of what is searched for


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind; ``ids`` is sliced and counted like any query."""

    kind: Kind
    ids: QuerySet[Any, int]
    count: int

    def things(self, member: Member, ids: list[int]) -> list[Thing]:
        """The things with these ids in their order; a stale search entry is left out."""
        found = self.kind.find(member, [str(pk) for pk in ids])
        return [found[str(pk)] for pk in ids if str(pk) in found]


def in_table(member: Member, text: str) -> list[Hits]:
    """Kinds of which something fits, in the order in which the apps are registered."""
    keys = audience.find_keys(member)
    question = text[:LONGEST]
    found = []
    for kind in things.kinds():
        ids = search.matching(question, kinds=[kind.name], keys=keys)
        if count := ids.count():
            found.append(Hits(kind, ids, count))
    return found


def in_documents(member: Member, text: str) -> list[Thing]:
    """The best documents, each once."""
    keys = audience.search_keys(member.organisation, member)
    passages = knowledge.find(text[:LONGEST], keys=keys, limit=PASSAGES)
    found: dict[int, Thing] = {}
    for passage in passages:
        if passage.document_id not in found:
            found[passage.document_id] = Thing(
                DOCUMENT,
                str(passage.document_id),
                passage.title,
                f"/wissen/quelle/{passage.document_id}/",
                organisation=str(passage.organisation),
                note=" › ".join(passage.heading_path[-1:]),
            )
    return list(found.values())
