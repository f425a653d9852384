"""Names of persons in German text, found by what usually stands before them."""

import re
from functools import cache
from importlib.resources import files

PLACEHOLDER = "[Name]"

TITLED = (
    r"(?:Dr|Prof|Dipl|Ing|Mag|(?:Ober)?[Bb]ürgermeister(?:in)?|Landrat|Landrätin|Doktor|"
    r"Professor(?:in)?|Pfarrer(?:in)?|Amtsleiter(?:in)?|Minister(?:in)?)"
)
TITLE = rf"(?:(?:{TITLED}|med|jur|phil)\.?[\s-]\s?)*"
WORD = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*"
CAPITAL = rf"(?!{TITLED}\b)[A-ZÄÖÜÀ-ÖØ-ÞŞĆČŚŠŽŁİ](?:[^\W\d_]|['’-](?=[^\W\d_]))*"
PARTICLE = r"(?:von der|von dem|vom|von|van der|van|zu|de|del|di|el|al|bin|ben)"

SALUTED = re.compile(
    rf"(?:\b(?P<before>[^\W\d_]{{1,20}})\s+)?\b(?:Herrn?|Frau|Fam\.|Fräulein)\s+{TITLE}"
    rf"(?P<name>(?:{PARTICLE}\s+)?{CAPITAL})(?P<rest>(?:\s+(?:{PARTICLE}\s+)?{CAPITAL})?)"
)
INTRODUCED = re.compile(
    r"\b(?i:ich\s+hei(?:ß|ss)e|mein(?:e)?\s+(?:vor|nach|familien)?name\s+(?:ist|lautet)|"
    r"(?:vor|nach|familien)?name\s?:|ich\s+bin\s+(?:der\s+|die\s+)?(?:herr|frau)|wir\s+sind\s+(?:die\s+)?familie|gez\.)\s*"
    rf"{TITLE}(?P<name>(?!{TITLED}\b){WORD}(?:\s+{PARTICLE}\s+{CAPITAL}|\s+{WORD}){{0,3}})"
)
GREETED = re.compile(
    r"\b(?i:grüße?n?|gruss|gruß|grüsse)(?:\s+(?:aus|von)\s+\w+)?\s*[,!.]?\s+"
    rf"(?P<name>(?:[A-ZÄÖÜ]\.|{CAPITAL})(?:\s+(?:[A-ZÄÖÜ]\.|{CAPITAL})){{0,2}})(?=\s*(?:$|\n|[.,!]))"
)
FULL_NAME = re.compile(
    rf"\b(?P<first>{CAPITAL})(?P<rest>(?:\s+{CAPITAL})?\s+(?:{PARTICLE}\s+)?{CAPITAL})\b"
)
KIN = re.compile(
    r"\b(?i:(?:mein|unser|sein|ihr|dein)(?:e[rnms]?)?\s+(?:frau|mann|tochter|sohn|sohnes|kind|vater|"
    r"mutter|oma|opa|bruder|schwester|nachbar(?:in|n)?|vermieter(?:in|s)?|freund(?:in)?|chef(?:in)?|"
    rf"partner(?:in|s)?|ex-\w+))\s+(?P<name>{CAPITAL})"
)

NAME_PART = re.compile(rf"{PARTICLE}\s+{CAPITAL}\s*|\S+\s*")

ARTICLES = frozenset(
    [
        *("der", "die", "eine", "einer", "meine", "meiner", "seine", "seiner", "ihre", "ihrer"),
        *("deine", "unsere", "jede", "jeder", "keine", "diese", "dieser", "als", "schwangere"),
        *("schwangeren", "alleinstehende", "verheiratete", "geschiedene"),
    ]
)
ORDINARY = re.compile(
    r".*(?:geld|ung|ungen|heit|keit|schein|scheine|amt|antrag|anträge|pass|ausweis|recht|hilfe|schaft|"
    r"urlaub|kurs|kurse|schutz|leistung|leistungen|zeit|steuer|gebühr|gebühren|frist|unterhalt|visum|"
    r"arzt|kind|kinder|arbeit|wohnung|rente|bonus|karte|platz|haus)$",
    re.I,
)
STOPS = frozenset(
    """
    aber am an auf aus bei bin bitte brauche da dann das dass der die ein eine geboren habe hätte
    ich im in ist kann komme können lebe mein meine mit möchte nach nicht nun oder seit sie sind
    suche um und von wann war was weil welche wer wie will wir wo wohne wohnhaft würde zu zum zur
    """.split()  # noqa: SIM905 -- a list of strings would be one line for each
)


def redact_names(text: str) -> str:
    text = SALUTED.sub(_saluted, text)
    text = INTRODUCED.sub(_introduced, text)
    text = KIN.sub(_kin, text)
    text = GREETED.sub(lambda match: _with(match, match["name"]), text)
    return FULL_NAME.sub(_full_name, text)


def _with(match: re.Match[str], name: str) -> str:
    """The match with ``name``, which begins its group "name", replaced."""
    start = match.start("name") - match.start()
    whole = match.group()
    return whole[:start] + PLACEHOLDER + whole[start + len(name) :]


def _saluted(match: re.Match[str]) -> str:
    """ "Frau Müller", but not "darf eine Frau Elterngeld beziehen"."""
    name, rest = match["name"], match["rest"]
    after_article = (match["before"] or "").casefold() in ARTICLES
    if after_article and not is_first_name(name) and ORDINARY.match(name):
        return match.group()
    return _with(match, name + rest if is_first_name(name) else name)


def _introduced(match: re.Match[str]) -> str:
    """People write their names in small letters too: the name ends at an ordinary word."""
    parts = NAME_PART.findall(match["name"])
    taken = [parts[0]]
    for part in parts[1:]:
        if part.strip().casefold() in STOPS:
            break
        taken.append(part)
    return _with(match, "".join(taken).rstrip())


def _kin(match: re.Match[str]) -> str:
    return _with(match, match["name"]) if is_first_name(match["name"]) else match.group()


def _full_name(match: re.Match[str]) -> str:
    first = match["first"]
    if not is_first_name(first):
        return match.group()
    return PLACEHOLDER


def is_first_name(word: str) -> bool:
    return word.casefold() in _first_names()


@cache
def _first_names() -> frozenset[str]:
    text = files(__package__).joinpath("first_names_de.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(name for line in lines for name in line.split())
