"""What personal data looks like in German text."""

import re

MONTH = (
    r"(?:jan(?:uar)?|feb(?:ruar)?|märz|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sep(?:tember)?|"
    r"okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)"
)
DATE = (
    r"(?:\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|\d{4}-\d\d-\d\d|"
    rf"\d{{1,2}}\.\s?{MONTH}\.?\s?\d{{2,4}})"
)
IS = r"[\s:.]*(?:(?:ist|lautet|war|nr\.?|nummer|unter|die|der)[\s:]+)*"

EMAIL = re.compile(
    r"[^\s@<>()\[\]\",;:]{1,64}\s?(?:@|\(at\)|\[at\]|\{at\})\s?"
    r"[^\s@<>()\[\]\"',;:]{1,255}(?:\.|\s?\(dot\)\s?|\s?\[dot\]\s?)[^\W\d_]{2,24}",
    re.I,
)
IBAN = re.compile(
    r"\b[a-z]{2}\s?\d{2}[\s-]?[a-z0-9]{4}(?:[\s-]?(?=[a-z]{0,3}\d)[a-z0-9]{4}){1,6}"
    r"(?:[\s-]?\d{1,3})?(?![a-z0-9])|\bde(?:[\s.-]?\d){20}(?!\d)",
    re.I,
)
FILE_REFERENCE = re.compile(
    r"\b(?:az|aktenzeichen|geschäftszeichen|gz|aktennummer|vorgangsnummer|bescheid-?nr|kassenzeichen|"
    r"buchungszeichen)\b" + IS + r"(?P<secret>(?=[^\s\[]{0,30}\s?[^\s\[]{0,30}\s?[^\s\[]{0,30}\d)"
    r"(?:[A-Z]{1,6}\s)?[\w./-]{0,30}\d[\w./-]{0,30}\w(?:\s[A-Z]{1,4}\s\d[\w./-]{0,30})?|\d)",
    re.I,
)
COURT_REFERENCE = re.compile(r"\b\d{1,3}\s[A-Z][A-Za-z]{0,4}\s\d{1,5}/\d{2}\b")
BIRTH = re.compile(
    r"\b(?:geboren|geb|geburtsdatum|geburtstag)\b\.?(?:[\s:,]+(?:ist|war|der|am|in|(?-i:[A-ZÄÖÜ])[\w-]{1,40})){0,4}"
    rf"[\s:,.]*(?P<secret>{DATE})",
    re.I,
)
BIRTH_BEHIND = re.compile(rf"(?P<secret>{DATE})\s+(?:in\s+[\w-]{1, 40}\s+)?(?:geboren|geb\.)", re.I)
CUED_PLATE = re.compile(
    r"\bkennzeichen\b" + IS + r"(?P<secret>[a-zäöü]{1,3}[\s-]?[a-z]{1,2}[\s-]?\d{1,4}[eh]?)\b", re.I
)
PLATE = re.compile(
    r"\b(?!(?:DIN|ISO|EN|VDI|BGB|EG|EU|CO|FFP|UTF|USB)-)[A-ZÄÖÜ]{1,3}[-–]\s?[A-Z]{1,2}[\s-]?[1-9]\d{0,3}[EH]?\b"
)
CUED_PHONE = re.compile(
    r"\b(?:tel|telefon|telefonnummer|telefonnr|handy|handynummer|mobil|mobilnummer|rufnummer|durchwahl|fax|"
    r"faxnummer)\b" + IS + r"(?P<secret>[+\d](?:[\s/()–-]{0,3}\d){3,20})",
    re.I,
)
PHONE = re.compile(r"(?<![\w.,/-])(?:\+\s?\d|\(?0)(?:[\s/().–-]{0,3}\d){5,18}(?![\d,])")
DATE_OR_TIME = re.compile(
    r"^0?\d[.:]\d\d(?!\d)\s*[-–]|\b\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d\d)\b|^0,\d"
)
CUED_NUMBER = re.compile(
    r"\b(?:konto(?:nummer|nr)|kundennummer|steuer-?id|steuernummer|steuer-?identifikationsnummer|"
    r"identifikationsnummer|ausweisnummer|personalausweisnummer|passnummer|versicherungsnummer|"
    r"sozialversicherungsnummer|rentenversicherungsnummer|versichertennummer|bg-nummer|"
    r"bedarfsgemeinschaft|kindergeldnummer|mitgliedsnummer|zählernummer|matrikelnummer)\b"
    + IS
    + r"(?P<secret>(?=[\s\w./-]{0,6}\d)[a-z]{0,3}\d(?:[\s./-]?[a-z]{0,3}\d){1,30}[a-z]?)",
    re.I,
)
LONG_NUMBER = re.compile(r"(?<![\w.,/-])\d{9,}(?!\w)")

ROAD = r"(?:stra(?:ß|ss)e|str\.|gasse|allee|chaussee|promenade)"
SUFFIX = rf"(?:{ROAD}|weg|platz|ring|ufer|damm|steig|stieg|pfad|halde)"
NUMBER = r"(?:nr\.?\s)?\d{1,4}(?:\s?[a-h])?(?:\s?[-–/]\s?\d{1,4}(?:\s?[a-h])?)?"
NO_UNIT = (
    r"(?![\w%€]|[.,]\d|\s?(?:€|%|euro|cent|jahr|monat|woche|tag|stund|minut|uhr|km|m²|qm|meter|m\b|"
    r"kinder|person|plätze|mal\b|bis\b|oder\b|und\b\s\d))"
)
STREET = re.compile(
    r"\b(?P<street>(?:(?:alte|neue|obere|untere|mittlere|lange|kurze)[rn]?\s)?"
    rf"[\w-]{{1,40}}{SUFFIX}|(?-i:[A-ZÄÖÜ])[\w-]{{1,30}}\s{SUFFIX}|[\w-]{{1,30}}\s{ROAD})"
    rf"\s?{NUMBER}{NO_UNIT}",
    re.I,
)
CUED_ADDRESS = re.compile(
    r"\b(?:wohne|wohnen|wohnt|wohnhaft|gewohnt|adresse|anschrift|gezogen|ziehe|ziehen)\b"
    r"[^.!?\[]{0,25}?\b(?P<secret>(?:am|an der|an den|auf der|auf dem|im|in der|in den|zum|zur|"
    r"unter den|beim|hinter der|vor dem)\s(?-i:[A-ZÄÖÜ])[\w-]{1,40}\s\d{1,3}(?:\s?[a-h])?)"
    + NO_UNIT,
    re.I,
)
NO_STREETS = (
    *("arbeitsplatz", "arbeitsweg", "ausbildungsplatz", "betreuungsplatz", "bundesstraße"),
    *("campingplatz", "dienstweg", "fahrradweg", "feldweg", "fußweg"),
    *("ganztagsplatz", "gehweg", "grillplatz", "grünmassesammelplatz", "heimweg"),
    *("hortplatz", "kindergartenplatz", "kita-platz", "kitaplatz", "kreisstraße"),
    *("krippenplatz", "lagerplatz", "landesstraße", "liegeplatz", "parkplatz"),
    *("pflegeplatz", "radweg", "rechtsweg", "sammelplatz", "schulplatz"),
    *("schulweg", "spielplatz", "sportplatz", "stellplatz", "studienplatz"),
    *("waldweg", "wanderweg", "zeltplatz"),
)
"""Endings, in small letters, of words that look like the name of a street."""
