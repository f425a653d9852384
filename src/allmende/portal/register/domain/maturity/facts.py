"""What the gates look at: plain values, so that they can be tested without a database."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from allmende.portal.register.enums import EvidenceKind, EvidenceSubject, State

STRENGTH: dict[str, int] = {kind.value: place for place, kind in enumerate(EvidenceKind)}
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence."""

    subject: str
    kind: str
    expires_on: date | None = None
    withdrawn: bool = False
    against_baseline: bool = False  # measures a goal that has a baseline

    def is_valid_on(self, day: date) -> bool:
        return not self.withdrawn and (self.expires_on is None or self.expires_on >= day)


@dataclass(frozen=True, slots=True)
class Facts:
    """One use case on one day."""

    on: date
    state: str = State.IDEA
    suspended: bool = False
    filled: frozenset[str] = frozenset()  # names of recorded fields
    has_owner: bool = False
    has_personal_data: bool | None = None  # None: not said
    scored: bool = False  # every criterion that counts has points and a reason
    has_baseline: bool = False  # a goal with baseline and target
    risk: str = ""  # empty: not assessed
    class_is_open: bool = True  # no assessment, or "Prüfung nötig"
    is_prohibited: bool = False
    rules_confirmed: bool = True  # a person has seen what new rules changed
    open_duties: int = 0
    impact_open: frozenset[str] = frozenset()  # impact assessments that are needed and not settled
    published_to: str = ""  # audience of the current publication
    operating_since: date | None = None
    review_due: date | None = None
    evaluated_adoptions: int = 0  # other municipalities with an evaluation of their own
    proofs: tuple[Proof, ...] = field(default=())

    def proven(self, subject: str, at_least: str = EvidenceKind.DOCUMENT) -> bool:
        """Some valid evidence of the subject is at least so strong."""
        return any(
            proof.subject == subject and STRENGTH[proof.kind] >= STRENGTH[at_least]
            for proof in self.valid_proofs
        )

    @property
    def valid_proofs(self) -> tuple[Proof, ...]:
        return tuple(proof for proof in self.proofs if proof.is_valid_on(self.on))

    @property
    def target_measured(self) -> bool:
        return any(
            proof.subject == EvidenceSubject.TARGET
            and proof.against_baseline
            and STRENGTH[proof.kind] >= STRENGTH[EvidenceKind.MEASUREMENT]
            for proof in self.valid_proofs
        )

    @property
    def measured_again(self) -> bool:
        subjects = (EvidenceSubject.TEST_SET, EvidenceSubject.TARGET)
        return any(self.proven(subject, EvidenceKind.REPEATED) for subject in subjects)

    @property
    def runs(self) -> bool:
        return self.state in {State.PILOT, State.OPERATION}

    @property
    def operates(self) -> bool:
        return self.state == State.OPERATION and not self.suspended

    @property
    def operates_a_year(self) -> bool:
        since = self.operating_since
        return self.operates and since is not None and since + YEAR <= self.on
