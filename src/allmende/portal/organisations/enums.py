from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Stadt oder Gemeinde")
    COUNTY = "county", _("Landkreis")
    PROVIDER = "provider", _("IT-Dienstleister")
    ASSOCIATION = "association", _("Verband")
    SCIENCE = "science", _("Wissenschaft")
    COMPANY = "company", _("Unternehmen")
    CIVIL_SOCIETY = "civil_society", _("Zivilgesellschaft")
    EXPERTS = "experts", _("Fachleute ohne Organisation")


class State(models.TextChoices):
    """The sixteen states, by their ISO 3166-2 letters."""

    BW = "BW", "Baden-Württemberg"
    BY = "BY", "Bayern"
    BE = "BE", "Berlin"
    BB = "BB", "Brandenburg"
    HB = "HB", "Bremen"
    HH = "HH", "Hamburg"
    HE = "HE", "Hessen"
    MV = "MV", "Mecklenburg-Vorpommern"
    NI = "NI", "Niedersachsen"
    NW = "NW", "Nordrhein-Westfalen"
    RP = "RP", "Rheinland-Pfalz"
    SL = "SL", "Saarland"
    SN = "SN", "Sachsen"
    ST = "ST", "Sachsen-Anhalt"
    SH = "SH", "Schleswig-Holstein"
    TH = "TH", "Thüringen"


class Role(models.TextChoices):
    """What a member may do beyond reading. Every member reads the internal knowledge."""

    ADMINISTRATOR = "administrator", "Administration"
    EDITOR = "editor", "Redaktion"
    INQUIRIES = "inquiries", "Anfragen beantworten"
    AI_OFFICER = "ai_officer", "KI-Beauftragte"
    DATA_PROTECTION = "data_protection", "Datenschutzbeauftragte"
    SECURITY = "security", "Informationssicherheit"
    STAFF_COUNCIL = "staff_council", "Personalrat"
    LEADERSHIP = "leadership", "Leitung"
    INCLUSION = "inclusion", "Gleichstellung und Inklusion"
    DISPATCHER = "dispatcher", "Einsatzleitung Touren"


ROLE_HELP = {
    Role.ADMINISTRATOR: "Mitglieder, Rollen, Stellen und Seiten verwalten, Protokoll einsehen",
    Role.EDITOR: "Sammlungen und Dokumente pflegen",
    Role.INQUIRIES: "Anfragen aus der Bürgerschaft annehmen und beantworten",
    Role.AI_OFFICER: "Das KI-Register führen, einstufen, veröffentlichen, Kriterien festlegen",
    Role.DATA_PROTECTION: "Folgenabschätzungen prüfen, Stellung nehmen, Freigaben erteilen",
    Role.SECURITY: "Schutzbedarf und Maßnahmen prüfen, Freigaben erteilen",
    Role.STAFF_COUNCIL: "An Freigaben so mitwirken, wie das Recht des Landes es verlangt",
    Role.LEADERSHIP: "Über Einführung und Ziele entscheiden, Berichte lesen",
    Role.INCLUSION: "Barrierefreiheit und Gleichstellung prüfen",
    Role.DISPATCHER: "Orte, Regeln und Kolonnen pflegen, Touren planen und freigeben",
}


class Audience(models.TextChoices):
    """Who may see an object. The one policy is organisations.domain.audience."""

    PUBLIC = "public", "öffentlich"
    NETWORK = "network", "alle Mitglieder des Netzwerks"
    ORGANISATION = "organisation", "nur eigene Organisation"
    GROUP = "group", "nur eine Arbeitsgruppe"


class PageKind(models.TextChoices):
    """Public pages that each organisation words itself."""

    CONTACT = "contact", _("Kontakt")
    ABOUT_AI = "about_ai", _("Hinweis zur KI")
    ACCESSIBILITY = "accessibility", _("Barrierefreiheit")
    PRIVACY = "privacy", _("Datenschutz")
    IMPRINT = "imprint", _("Impressum")


class KokiField(models.TextChoices):
    """The eight fields of action of #KoKI."""

    LAW = "law", _("Recht")
    ETHICS = "ethics", _("Ethik")
    ACCEPTANCE = "acceptance", _("Ängste und Akzeptanz")
    DATA = "data", _("(Offene) Daten")
    POLITICS = "politics", _("Politik & Verwaltung")
    EDUCATION = "education", _("Bildung & Lernen")
    CARE = "care", _("Pflege")
    DEVELOPMENT = "development", _("Stadt- & Regionalplanung")


class UrbanField(models.TextChoices):
    """The six fields of action of URBAN.KI."""

    CITY = "city", _("Stadtentwicklung")
    PROTECTION = "protection", _("Bevölkerungsschutz")
    ENVIRONMENT = "environment", _("Umweltplanung")
    MOBILITY = "mobility", _("Mobilitätssteuerung")
    PROCESSES = "processes", _("Verwaltungsprozesse")
    SUPPLY = "supply", _("Ver- und Entsorgung")


# Topic fields of use cases, threads, legal questions and rooms alike: key -> words, translated
# when they are shown.
TOPICS: dict[str, Any] = {
    **{f"koki:{value}": label for value, label in KokiField.choices},
    **{f"urban:{value}": label for value, label in UrbanField.choices},
}
TOPIC_CHOICES = [
    ("#KoKI", [(f"koki:{value}", label) for value, label in KokiField.choices]),
    ("URBAN.KI", [(f"urban:{value}", label) for value, label in UrbanField.choices]),
]


class NetworkRole(models.TextChoices):
    """What a person does for the whole network; given by those who run it."""

    EXPERT = "expert", "Rechtsfragen bearbeiten"
    REVIEWER = "reviewer", "Rechtsantworten prüfen"
    MODERATOR = "moderator", "Austausch moderieren"
    ORGANISER = "organiser", "Veranstaltungen und Aufrufe planen"


NETWORK_ROLE_HELP = {
    NetworkRole.EXPERT: "Rechtsfragen sichten, zusammenführen, Antworten entwerfen",
    NetworkRole.REVIEWER: "Entwürfe anderer juristisch prüfen und veröffentlichen",
    NetworkRole.MODERATOR: "Meldungen bearbeiten, Beiträge ausblenden, Themen ordnen",
    NetworkRole.ORGANISER: "Reihen, Sitzungen und Aufrufe für das ganze Netzwerk anlegen",
}


class JoinKind(models.TextChoices):
    """How somebody asks to come in."""

    MAIL_DOMAIN = "mail_domain", "Bestätigte E-Mail-Domäne"
    APPROVAL = "approval", "Zustimmung der Organisation"
    CLAIM = "claim", "Organisation übernehmen"
    EXPERT = "expert", "Fachperson ohne Organisation"


class JoinState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", "E-Mail-Adresse noch nicht bestätigt"
    OPEN = "open", "wartet auf Zustimmung"
    ACCEPTED = "accepted", "aufgenommen"
    REFUSED = "refused", "abgelehnt"
    WITHDRAWN = "withdrawn", "zurückgezogen"


JOIN_WAITING = (JoinState.UNCONFIRMED, JoinState.OPEN)


class OfferKind(models.TextChoices):
    OFFER = "offer", "Biete"
    SEEK = "seek", "Suche"
