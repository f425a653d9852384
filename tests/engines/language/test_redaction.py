"""engines/language: personal data leaves a text, the question stays."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.language.redaction import redact


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Ich heiße Anna Müller und ziehe um.", "Ich heiße [Name] und ziehe um."),
        ("ich heiße anna müller und ziehe um", "ich heiße [Name] und ziehe um"),
        ("Mein Name ist Dr. Ute von der Au, guten Tag", "Mein Name ist Dr. [Name], guten Tag"),
        ("Herr Müller vom Bauamt sagt nein.", "Herr [Name] vom Bauamt sagt nein."),
        ("Frau Dr. Schmidt-Meier fragen?", "Frau Dr. [Name] fragen?"),
        ("Meine Tochter Lena wird sechs.", "Meine Tochter [Name] wird sechs."),
        ("Danke. Viele Grüße\nP. Schulz", "Danke. Viele Grüße\n[Name]"),
        ("Fatma Yilmaz braucht einen Pass.", "[Name] braucht einen Pass."),
        ("Schreiben Sie an a.b+c@post.example.de!", "Schreiben Sie an [E-Mail]!"),
        ("an max (at) web.de", "an [E-Mail]"),
        ("IBAN DE89 3704 0044 0532 0130 00 ändern", "IBAN [IBAN] ändern"),
        ("iban de89370400440532013000", "iban [IBAN]"),
        ("AT61 1904 3002 3457 3201, bitte", "[IBAN], bitte"),
        ("Tel. 07161/123-45 anrufen", "Tel. [Telefon] anrufen"),
        ("unter +49 (0)7161 5010 oder 0151 12345678", "unter [Telefon] oder [Telefon]"),
        ("Telefon 12345", "Telefon [Telefon]"),
        ("Mein Aktenzeichen ist 50.2-123/2024, und?", "Mein Aktenzeichen ist [Aktenzeichen], und?"),
        ("Klage 12 K 345/21 läuft", "Klage [Aktenzeichen] läuft"),
        ("geboren am 01.02.1980 in Ulm", "geboren am [Geburtsdatum] in Ulm"),
        ("am 1. Februar 1980 geboren", "am [Geburtsdatum] geboren"),
        ("GP-AB 123 abmelden", "[Kennzeichen] abmelden"),
        ("Kennzeichen gp ab 123", "Kennzeichen [Kennzeichen]"),
        ("Schlagloch in der Goethestr. 12a melden", "Schlagloch in der [Adresse] melden"),
        ("Hauptstraße 5, 73087 Bad Boll", "[Adresse], 73087 Bad Boll"),
        ("Stuttgarter Straße 18 und obere gasse 3", "[Adresse] und [Adresse]"),
        ("Ich wohne An der Kirche 4.", "Ich wohne [Adresse]."),
        ("Steuer-ID 12 345 678 901", "Steuer-ID [Nummer]"),
        ("Beleg 1234567890 fehlt", "Beleg [Nummer] fehlt"),
    ],
)
def test_replaces_personal_data_and_keeps_the_rest(text: str, redacted: str) -> None:
    assert redact(text) == redacted


@pytest.mark.parametrize(
    "question",
    [
        "Was kostet ein Personalausweis unter 24 Jahren? 22,80 Euro?",
        "Wie hoch ist die Hundesteuer nach § 5 Abs. 2 der Satzung vom 01.01.2024?",
        "Die Gebühr beträgt 1.200,00 € und gilt von 01.01.2025 bis 31.12.2025.",
        "Gilt das BMG vom 3.5.2013 (BGBl. I S. 1084) noch?",
        "Geöffnet 08:00 - 12:00 Uhr, 08.00-12.00 Uhr und 14.00–16.00 Uhr?",
        "Gehört 01067 Dresden oder 73087 Bad Boll dazu?",
        "Darf meine Frau Elterngeld beziehen?",
        "Darf eine Frau Mutterschaftsgeld bekommen?",
        "Ab wann gibt es einen Kindergartenplatz 3 Tage die Woche?",
        "Brauche ich für den Stellplatz 2 Unterlagen?",
        "Ist die Bundesstraße 10 gesperrt?",
        "Wer ist auf Platz 3 gelandet?",
        "Im Jahr 2024 bin ich umgezogen.",
        "Rufe ich 112 oder die Behördennummer 115 an?",
        "Reicht ein Blatt in DIN-A 4?",
        "Ich bin umgezogen, was muss ich tun und was kostet das?",
        "Ich bin Student aus Syrien und suche eine Wohnung.",
        "Familie mit drei Kindern: Gibt es Wohngeld?",
        "Wie viele Einwohner hat Bad Boll, 5.000 oder 10.000?",
    ],
)
def test_leaves_ordinary_questions_alone(question: str) -> None:
    assert redact(question) == question


PHRASES = """
ich heiße|Anna|Müller|Frau|Herr|Dr.|von der|geboren am|1.2.1980|Az.|12 K 3/21|Tel.|07161|555-0
DE89|3704 0044|a@b.de|Hauptstraße 5|Am Markt 3|Kennzeichen|GP-AB|und|,|Grüße|Uhr|€|[Name]|[Adresse]
wohne|Nummer|ist|:|2024|0|geb.|Name:|Straße|Platz 3|in der|Alte|[Telefon]|Aktenzeichen|Konto
"""
WORDS = st.sampled_from([part for line in PHRASES.split("\n") for part in line.split("|")])
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=30).map(" ".join))


@given(TEXTS)
@settings(max_examples=600)
def test_is_idempotent(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@given(TEXTS)
def test_grows_only_by_its_placeholders(text: str) -> None:
    redacted = redact(text)
    placeholders = re.findall(r"\[[\w-]+\]", redacted)
    assert len(redacted) <= len(text) + sum(map(len, placeholders))
    if not placeholders:
        assert redacted == text


@given(st.emails(), TEXTS, TEXTS)
def test_no_email_address_survives(address: str, before: str, after: str) -> None:
    assert "@" not in redact(f"Bitte an {address} schreiben.")
    assert address not in redact(f"{before} {address} {after}")


@given(
    st.integers(10**17, 10**18 - 1),
    st.integers(10, 99),
    st.sampled_from(["", " ", "-"]),
    st.sampled_from(["DE", "de"]),
)
def test_no_german_iban_survives(account: int, check: int, gap: str, country: str) -> None:
    plain = f"{country}{check}{account}"
    iban = gap.join(plain[i : i + 4] for i in range(0, len(plain), 4))
    assert redact(f"Mein Konto {iban} hat sich geändert.") == "Mein Konto [IBAN] hat sich geändert."


@given(st.sampled_from(["Meier", "Öztürk", "O'Brien", "Lang-Weber", "Šimić"]))
def test_no_saluted_name_survives(name: str) -> None:
    assert redact(f"War Herr {name} da?") == "War Herr [Name] da?"


@pytest.mark.parametrize(
    "part", ["A", "a-", "0 ", "é", "1", "Az 1.2/3-", "straße", "x@", "Frau Anna "]
)
def test_longest_question_takes_less_than_a_second(part: str) -> None:
    text = (part * 10_000)[:10_000]
    started = time.process_time()
    redact(text)
    assert time.process_time() - started < 1.0
