"""Documents in every state, for the tests of DSFA and FRIA."""

from datetime import date
from typing import Any

from allmende.portal.organisations.models import Member
from allmende.portal.register.domain.assessing.concluding import store
from allmende.portal.register.domain.impact import deciding, risks, sections, writing
from allmende.portal.register.enums import ImpactKind
from allmende.portal.register.models import Assessment, ImpactDocument, Risk, UseCase
from tests.engines.regulation.cases import TODAY, assess, yes

# Answers that ask for a DSFA, and for a FRIA from 2.12.2027 on.
DSFA = yes("personenbezug", "dsfa_3a")
FRIA = yes("kredit")
RISK: dict[str, Any] = {
    "title": "Falsche Auskunft",
    "goal": "integritaet",
    "affected": "Anrufende",
    "severity": 3,
    "likelihood": 3,
    "measures": "Nur geprüfte Quellen",
    "responsible": "Hauptamt",
    "severity_after": 2,
    "likelihood_after": 2,
}


def assessed(use_case: UseCase, *, on: date = TODAY, **answers: str) -> Assessment:
    return store(use_case, dict(answers), assess(on=on, **answers), [], by=None)


def document(use_case: UseCase, by: Member, kind: ImpactKind = ImpactKind.DSFA) -> ImpactDocument:
    return writing.start(use_case, kind=kind, by=by)


def risk(to: ImpactDocument, by: Member, **values: Any) -> Risk:
    return risks.add(to, values=RISK | values, by=by)


def write(to: ImpactDocument, by: Member, key: str, text: str, **more: Any) -> ImpactDocument:
    revision = (to.sections.get(key) or {}).get("revision", 0)
    values = {"refers": False, "revision": revision} | more
    return writing.write(to, key=key, text=text, by=by, **values)


def complete(to: ImpactDocument, by: Member) -> ImpactDocument:
    """Nothing is missing any more."""
    missing = set(deciding.gaps(to))
    for section in sections.of_kind(to.kind):
        if f"Abschnitt „{section.title}“" in missing:
            write(to, by, section.key, f"Text zu {section.title}")
    if not to.risks.exists():
        risk(to, by)
    return to


def submitted(to: ImpactDocument, by: Member) -> ImpactDocument:
    return deciding.submit(complete(to, by), revision=to.revision, by=by)
