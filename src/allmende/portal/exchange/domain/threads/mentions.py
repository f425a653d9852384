"""Whom an "@Vorname Nachname" means. Only who may see the thread is suggested, found or told."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from allmende.portal.exchange.domain.texts import line
from allmende.portal.exchange.models import Mention, Post
from allmende.portal.organisations.domain.audience import NETWORK_KEY, PUBLIC_PREFIX
from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.organisations.models import Member, User

MOST = 20  # names that are looked up in one post
WORDS = 5  # of one name
FEW = 8  # suggestions
_AT = re.compile(r"(?<![\w@/.])@(?=[^\W\d_])")
_QUOTED = re.compile(r"^[ ]{0,3}>.*$", re.MULTILINE)  # who was meant there has heard of it
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:[ \t]+[^\W\d_][\w.'’-]*){0,4}")


@dataclass(frozen=True, slots=True)
class Unclear:
    """Several people have this name."""

    name: str
    people: list[Member]


@dataclass(slots=True)
class Found:
    people: dict[int, str] = field(default_factory=dict)  # user -> name as it stands in the text
    unclear: list[Unclear] = field(default_factory=list)


def readers(scope: str) -> QuerySet[Member]:
    """Active people who may see what has this audience key."""
    active = Member.objects.filter(user__is_active=True, organisation__is_active=True)
    active = active.select_related("user", "organisation").order_by("user__name", "pk")
    if scope == NETWORK_KEY or scope.startswith(PUBLIC_PREFIX):
        return active
    kind, _, number = scope.partition(":")
    if kind == "group":
        return active.filter(groups=int(number))
    if kind == "organisation":
        return active.filter(organisation=int(number)).exclude(
            organisation__kind=OrganisationKind.EXPERTS
        )
    return active.none()


def suggest(text: str, scope: str, *, by: Member) -> list[Member]:
    """People whose name has all the words; the own organisation first, everybody once."""
    words = line(text).lstrip("@").split()[:WORDS]
    if not words:
        return []
    found = readers(scope).exclude(user=by.user_id)
    for word in words:
        found = found.filter(user__name__icontains=word)
    near = sorted(found[: FEW * 5], key=lambda one: one.organisation_id != by.organisation_id)
    once: dict[int, Member] = {}
    for member in near:
        once.setdefault(member.user_id, member)
    return list(once.values())[:FEW]


def find(text: str, scope: str, *, chosen: Collection[int] = ()) -> Found:
    """The longest name after each @ that somebody has who may see it.

    ``chosen``: users who are meant where a name is not clear.
    """
    spellings = _spellings(_QUOTED.sub("", text))
    known = _people([one for names in spellings for one in names], scope)
    found = Found()
    for names in spellings:
        name = next((one for one in names if _key(one) in known), None)
        if name is None:
            continue
        people = known[_key(name)]
        meant = [one for one in people if one.user_id in chosen] or people
        if len(meant) > 1 and len(meant) == len(people):
            if name not in [one.name for one in found.unclear]:
                found.unclear.append(Unclear(name, people))
            continue
        found.people |= {one.user_id: name for one in meant if one.user_id not in found.people}
    return found


def store(post: Post, found: Found) -> set[int]:
    """Write down who is meant now; gives those who were not before."""
    before = set(post.mentions.values_list("user_id", flat=True))
    post.mentions.exclude(user__in=list(found.people)).delete()
    new = set(found.people) - before
    Mention.objects.bulk_create(
        [Mention(post=post, user_id=user, name=found.people[user]) for user in sorted(new)]
    )
    return new


def replace(user: User, label: str) -> None:
    """Somebody leaves: the name gives way in what others have written, too."""
    for mention in Mention.objects.filter(user=user).select_related("post"):
        text = mention.post.text.replace(f"@{mention.name}", f"@{label}")
        Post.objects.filter(pk=mention.post_id).update(text=text[:20_000])


def _spellings(text: str) -> list[list[str]]:
    """For each @ the runs of words behind it, the longest first."""
    found = []
    for at in list(_AT.finditer(text))[: MOST * 5]:
        words = name.group().split() if (name := _NAME.match(text, at.end())) else []
        runs = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
        options = list(dict.fromkeys(one for run in runs for one in (run, run.rstrip(".'’-"))))
        if options and options not in found:
            found.append(options)
    return found[:MOST]


def _people(names: Collection[str], scope: str) -> dict[str, list[Member]]:
    """By name; everybody once, however many organisations they belong to."""
    if not names:
        return {}
    same = Q()
    for name in set(names):
        same |= Q(user__name__iexact=name)
    known: dict[str, dict[int, Member]] = {}
    for member in readers(scope).filter(same):
        known.setdefault(_key(member.user.name), {}).setdefault(member.user_id, member)
    return {name: list(people.values()) for name, people in known.items()}


def _key(name: str) -> str:
    return line(name).casefold()
