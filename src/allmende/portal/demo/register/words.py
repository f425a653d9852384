"""Sentences that many entries share: reasons of sign-offs, notes on duties, sections of a DSFA."""

# By the step of the default chain; each use case takes them in turn.
REASONS: dict[str, tuple[str, ...]] = {
    "need": (
        "Das Problem ist belegt, und der Aufwand passt zum Nutzen.",
        "Der Bedarf ist im Haus besprochen. Wir wollen das prüfen.",
        "Ich sehe den Nutzen. Bitte die Folgekosten im Blick behalten.",
    ),
    "it_precheck": (
        "Die Anwendung passt in unsere IT. Besondere Schnittstellen sind nicht nötig.",
        "Technisch machbar. Der Betrieb beim Dienstleister ist vorgesehen.",
        "Keine Hindernisse. Die Anmeldung läuft über das Dienstkonto.",
    ),
    "privacy": (
        "Die DSFA beschreibt die Risiken vollständig. Die Maßnahmen senken sie ausreichend.",
        "Die Stellungnahme liegt vor. Ihre Auflagen sind eingearbeitet.",
    ),
    "security": (
        "Der Schutzbedarf ist festgestellt: normal. Die Maßnahmen reichen.",
        "Schutzbedarf und Maßnahmen sind geprüft. Die Protokolle enthalten keine Inhalte.",
    ),
    "contract": (
        "Der Vertrag regelt Weisungen, Unterauftrag, Löschung und Kontrolle.",
        "Der Mustervertrag wurde ohne Abweichung verwendet.",
    ),
    "approval_it": (
        "Bereit für den Pilot. Zugänge und Rollen sind eingerichtet.",
        "Die Testumgebung läuft stabil, die Ansprechpersonen sind benannt.",
    ),
    "approval_privacy": (
        "Alle Auflagen zum Datenschutz sind erfüllt.",
        "Das Verzeichnis der Verarbeitungstätigkeiten ist ergänzt. Keine Bedenken.",
    ),
    "approval_security": (
        "Die Maßnahmen sind umgesetzt und stichprobenartig geprüft.",
        "Keine offenen Punkte zur Informationssicherheit.",
    ),
    "staff_council": (
        "Der Personalrat stimmt zu. Verhalten und Leistung werden nicht ausgewertet.",
        "Zustimmung. Die Beschäftigten sind vor der Einführung unterrichtet.",
    ),
    "procurement": (
        "Der Auftrag ist vergeben, das Geld steht im Haushalt.",
        "Abruf aus dem Rahmenvertrag des Dienstleisters. Das Geld ist eingeplant.",
    ),
    "roles": (
        "Es steht fest, wer nutzt, wer beaufsichtigt und wer abschalten darf.",
        "Das Rollenkonzept gilt, die Vertretung ist geregelt.",
    ),
    "training": (
        "Alle Beteiligten sind geschult. Der Test im Alltag war erfolgreich.",
        "Die Schulung ist abgeschlossen, offene Fragen sind geklärt.",
    ),
    "go_live": (
        "Alle Unterlagen liegen vor. Ich gebe den Betrieb frei.",
        "Der Pilot hat das Ziel erreicht. Der Betrieb kann beginnen.",
    ),
}
NOTED = "Wir sind rechtzeitig unterrichtet worden und haben keine Einwände."
DUTY_NOTES: dict[str, str] = {
    "art4": "Alle, die damit arbeiten, sind geschult. Neue bekommen die Schulung im ersten Monat.",
    "art50-1": "Der Hinweis auf KI steht am Anfang jedes Gesprächs und auf jeder Seite.",
    "art50-5": "Der Hinweis ist deutlich, steht beim ersten Kontakt und ist barrierefrei.",
    "barriere-dokumente": "Die Vorlagen sind ausgezeichnet. Stichprobe mit Vorleseprogramm.",
    "barriere-oberflaeche": "Mit Tastatur, Vergrößerung und Vorleseprogramm geprüft.",
    "dsfa-begruenden": "Das Ergebnis der Vorprüfung ist mit Begründung festgehalten.",
    "dsfa-durchfuehren": "Die DSFA liegt mit der Stellungnahme des Datenschutzes vor.",
    "dsfa-konsultation": "Nach den Maßnahmen bleibt kein hohes Risiko. Keine Konsultation nötig.",
    "dsgvo-auftrag": "Der Vertrag zur Auftragsverarbeitung ist geschlossen und geprüft.",
    "dsgvo-information": "Die Datenschutzhinweise sind ergänzt.",
    "dsgvo-sicherheit": "Die Maßnahmen folgen dem festgestellten Schutzbedarf.",
    "dsk-orientierungshilfe": "Die Fragen der Orientierungshilfe sind durchgegangen.",
    "personal-unterrichtung": "Der Personalrat ist unterrichtet, siehe Freigabe.",
    "verarbeitungsverzeichnis": "Der Eintrag im Verzeichnis ist angelegt.",
}
NOT_NEEDED = frozenset({"dsfa-konsultation"})
DUTY_NOTE = "Geprüft und erledigt. Der Vermerk liegt in der Akte."
SECTIONS: dict[str, str] = {
    "ergebnis": (
        "Das Vorhaben kann unter den beschriebenen Maßnahmen beginnen. Wir sehen nach einem Jahr "
        "wieder hin, oder früher, wenn sich etwas Wesentliches ändert."
    ),
    "rechte": (
        "Die Datenschutzhinweise nennen die Verarbeitung. Auskunft, Berichtigung und Löschung "
        "nimmt das Fachamt entgegen."
    ),
    "zeitraum": "Der Einsatz beginnt mit dem Pilot und ist zunächst auf ein Jahr begrenzt.",
    "empfaenger": "Nur die im Datensatz genannten Stellen. Keine Übermittlung in Drittländer.",
}
