"""What a step of the life cycle asks for. Each need says in one line what is to be there, and
where it is done; the page shows them as a checklist, ``lifecycle.advance`` refuses by them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from allmende.engines.regulation.ladders import Automation, RiskClass
from allmende.portal.register.domain import assessing, chain, evidence, record, signoffs, use_cases
from allmende.portal.register.domain.impact import queries as impact_queries
from allmende.portal.register.domain.signoffs import Progress
from allmende.portal.register.domain.suspension import holding_incidents
from allmende.portal.register.enums import EvidenceKind, EvidenceSubject, ImpactKind, Tri
from allmende.portal.register.models import Assessment, Goal, UseCase

PROHIBITED = "Keine verbotene Praktik nach Art. 5 KI-Verordnung (die Einstufung lautet: verboten)"


@dataclass(frozen=True, slots=True)
class Need:
    text: str
    url: str
    is_met: bool = False


@dataclass
class Facts:
    """What the needs look at, each read once, however many steps are checked."""

    use_case: UseCase

    @property
    def address(self) -> str:
        return use_cases.address_of(self.use_case)

    @cached_property
    def assessment(self) -> Assessment | None:
        return assessing.current(self.use_case)

    @cached_property
    def evidence(self) -> set[str]:
        """Subjects with valid evidence beyond a mere claim."""
        return {
            row.subject
            for row in evidence.valid(self.use_case, on=timezone.localdate())
            if row.kind != EvidenceKind.CLAIM
        }

    @cached_property
    def goals(self) -> list[Goal]:
        return list(self.use_case.goals.all())

    @cached_property
    def progress(self) -> list[Progress]:
        return signoffs.progress(self.use_case, assessment=self.assessment)

    @cached_property
    def is_held(self) -> bool:
        return holding_incidents(self.use_case).exists()

    @cached_property
    def open_duties(self) -> int:
        return sum(1 for duty in assessing.duties(self.use_case) if duty.is_open)

    @cached_property
    def impact_kinds(self) -> set[ImpactKind]:
        return impact_queries.needed(self.use_case)

    @property
    def has_personal_data(self) -> bool:
        """What nobody has answered counts as yes."""
        return self.use_case.personal_data != Tri.NO


type Asks = Callable[[Facts], Iterator[Need]]


def fields(section: str, *names: str) -> Asks:
    """Fields of one section of the record that must not be empty."""

    def ask(facts: Facts) -> Iterator[Need]:
        url = f"{facts.address}bearbeiten/{section}/"
        for name in names:
            text = f"Angabe „{record.label(name)}“"
            yield Need(text, url, bool(record.display(facts.use_case, name)))

    return ask


def owner(facts: Facts) -> Iterator[Need]:
    there = facts.use_case.owner_id is not None
    yield Need("Verantwortliche Person", f"{facts.address}verantwortlich/", there)


def assessed(facts: Facts) -> Iterator[Need]:
    there = facts.assessment is not None
    yield Need("Einstufung festgehalten", f"{facts.address}einstufung/", there)


def cleared(facts: Facts) -> Iterator[Need]:
    """The class is known, allowed, and seen by a person where new rules have set it."""
    yield from assessed(facts)
    found = facts.assessment
    if found is None:
        return
    url = f"{facts.address}einstufung/ergebnis/"
    if found.risk == RiskClass.PROHIBITED:
        yield Need(PROHIBITED, url)
        return
    text = "Einstufung ohne offene Fragen (nicht „Prüfung nötig“)"
    yield Need(text, url, found.risk != RiskClass.REVIEW)
    if found.automation in (Automation.UNLAWFUL, Automation.REVIEW):
        yield Need("Rechtmäßigkeit der Automatisierung geklärt", url)
    if found.needs_confirmation:
        yield Need("Neue Einstufung nach geänderten Regeln bestätigt", url)


def proven(*subjects: EvidenceSubject) -> Asks:
    def ask(facts: Facts) -> Iterator[Need]:
        for subject in subjects:
            there = subject in facts.evidence
            yield Need(f"Nachweis: {subject.label}", f"{facts.address}nachweise/", there)

    return ask


def data_protection(facts: Facts) -> Iterator[Need]:
    """Record of processing, and the contract where a provider processes personal data."""
    if facts.has_personal_data:
        yield from proven(EvidenceSubject.PROCESSING_RECORD)(facts)
        if facts.use_case.provider:
            yield from proven(EvidenceSubject.CONTRACT)(facts)


def impact(facts: Facts) -> Iterator[Need]:
    """DSFA and FRIA where the assessment asks for them."""
    for kind in sorted(facts.impact_kinds):
        there = impact_queries.is_settled(facts.use_case, kind)
        yield Need(f"{kind.label} mit Stellungnahme", f"{facts.address}{kind}/", there)


def baseline(facts: Facts) -> Iterator[Need]:
    there = any(goal.baseline is not None and goal.target is not None for goal in facts.goals)
    text = "Mindestens ein Ziel mit Ausgangswert und Zielwert"
    yield Need(text, f"{facts.address}ziele/", there)


def no_open_incident(facts: Facts) -> Iterator[Need]:
    if facts.is_held:
        text = "Vorfälle behoben, die den Betrieb aussetzen"
        yield Need(text, f"{facts.address}#vorfaelle")


def duties_met(facts: Facts) -> Iterator[Need]:
    if facts.assessment is None:
        return
    count = facts.open_duties
    text = f"Alle fälligen Pflichten erfüllt ({count} offen)" if count else "Fällige Pflichten"
    yield Need(text, f"{facts.address}pflichten/", count == 0)


def signed(facts: Facts, to: str) -> Iterator[Need]:
    """The sign-offs before that state; the ones left out by their condition are not needed."""
    for row in signoffs.before(facts.progress, to):
        if not row.skipped:
            url = signoffs.address_of(row.signoff) if row.signoff else f"{facts.address}#freigaben"
            text = f"Freigabe: {row.step.title} ({chain.role_label(row.step.role)})"
            yield Need(text, url, row.is_settled)
