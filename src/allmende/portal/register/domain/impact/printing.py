"""A DSFA or FRIA as a document to print: text with its sources, risks, matrix, opinion."""

from collections.abc import Iterator

from django.utils import timezone

from allmende.engines.regulation.ladders import ImpactAssessment, RiskClass, label
from allmende.portal.core.documents.model import (
    Block,
    BulletList,
    Cell,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    Source,
    Table,
    Text,
    Tone,
    paragraphs,
)
from allmende.portal.register.domain import record
from allmende.portal.register.domain.impact import checklist, queries, scale
from allmende.portal.register.domain.impact.content import (
    Content,
    Origin,
    checks,
    contents,
    dsfa_for,
)
from allmende.portal.register.domain.impact.queries import Basis
from allmende.portal.register.enums import ImpactKind
from allmende.portal.register.models import ImpactDocument, Risk, UseCase

TONES = {
    scale.Area.LOW: Tone.GOOD,
    scale.Area.MEDIUM: Tone.WATCH,
    scale.Area.HIGH: Tone.BAD,
}
UNVERIFIED = "Nicht am Original geprüft"
EMPTY = "Zu diesem Abschnitt ist nichts erfasst."
CONSULT = (
    "Trotz der Maßnahmen bleibt ein hohes Risiko. Vor Beginn der Verarbeitung ist die "
    "Aufsichtsbehörde zu konsultieren (Art. 36 Abs. 1 DSGVO)."
)
HIGH_FRIA = (
    "Trotz der Maßnahmen bleibt ein hohes Risiko. Werden personenbezogene Daten verarbeitet, ist "
    "die Konsultation der Aufsichtsbehörde zu prüfen (Art. 36 Abs. 1 DSGVO)."
)


def as_document(document: ImpactDocument) -> Document:
    use_case = document.use_case
    basis = queries.basis(use_case)
    found = contents(document, basis, dsfa=dsfa_for(document, use_case))
    listed = list(document.risks.all())
    kind = ImpactKind(document.kind)
    return Document(
        title=f"{kind.label}: {use_case.title}",
        subtitle="Art. 35 DSGVO" if kind == ImpactKind.DSFA else "Art. 27 KI-Verordnung",
        organisation=use_case.organisation.name,
        date=timezone.localdate(document.updated_at),
        blocks=[
            _facts(document, basis),
            *_sections(found, use_case),
            *_risks(document, listed),
            *_checks(document),
            *_opinion(document),
        ],
    )


def _facts(document: ImpactDocument, basis: Basis) -> Block:
    use_case = document.use_case
    rows: list[list[Text | Cell]] = [
        ["Anwendungsfall", f"{use_case.title} ({use_case.reference})"],
        ["Verantwortlich", str(use_case.owner.user) if use_case.owner else record.NOT_RECORDED],
        ["Fachamt", use_case.office.name if use_case.office else record.NOT_RECORDED],
        ["Stand", f"{document.get_state_display()}, Fassung {document.revision}"],
    ]
    if basis.assessment:
        on = f"{basis.assessment.on:%d.%m.%Y}, Regelwerk {basis.assessment.rules_version}"
        source = Source(f"Einstufung vom {on}")
        impact = label(ImpactAssessment(basis.assessment.impact))
        risk = label(RiskClass(basis.assessment.risk))
        rows.append(["Vorprüfung nach Art. 35 DSGVO", [Run(impact, source=source)]])
        rows.append(["Klasse nach der KI-Verordnung", [Run(risk, source=source)]])
    return Table("Überblick", ["Angabe", "Inhalt"], rows, row_headers=True)


def _sections(found: list[Content], use_case: UseCase) -> Iterator[Block]:
    part = ""
    for number, one in enumerate(found, start=1):
        if one.section.part != part:
            part = one.section.part
            yield Heading(part)
        yield Heading(f"{number}. {one.section.title}", level=2)
        yield Paragraph(f"Grundlage: {one.section.norm}")
        if one.is_empty:
            yield Note("Lücke", EMPTY)
            continue
        if one.origin is Origin.REFERENCE:
            yield Paragraph("Aus der Datenschutz-Folgenabschätzung (Art. 27 Abs. 4 KI-VO):")
        yield from _text(one, use_case)


