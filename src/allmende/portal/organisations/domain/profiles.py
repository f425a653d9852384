"""How an organisation presents itself. Each part has its own audience."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import finding
from allmende.portal.organisations.domain.audience import NETWORK_KEY, key_for, member_keys
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member, Offering, Organisation, Profile

AUDIENCES = (Audience.PUBLIC, Audience.NETWORK, Audience.ORGANISATION)
TEXTS = ("about", "website", "contact_name", "contact_email", "contact_phone")
PARTS = ("about", "contact", "offers")
FIELDS = (*TEXTS, *(f"{part}_audience" for part in PARTS))
CHANGED_MEANWHILE = (
    "Jemand anderes hat das Profil inzwischen geändert. Unten steht, was gespeichert ist, im "
    "Formular steht Ihre Eingabe. Übernehmen Sie, was gelten soll, und speichern Sie erneut."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Of a profile, what one reader sees; empty where it is not for that reader."""

    about: str = ""
    website: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    offers: list[Offering] = field(default_factory=list)
    seeks: list[Offering] = field(default_factory=list)

    @property
    def has_contact(self) -> bool:
        return bool(self.contact_name or self.contact_email or self.contact_phone)

    @property
    def is_empty(self) -> bool:
        return not (self.about or self.website or self.has_contact or self.offers or self.seeks)


def of(organisation: Organisation) -> Profile:
    """The stored one, or an empty one that is not stored yet: its revision is 0 then."""
    found = Profile.objects.filter(organisation=organisation).first()
    return found or Profile(organisation=organisation, revision=0)


def visible_part(reader: Member | None, part: str, *, before: str = "") -> Q:
    """Where that part (``about``, ``contact``, ``offers``) is for the reader, for queries of
    organisations; ``before`` is the path to the organisation, such as ``organisation__``.
    """
    audience = f"{before}profile__{part}_audience"
    found = Q(**{audience: Audience.PUBLIC})
    keys = member_keys(reader)
    if NETWORK_KEY in keys:
        found |= Q(**{audience: Audience.NETWORK}) | Q(**{f"{before}profile__isnull": True})
    if reader and f"organisation:{reader.organisation_id}" in keys:
        found |= Q(**{audience: Audience.ORGANISATION, f"{before}pk": reader.organisation_id})
    return found


def has_public(slug: str) -> bool:
    """Whether everybody may read something of the profile."""
    here = Organisation.objects.filter(slug=slug, is_active=True, is_claimed=True)
    about = Q(profile__about_audience=Audience.PUBLIC) & ~Q(profile__about="", profile__website="")
    contact = Q(profile__contact_audience=Audience.PUBLIC) & ~Q(
        profile__contact_name="", profile__contact_email="", profile__contact_phone=""
    )
    offers = Q(profile__offers_audience=Audience.PUBLIC, offerings__isnull=False)
    return here.filter(about | contact | offers).exists()


def shown_to(reader: Member | None, profile: Profile, *, offerings: list[Offering]) -> Shown:
    """What the reader sees of the profile as it stands in memory, stored or not."""
    return shown_with(member_keys(reader), profile, offerings=offerings)


def shown_with(keys: frozenset[str], profile: Profile, *, offerings: list[Offering]) -> Shown:
    """The same for anybody who has these keys beyond the public; for previews."""
    about, contact, offers = (_open(keys, profile, part) for part in PARTS)
    return Shown(
        about=profile.about if about else "",
        website=profile.website if about else "",
        contact_name=profile.contact_name if contact else "",
        contact_email=profile.contact_email if contact else "",
        contact_phone=profile.contact_phone if contact else "",
        offers=[one for one in offerings if offers and one.kind == "offer"],
        seeks=[one for one in offerings if offers and one.kind == "seek"],
    )


@transaction.atomic
def save(
    organisation: Organisation, *, values: Mapping[str, Any], revision: int, by: Member
) -> Profile:
    """Store the whole profile. ``revision`` is what the editor had read, 0 for a new one.

    Raises Conflict where somebody else was faster; nothing is overwritten then.
    """
    require(rules.may_administer, by, organisation)
    wanted = {name: values[name] for name in FIELDS}
    if any(wanted[f"{part}_audience"] not in AUDIENCES for part in PARTS):
        raise Refused("Wählen Sie für jeden Teil, wer ihn sieht.")
    wanted["about"] = wanted["about"].replace("\r\n", "\n").strip()
    profile = _locked(organisation)
    if profile.revision != revision:
        raise Conflict(CHANGED_MEANWHILE)
    before = {name: getattr(profile, name) for name in FIELDS}
    for name, value in wanted.items():
        setattr(profile, name, value)
    profile.revision += 1
    profile.save()
    finding.refresh(organisation)
    changed = audit.changes(before, wanted)
    if "about" in changed:  # too long for a trail
        changed["about"] = [f"{len(text)} Zeichen" for text in changed["about"]]
    audit.record("organisations.profile_saved", by=by, about=profile, details=changed)
    return profile


def ensure(organisation: Organisation) -> Profile:
    """A stored profile, so that what hangs on it has an audience."""
    profile, _ = Profile.objects.get_or_create(organisation=organisation, defaults={"revision": 0})
    return profile


def _locked(organisation: Organisation) -> Profile:
    ensure(organisation)
    return Profile.objects.select_for_update().get(organisation=organisation)


def _open(keys: frozenset[str], profile: Profile, part: str) -> bool:
    audience = getattr(profile, f"{part}_audience")
    if audience == Audience.PUBLIC:
        return True
    return key_for(audience, organisation_id=profile.organisation_id) in keys
