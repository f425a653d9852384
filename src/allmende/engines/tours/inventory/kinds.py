"""Words of registers for kinds of sites. The keys are the values of the portal's ``SiteKind``."""

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, ...]] = {
    "playground": (
        "spielplatz",
        "spielpl",
        "bolzplatz",
        "spielfläche",
        "kinderspiel",
        "playground",
    ),
    "tree": ("baum", "bäume", "laubbaum", "nadelbaum", "tree"),
    "cemetery": ("friedhof", "cemetery"),
    "sports": ("sport", "stadion"),
    "hedge": ("hecke", "hedge"),
    "bin": ("abfall", "mülleimer", "papierkorb", "waste"),
    "roadside": ("straßenbegleit", "verkehrsgrün", "begleitgrün", "verkehrsbegleit"),
    "bed": ("beet", "stauden", "rabatte", "wechselflor"),
    "meadow": ("rasen", "wiese", "grünland", "meadow", "grass"),
    "park": ("park", "grünanlage", "grünfläche", "anlage", "garten"),
    "other": ("sonstig", "anderes", "other"),
}
NOT = ("parkplatz", "parkplätze", "baumarkt", "sparkasse")


def kind_of(text: str) -> str:
    """Empty where no word is known."""
    plain = text.casefold()
    for word in NOT:
        plain = plain.replace(word, "")
    for kind, words in WORDS.items():
        if plain == kind or any(word in plain for word in words):
            return kind
    return ""
