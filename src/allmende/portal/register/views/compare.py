"""Up to four entries side by side."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.views.decorators.http import require_safe

from allmende.portal.core.documents.model import Cell, Document, Paragraph, Table, Text, Tone
from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.enums import State as Land
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register.domain import catalogue, explaining, published, record
from allmende.portal.register.models import Publication
from allmende.portal.register.views import shown

MOST = 4
# Each organisation has its own: they would only fill the table.
LEFT_OUT = {"title", "office", "contact_name", "contact_email", "website"}

type Line = tuple[str, list[str], bool]  # label, one value an entry, whether they differ


@member_required
@require_safe
def compare(request: MemberRequest) -> HttpResponse:
    entries = _chosen(request)
    lines = _lines(entries)
    only = request.GET.get("nur") == "unterschiede"
    context = {
        "entries": entries,
        "lines": [line for line in lines if line[2]] if only else lines,
        "different": sum(line[2] for line in lines),
        "only": only,
        "most": MOST,
    }
    return render(request, "register/catalogue/compare.html", context)


@member_required
@require_safe
def as_word(request: MemberRequest) -> HttpResponse:
    entries = _chosen(request)
    if not entries:
        raise Http404
    rows: list[list[Text | Cell]] = [
        [label, *(Cell(text or "–", Tone.WATCH if differs else Tone.PLAIN) for text in values)]
        for label, values, differs in _lines(entries)
    ]
    note = "Farbig hinterlegt ist, worin sich die Einträge unterscheiden."
    table = Table("Vergleich", ["Angabe", *_heads(entries)], rows, row_headers=True)
    document = Document(
        title="Vergleich von Anwendungsfällen",
        organisation=request.member.organisation.name,
        date=timezone.localdate(),
        blocks=[Paragraph(note), table],
    )
    return respond(document, Format.WORD)


def _chosen(request: MemberRequest) -> list[Publication]:
    """The first four of ``?e=`` that the member may see, in that order."""
    wanted = [entry for entry in map(_uuid, request.GET.getlist("e")) if entry]
    found = {p.entry: p for p in catalogue.visible(request.member).filter(entry__in=wanted)}
    return [found[entry] for entry in dict.fromkeys(wanted) if entry in found][:MOST]


def _lines(entries: list[Publication]) -> list[Line]:
    lines = [_line(label, [value(one) for one in entries]) for label, value in FACTS]
    cases = [published.as_use_case(one.data) for one in entries]
    names = [name for name in record.FIELDS if name not in LEFT_OUT]
    lines += [_line(record.label(n), [record.display(case, n) for case in cases]) for n in names]
    return [line for line in lines if any(line[1])]


def _line(label: str, values: list[str]) -> Line:
    return label, values, len(set(values)) > 1


def _heads(entries: list[Publication]) -> list[str]:
    return [f"{one.title} ({one.organisation})" for one in entries]


def _place(one: Publication) -> str:
    land = Land(one.land).label if one.land in Land.values else one.land
    people = number_format(one.population, force_grouping=True) if one.population else ""
    return f"{land}, {people} Einwohner" if people else str(land)


def _missing(one: Publication) -> str:
    return " ".join((one.data.get("maturity") or {}).get("blocking", []))


FACTS: list[tuple[str, Any]] = [
    ("Land und Größe", _place),
    ("Stand", lambda one: str(explaining.state_of(one.state).title)),
    ("Einstufung", lambda one: str(explaining.risk_of(one.risk).title)),
    ("Reifegrad", lambda one: f"{one.maturity} {shown.level_name(one.maturity)}"),
    ("Für die nächste Stufe fehlt", _missing),
    ("Nachweise", lambda one: number_format(len(one.data.get("evidence", [])))),
]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
