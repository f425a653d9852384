"""One search over everything that a member may see: what the apps have put into the search
table, grouped by kind, and the documents of the knowledge.
"""

from dataclasses import dataclass

from allmende.engines.language import analysis
from allmende.portal.core.domain import search, things
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.knowledge.domain import search as knowledge
from allmende.portal.knowledge.domain.found import FoundPassage
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.models import Member

FEW = 5  # of each kind while no kind is chosen
DOCUMENT = "document"
PASSAGES = 40  # looked through for documents
LONGEST = 300  # characters of what is searched for
SHORTEST = 5  # letters of a stem that is looked for inside others
# What people look for most stands first; kinds that are not named come behind.
ORDER = ("publication", "legal_answer", "guideline", "session", "thread", "post", "minutes", "call")


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind, the best first."""

    kind: Kind
    ids: list[int]

    @property
    def count(self) -> int:
        return len(self.ids)

    def things(self, member: Member, ids: list[int]) -> list[Thing]:
        """The things with these ids in their order; a stale search entry is left out."""
        found = self.kind.find(member, [str(pk) for pk in ids])
        return [found[str(pk)] for pk in ids if str(pk) in found]


def in_table(member: Member, text: str) -> list[Hits]:
    """Kinds of which something fits, in one order."""
    keys = audience.find_keys(member)
    known = sorted(things.kinds(), key=_place)
    found = search.by_kind(text[:LONGEST], kinds=[kind.name for kind in known], keys=keys)
    return [Hits(kind, found[kind.name]) for kind in known if kind.name in found]


def in_documents(member: Member, text: str) -> list[Thing]:
    """The best documents that share a word with the question, each once: what is only near in
    meaning answers questions but puzzles in a list.
    """
    asked = set(analysis.words(text[:LONGEST]))
    keys = audience.search_keys(member.organisation, member)
    passages = knowledge.find(text[:LONGEST], keys=keys, limit=PASSAGES)
    found: dict[int, Thing] = {}
    for passage in passages:
        if passage.document_id not in found and _shares(asked, passage):
            found[passage.document_id] = Thing(
                DOCUMENT,
                str(passage.document_id),
                passage.title,
                f"/wissen/quelle/{passage.document_id}/",
                organisation=str(passage.organisation),
                note=" › ".join(passage.heading_path[-1:]),
            )
    return list(found.values())


def _place(kind: Kind) -> int:
    return ORDER.index(kind.name) if kind.name in ORDER else len(ORDER)


def _shares(asked: set[str], passage: FoundPassage) -> bool:
    """A stem, or a part of a compound."""
    words = set(analysis.words(" ".join((passage.title, *passage.heading_path, passage.text))))
    longer = [stem for stem in asked if len(stem) >= SHORTEST]
    return bool(asked & words) or any(stem in word for stem in longer for word in words)