def _text(one: Content, use_case: UseCase) -> list[Paragraph]:
    """Text that only repeats the record names it as its source."""
    written = paragraphs(one.text)
    if one.origin is not Origin.RECORD:
        return written
    names = ", ".join(record.label(name) for name in one.section.fields) or "Einstufung"
    changed = timezone.localtime(use_case.updated_at)
    source = Source(f"Register, {use_case.reference}: {names}, Stand {changed:%d.%m.%Y}")
    return [
        *written[:-1],
        *(Paragraph([Run(str(last.text), source=source)]) for last in written[-1:]),
    ]


def _risks(document: ImpactDocument, listed: list[Risk]) -> Iterator[Block]:
    yield Heading("Risiken")
    if not listed:
        yield Paragraph("Es sind keine Risiken erfasst.")
        return
    header = ["Risiko", "Vorher", "Maßnahmen", "Zuständig", "Nachher"]
    rows = [_risk(number, risk) for number, risk in enumerate(listed, start=1)]
    yield Table("Risiken und Maßnahmen", header, rows, row_headers=True)
    for title, with_measures in (("vor den Maßnahmen", False), ("nach den Maßnahmen", True)):
        yield _matrix(f"Risikomatrix {title}", listed, with_measures=with_measures)
    if any(scale.after(risk) is scale.Area.HIGH for risk in listed):
        text = CONSULT if document.kind == ImpactKind.DSFA else HIGH_FRIA
        yield Note("Hohes Restrisiko", text)
    yield Paragraph(
        "Schwere und Eintritt stehen auf einer Skala von 1 (gering) bis 4 (sehr hoch). Das Produkt "
        "bis 2 gilt als gering, bis 6 als mittel, ab 8 als hoch."
    )


def _risk(number: int, risk: Risk) -> list[str | Cell]:
    goal = scale.GOAL_WORDS.get(risk.goal, "")
    details = [f"Betroffene: {risk.affected}"] if risk.affected else []
    details += [f"Gewährleistungsziel: {goal}"] if goal else []
    return [
        "\n".join([f"R{number}: {risk.title}", *details]),
        _level(risk.severity, risk.likelihood),
        risk.measures or "–",
        risk.responsible or "–",
        _level(risk.severity_after, risk.likelihood_after),
    ]


def _level(severity: int, likelihood: int) -> Cell:
    found = scale.area(severity, likelihood)
    words = f"{scale.AREA_WORDS[found]} (Schwere {severity}, Eintritt {likelihood})"
    return Cell(words, TONES[found])


def _matrix(caption: str, listed: list[Risk], *, with_measures: bool) -> Block:
    header = ["Schwere", *(f"Eintritt {step}: {scale.STEP_WORDS[step]}" for step in scale.STEPS)]
    rows: list[list[str | Cell]] = []
    for line in scale.matrix(listed, with_measures=with_measures):
        severity = line[0].severity
        cells = [
            Cell(f"{field.word}: {field.names}" if field.numbers else field.word, TONES[field.area])
            for field in line
        ]
        rows.append([f"{severity}: {scale.STEP_WORDS[severity]}", *cells])
    return Table(caption, header, rows, row_headers=True)


def _checks(document: ImpactDocument) -> Iterator[Block]:
    answers = checks(document)
    if not answers:
        return
    yield Heading("Prüffragen nach Phasen")
    yield Note(
        UNVERIFIED,
        "Eigene Auswahl nach der Orientierungshilfe der Datenschutzkonferenz vom 6.5.2024.",
    )
    for title, some in checklist.PHASES:
        rows = [[one.text, checklist.ANSWER_WORDS[answers.get(one.key, "")]] for one in some]
        yield Table(title, ["Prüffrage", "Antwort"], rows, row_headers=True)


def _opinion(document: ImpactDocument) -> Iterator[Block]:
    yield Heading("Stellungnahme zum Datenschutz")
    if document.opinion_at is None:
        yield Paragraph("Es liegt noch keine Stellungnahme vor.")
        return
    day = timezone.localtime(document.opinion_at)
    yield BulletList(
        [
            [Run("Ergebnis: "), Run(document.get_opinion_display(), bold=True)],
            f"Entschieden von: {document.opinion_by_label}",
            f"Datum: {day:%d.%m.%Y}",
            f"Beurteilte Fassung: {document.opinion_revision}",
        ]
    )
    yield from paragraphs(document.opinion_reason)
    if not document.has_valid_opinion:
        yield Note(
            "Nicht mehr gültig",
            f"Das Dokument hat jetzt Fassung {document.revision}. Die Stellungnahme gilt für "
            f"Fassung {document.opinion_revision} und ist erneut einzuholen.",
        )
