"""Questions to begin with."""

# The five questions that a council asks, in our own words.
COUNCIL_EXAMPLE = (
    "Welche KI wird in der Verwaltung eingesetzt? Bitte nennen Sie Beispiele.",
    "Wie werden die Bereiche für den Einsatz ausgewählt, und nach welchen Kriterien?",
    "Welche Ziele verfolgt die Verwaltung mit dem Einsatz von KI?",
    "Wie werden Datenschutz und Sicherheit geprüft, und wie werden ethische Fragen beachtet?",
    "Was ist für die Zukunft geplant?",
)
YEARLY_CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Das Register im Überblick", ("states",)),
    ("Eingesetzte KI", ("examples",)),
    ("Ziele und Ergebnisse", ("goals",)),
    ("Auswahl und Kriterien", ("criteria",)),
    ("Recht und Pflichten", ("law",)),
    ("Datenschutz", ("data",)),
    ("Informationssicherheit", ("security",)),
    ("Ethik und menschliche Aufsicht", ("ethics",)),
    ("Personalrat", ("staff",)),
    ("Schulung", ("training",)),
    ("Kosten", ("costs",)),
    ("Vorfälle", ("incidents",)),
    ("Zusammenarbeit mit anderen", ("reuse",)),
    ("Ausblick", ("plans", "strategy")),
)
