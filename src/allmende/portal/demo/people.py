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
    ),
    "ahornried": (
        Person(
            "leitung@ahornried.example",
            "Gerda Gmeiner",
            "Administration der Gemeinde",
            (Role.ADMINISTRATOR, Role.EDITOR, Role.INQUIRIES),
        ),
        Person("mitarbeit@ahornried.example", "Jonas Ried", "Mitarbeit"),
    ),
    "erlentann": (
        Person(
            "leitung@erlentann.example",
            "Katrin Kreis",
            "Administration des Kreises",
            (Role.ADMINISTRATOR, Role.EDITOR, Role.INQUIRIES),
        ),
    ),
}
