"""The people of the demo network. All of them are invented."""

from dataclasses import dataclass

from allmende.portal.organisations.enums import Role

PASSWORD = "Allmende-Demo-2026"  # noqa: S105 -- printed at every start of the demo


@dataclass(frozen=True, slots=True)
class Person:
    email: str
    name: str
    task: str
    roles: tuple[Role, ...] = ()
    office: str = ""


NETWORK = Person("netz@allmende.example", "Nora Netz", "Betrieb des Netzwerks")
# Small towns share them with their county: one log-in, a member of each.
COUNTY_PRIVACY = Person(
    "datenschutz@erlentann.example",
    "Doris Hellwig",
    "Datenschutz für Kreis, Ahornried und Zweckverband",
    (Role.DATA_PROTECTION,),
)
COUNTY_SECURITY = Person(
    "sicherheit@erlentann.example",
    "Ivo Stahl",
    "Informationssicherheit für Kreis, Ahornried und Zweckverband",
    (Role.SECURITY,),
)
EXPERT = Person(
    "recht@fachleute.example",
    "Dr. Ruth Sandberg",
    "Prüft Rechtsantworten, ohne eigene Organisation",
)
PEOPLE: dict[str, tuple[Person, ...]] = {
    "wiesenbrueck": (
        Person(
            "leitung@wiesenbrueck.example",
            "Anna Amtmann",
            "Administration der Stadt",
            (Role.ADMINISTRATOR, Role.EDITOR, Role.INQUIRIES),
            "Hauptamt",
        ),
        Person("redaktion@wiesenbrueck.example", "Rolf Reiter", "Redaktion", (Role.EDITOR,)),
        Person(
            "buergerbuero@wiesenbrueck.example",
            "Bärbel Brück",
            "Anfragen",
            (Role.INQUIRIES,),
            "Bürgerbüro",
        ),
        Person("mitarbeit@wiesenbrueck.example", "Mehmet Aydin", "Mitarbeit"),
        Person(
            "ki@wiesenbrueck.example",
            "Klara Ihle",
            "KI-Beauftragte",
            (Role.AI_OFFICER,),
            "Hauptamt",
        ),
        Person(
            "datenschutz@wiesenbrueck.example",
            "Dirk Sommer",
            "Datenschutz",
            (Role.DATA_PROTECTION,),
        ),
        Person(
            "sicherheit@wiesenbrueck.example",
            "Selin Kaya",
            "Informationssicherheit",
            (Role.SECURITY,),
        ),
        Person(
            "personalrat@wiesenbrueck.example",
            "Petra Rathmann",
            "Personalrat",
            (Role.STAFF_COUNCIL,),
        ),
        Person(
            "buergermeister@wiesenbrueck.example",
            "Hanna Reutter",
            "Bürgermeisterin",
            (Role.LEADERSHIP,),
        ),
        Person(
            "bauamt@wiesenbrueck.example",
            "Bruno Maurer",
            "Einsatzleitung der Grünpflege",
            (Role.DISPATCHER,),
            "Bauamt",
        ),
        Person("gruen@wiesenbrueck.example", "Gregor Grün", "Spielplatzkolonne"),
    ),
    "ahornried": (
        Person(
            "leitung@ahornried.example",
            "Gerda Gmeiner",
            "Administration der Gemeinde",
            (Role.ADMINISTRATOR, Role.EDITOR, Role.INQUIRIES),
        ),
        Person("mitarbeit@ahornried.example", "Jonas Ried", "Mitarbeit"),
        Person(
            "ki@ahornried.example",
            "Ina Ott",
            "KI-Beauftragte (Teilzeit)",
            (Role.AI_OFFICER,),
            "Hauptamt",
        ),
        Person(
            "buergermeisterin@ahornried.example",
            "Ines Kuhn",
            "Bürgermeisterin",
            (Role.LEADERSHIP,),
        ),
        Person("personalrat@ahornried.example", "Peter Obst", "Personalrat", (Role.STAFF_COUNCIL,)),
        COUNTY_PRIVACY,
        COUNTY_SECURITY,
    ),
    "erlentann": (
        Person(
            "leitung@erlentann.example",
            "Katrin Kreis",
            "Administration des Kreises",
            (Role.ADMINISTRATOR, Role.EDITOR, Role.INQUIRIES),
        ),
        Person(
            "ki@erlentann.example",
            "Kai Lindner",
            "KI-Beauftragter des Kreises",
            (Role.AI_OFFICER,),
            "Stabsstelle Digitalisierung",
        ),
        Person("mitarbeit@erlentann.example", "Mira Sandner", "Mitarbeit im Kreis"),
        Person("landrat@erlentann.example", "Johannes Veit", "Landrat", (Role.LEADERSHIP,)),
        Person(
            "personalrat@erlentann.example",
            "Renate Vogt",
            "Personalrat des Kreises",
            (Role.STAFF_COUNCIL,),
        ),
        COUNTY_PRIVACY,
        COUNTY_SECURITY,
    ),
    "tannenland": (
        Person(
            "leitung@tannenland.example",
            "Theo Krämer",
            "Geschäftsführung des Zweckverbands",
            (Role.ADMINISTRATOR, Role.AI_OFFICER, Role.LEADERSHIP),
        ),
        Person("mitarbeit@tannenland.example", "Svea Lorenz", "Mitarbeit im Zweckverband"),
        Person(
            "personalrat@tannenland.example",
            "Uwe Haas",
            "Personalrat des Zweckverbands",
            (Role.STAFF_COUNCIL,),
        ),
        COUNTY_PRIVACY,
        COUNTY_SECURITY,
    ),
    "hafenburg": (
        Person(
            "ki@hafenburg.example",
            "Heike Anders",
            "KI-Beauftragte von Hafenburg",
            (Role.ADMINISTRATOR, Role.AI_OFFICER),
        ),
        Person("verkehr@hafenburg.example", "Timur Demir", "Verkehrsplanung"),
        Person("klima@hafenburg.example", "Lea Hinrichs", "Klimaschutz"),
        Person(
            "datenschutz@hafenburg.example",
            "Norbert Thiel",
            "Datenschutz",
            (Role.DATA_PROTECTION,),
        ),
        Person(
            "sicherheit@hafenburg.example", "Anja Falk", "Informationssicherheit", (Role.SECURITY,)
        ),
        Person(
            "personalrat@hafenburg.example", "Gülay Arslan", "Personalrat", (Role.STAFF_COUNCIL,)
        ),
        Person("dezernat@hafenburg.example", "Martin Köster", "Beigeordneter", (Role.LEADERSHIP,)),
    ),
    "moorkreis": (
        Person(
            "ki@moorkreis.example",
            "Ole Brandt",
            "KI-Beauftragter des Moorkreises",
            (Role.ADMINISTRATOR, Role.AI_OFFICER),
        ),
        Person("gebaeude@moorkreis.example", "Frauke Jansen", "Gebäudewirtschaft"),
        Person(
            "datenschutz@moorkreis.example", "Hilke Meyer", "Datenschutz", (Role.DATA_PROTECTION,)
        ),
        Person(
            "sicherheit@moorkreis.example",
            "Jan Behrens",
            "Informationssicherheit",
            (Role.SECURITY,),
        ),
        Person("personalrat@moorkreis.example", "Imke Voss", "Personalrat", (Role.STAFF_COUNCIL,)),
        Person("landraetin@moorkreis.example", "Berit Ahlers", "Landrätin", (Role.LEADERSHIP,)),
    ),
}
