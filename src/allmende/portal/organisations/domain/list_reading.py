"""A list of municipalities (CSV) read row by row; what is wrong is said beside the row."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import freemail
from allmende.portal.organisations.enums import OrganisationKind, State
from allmende.portal.organisations.models import Organisation

MOST_ROWS = 12_000  # all municipalities and counties of Germany
LARGEST = 2_000_000  # characters
COLUMNS = {
    "name": "name",
    "ags": "ags",
    "gemeindeschlüssel": "ags",
    "land": "state",
    "bundesland": "state",
    "einwohner": "population",
    "einwohnerzahl": "population",
    "art": "kind",
    "domäne": "mail_domain",
    "e-mail-domäne": "mail_domain",
}
STATES = {state.label.lower(): state.value for state in State} | {
    state.value.lower(): state.value for state in State
}
KINDS = {str(label).lower(): value for value, label in OrganisationKind.choices} | {
    value: value for value in OrganisationKind.values
}
DOMAIN = re.compile(r"[a-z0-9äöüß]([a-z0-9äöüß.-]*[a-z0-9äöüß])?\.[a-z]{2,}")


@dataclass(slots=True)
class Row:
    """One line; taken over only where it has no problems."""

    number: int
    name: str = ""
    ags: str = ""
    state: str = ""
    population: int | None = None
    kind: str = OrganisationKind.MUNICIPALITY.value
    mail_domain: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def land(self) -> str:
        return str(State(self.state).label) if self.state else ""

    @property
    def kind_name(self) -> str:
        return str(OrganisationKind(self.kind).label)


def decoded(content: bytes) -> str:
    """UTF-8, else what German spreadsheets write."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\x00", "")


def read(text: str) -> list[Row]:
    """Every row with its problems; Refused where the file as a whole is not such a list."""
    if len(text) > LARGEST:
        raise Refused("Die Datei ist zu groß. Teilen Sie sie auf, zum Beispiel nach Ländern.")
    lines = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        header = [COLUMNS.get(cell.strip().lower(), "") for cell in next(lines, [])]
        _check_header(header)
        rows = [_row(number, header, cells) for number, cells in enumerate(lines, 2) if any(cells)]
    except csv.Error as error:
        raise Refused(
            "Die Datei lässt sich nicht als CSV lesen. Speichern Sie die Tabelle noch einmal als "
            "„CSV (Trennzeichen-getrennt)“."
        ) from error
    if not rows:
        raise Refused("Unter den Überschriften steht keine Zeile. Es gibt nichts einzulesen.")
    if len(rows) > MOST_ROWS:
        raise Refused(f"Es sind mehr als {MOST_ROWS} Zeilen. Teilen Sie die Datei auf.")
    _mark_known(rows)
    return rows


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(";,\t", key=first.count)


def _check_header(header: list[str]) -> None:
    missing = [word for word, key in (("Name", "name"), ("Land", "state")) if key not in header]
    if missing:
        names = " und ".join(f"„{name}“" for name in missing)
        raise Refused(
            f"In der ersten Zeile fehlt die Spalte {names}. Möglich sind: Name, AGS, Land, "
            "Einwohner, Art, Domäne."
        )


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    given = {key: " ".join(cell.split()) for key, cell in zip(header, cells, strict=False) if key}
    row = Row(number)
    row.name = _name(row, given.get("name", ""))
    row.ags = _ags(row, given.get("ags", ""))
    row.state = _state(row, given.get("state", ""))
    row.population = _population(row, given.get("population", ""))
    row.kind = _kind(row, given.get("kind", ""))
    row.mail_domain = _domain(row, given.get("mail_domain", ""))
    return row


def _name(row: Row, text: str) -> str:
    if not text:
        row.problems.append("Der Name fehlt.")
    elif len(text) > 150:
        row.problems.append("Der Name ist länger als 150 Zeichen.")
    return text[:150]


def _ags(row: Row, text: str) -> str:
    digits = text.replace(" ", "")
    if digits and not (digits.isascii() and digits.isdecimal() and len(digits) in (5, 8)):
        row.problems.append(
            f"AGS „{text[:20]}“: Eine Gemeinde hat acht Ziffern, ein Kreis fünf. Eine Null am "
            "Anfang geht in Tabellen leicht verloren."
        )
        return ""
    return digits


def _state(row: Row, text: str) -> str:
    found = STATES.get(text.lower(), "")
    if not found:
        row.problems.append(f"Land „{text[:40]}“ ist unbekannt. Zum Beispiel „Hessen“ oder „HE“.")
    return found


def _population(row: Row, text: str) -> int | None:
    digits = re.sub(r"[.\s']", "", text)
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()) or int(digits[:12]) > 100_000_000:
        row.problems.append(f"Einwohner „{text[:20]}“ ist keine Zahl.")
        return None
    return int(digits)


def _kind(row: Row, text: str) -> str:
    found = KINDS.get(text.lower(), "") if text else OrganisationKind.MUNICIPALITY.value
    if not found or found == OrganisationKind.EXPERTS:
        row.problems.append(f"Art „{text[:40]}“ ist unbekannt. Zum Beispiel „Landkreis“.")
        return OrganisationKind.MUNICIPALITY.value
    return found


def _domain(row: Row, text: str) -> str:
    domain = text.lower().removeprefix("@")
    if not domain:
        return ""
    if len(domain) > 120 or not DOMAIN.fullmatch(domain):
        row.problems.append(f"Domäne „{text[:40]}“ ist ungültig. Zum Beispiel „stadt.de“.")
    elif domain in freemail.DOMAINS:
        row.problems.append(f"Bei „{domain}“ bekommt jede Person eine Adresse.")
    return domain


def _mark_known(rows: Iterable[Row]) -> None:
    """What is there already or twice in the file is not taken again.."""
    existing = Organisation.objects.values_list("name", "ags", "mail_domain")
    names, keys, domains = set(), set(), set()
    for name, ags, domain in existing:
        names.add(name.lower())
        keys.add(ags)
        domains.add(domain.lower())
    for row in rows:
        if row.ags and row.ags in keys:
            row.problems.append(f"Den AGS {row.ags} gibt es schon.")
        if row.name and row.name.lower() in names:
            row.problems.append(
                f"„{row.name}“ gibt es schon. Ergänzen Sie bei gleichem Namen den Kreis."
            )
        if row.mail_domain and row.mail_domain in domains:
            row.problems.append(f"Die Domäne „{row.mail_domain}“ gehört schon zu jemandem.")
        if not row.problems:
            names.add(row.name.lower())
            keys.add(row.ags)
            domains.add(row.mail_domain)
