"""How people are protected: law, data protection, security, ethics, staff council, training."""

from allmende.engines.regulation.ladders import RiskClass, label
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import record
from allmende.portal.register.domain.assessing import DutyView
from allmende.portal.register.domain.impact import queries as impact
from allmende.portal.register.domain.overview import Facts, Overview
from allmende.portal.register.enums import Decision, EvidenceSubject, ImpactKind
from allmende.portal.reports.domain.statements import (
    MOST_NAMED,
    Statement,
    cite,
    cite_register,
    cited,
    gap,
    named,
    sentence,
    short,
)
from allmende.portal.reports.domain.topics.running import running


def law(overview: Overview) -> list[Statement]:
    """Classes under the AI Act and duties that are due."""
    found = running(overview)
    assessed = [facts for facts in found if facts.result]
    statements = [_class(facts) for facts in assessed[:MOST_NAMED]]
    statements += gap(
        "law:gap", "Einstufung nach KI-Verordnung", _without(found, assessed), "Einstufung"
    )
    due = [(facts, view) for facts in assessed for view in facts.duties if view.is_open]
    text = f"Fällige und noch nicht erfüllte eigene Pflichten: {len(due)}."
    return [
        *statements,
        Statement("law:due", text, (cite_register(overview, "Pflichten"),)),
        *(_duty(facts, view) for facts, view in due[:MOST_NAMED]),
    ]


def _class(facts: Facts) -> Statement:
    assert facts.assessment  # noqa: S101 -- tells mypy; a result has one
    risk = label(RiskClass(facts.assessment.risk))
    text = f"„{facts.case.title}“ ist eingestuft als: {risk}."
    where = (cite(facts, "Einstufung", facts.assessment.on),)
    return Statement(f"law:{facts.case.reference}", text, where)


def _duty(facts: Facts, view: DutyView) -> Statement:
    since = f" seit {short(view.duty.applies_from)}" if view.duty.applies_from else ""
    text = f"Offen{since} bei „{facts.case.title}“: {view.duty.title} ({view.duty.norm})."
    return Statement(
        f"law:{facts.case.reference}:{view.duty.rule}", text, (cite(facts, "Pflichten"),)
    )


def data_protection(overview: Overview) -> list[Statement]:
    found = running(overview)
    return [
        *_personal(found),
        *_told(found, "legal_basis", "data", "Rechtsgrundlage"),
        *_told(found, "retention", "data", "Aufbewahrung und Löschung"),
        *_impact(overview, found),
    ]


def _personal(found: list[Facts]) -> list[Statement]:
    field = record.label("personal_data")
    groups = {
        "ja": "Personenbezogene Daten verarbeitet",
        "nein": "Keine personenbezogenen Daten verarbeitet",
    }
    statements = []
    for answer, words in groups.items():
        these = [facts for facts in found if facts.case.personal_data == answer]
        if these:
            text = f"{words} {named(these)}."
            if len(these) > 1:
                text = text.replace(" verarbeitet ", " verarbeiten ", 1)
            statements.append(Statement(f"data:personal:{answer}", text, cited(these, field)))
    rest = [facts for facts in found if facts.case.personal_data not in groups]
    return statements + gap("data:personal:gap", field, rest, field)


def _impact(overview: Overview, found: list[Facts]) -> list[Statement]:
    """Whether the DSFA is needed and where it stands."""
    statements = []
    for facts in found[:MOST_NAMED]:
        document = facts.documents.get(ImpactKind.DSFA)
        if document is None:
            continue
        opinion = f", Stellungnahme: {document.get_opinion_display()}" if document.opinion else ""
        on = document.opinion_at.date() if document.opinion_at else None
        state = f"{document.get_state_display()}{opinion}"
        text = f"Datenschutz-Folgenabschätzung zu „{facts.case.title}“: {state}."
        key = f"data:dsfa:{facts.case.reference}"
        statements.append(Statement(key, text, (cite(facts, "Folgenabschätzung", on),)))
    missing = [
        facts
        for facts in found
        if facts.assessment
        and facts.assessment.impact in impact.ASKS
        and ImpactKind.DSFA not in facts.documents
    ]
    gaps = gap("data:dsfa:gap", "Nötige Folgenabschätzung", missing, "Folgenabschätzung")
    none = "Zu keinem laufenden Anwendungsfall liegt eine Datenschutz-Folgenabschätzung vor."
    if found and not statements:
        statements = [
            Statement("data:dsfa:none", none, (cite_register(overview, "Folgenabschätzung"),))
        ]
    return statements + gaps


def security(overview: Overview) -> list[Statement]:
    found = running(overview)
    return [
        *_told(found, "hosting", "security", "Ort des Betriebs"),
        *_told(found, "security_measures", "security", "Maßnahmen"),
        *_decided(found, Role.SECURITY, "security", "Informationssicherheit"),
    ]


def ethics(overview: Overview) -> list[Statement]:
    found = running(overview)
    return [
        *_told(found, "human_oversight", "ethics", "Menschliche Aufsicht"),
        *_told(found, "affected_groups", "ethics", "Betroffene"),
        *_told(found, "objection", "ethics", "Widerspruch und Beschwerde"),
    ]


def staff_council(overview: Overview) -> list[Statement]:
    found = running(overview)
    said = _decided(found, Role.STAFF_COUNCIL, "staff", "Personalrat")
    if said:
        return said
    text = "Eine Beteiligung des Personalrats ist zu den laufenden Anwendungsfällen nicht erfasst."
    return [Statement("staff:none", text, (cite_register(overview, "Freigaben"),), is_gap=True)]


def training(overview: Overview) -> list[Statement]:
    """Proofs of training, Art. 4 AI Act."""
    found = running(overview)
    statements = []
    trained = []
    for facts in found:
        proofs = [one for one in facts.evidence if one.subject == EvidenceSubject.TRAINING]
        for proof in proofs:
            text = f"Schulung zu „{facts.case.title}“: {proof.title} ({proof.issuer})."
            key = f"training:{facts.case.reference}:{proof.pk}"
            statements.append(Statement(key, text, (cite(facts, "Nachweise", proof.issued_on),)))
        if proofs:
            trained.append(facts)
    missing = gap("training:gap", "Schulungsnachweis", _without(found, trained), "Nachweise")
    return [*statements[: 2 * MOST_NAMED], *missing]


def _told(found: list[Facts], field: str, topic: str, word: str) -> list[Statement]:
    """What one field says, entry by entry, and who lacks it."""
    name = record.label(field)
    full = [facts for facts in found if getattr(facts.case, field)]
    statements = [
        Statement(
            f"{topic}:{field}:{facts.case.reference}",
            f"{word} zu „{facts.case.title}“: {sentence(getattr(facts.case, field))}",
            (cite(facts, name),),
        )
        for facts in full[:MOST_NAMED]
    ]
    return statements + gap(f"{topic}:{field}:gap", name, _without(found, full), name)


def _decided(found: list[Facts], role: Role, topic: str, who: str) -> list[Statement]:
    """The latest decision of a role on each entry."""
    passed = {Decision.APPROVED, Decision.CONDITIONS, Decision.NOTED, Decision.REJECTED}
    statements = []
    for facts in found[:MOST_NAMED]:
        mine = [
            s for s in facts.signoffs if s.role == role and s.decision in passed and s.decided_at
        ]
        latest = max(mine, key=lambda s: s.decided_at, default=None)  # type: ignore[arg-type,return-value]
        if latest and latest.decided_at:
            text = (
                f"{who} zu „{facts.case.title}“: {latest.get_decision_display()} "
                f"({latest.step_title})."
            )
            where = cite(facts, "Freigaben", latest.decided_at.date())
            statements.append(Statement(f"{topic}:signoff:{facts.case.reference}", text, (where,)))
    return statements


def _without(found: list[Facts], these: list[Facts]) -> list[Facts]:
    known = {facts.case.pk for facts in these}
    return [facts for facts in found if facts.case.pk not in known]
