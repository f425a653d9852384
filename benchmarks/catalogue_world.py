"""A network full of published entries, and the two ways to search them."""

import random
import time
from typing import Any

from django.db import connection
from django.utils import timezone

from allmende.portal.organisations.domain.audience import key_for
from allmende.portal.organisations.enums import Audience, OrganisationKind, State
from allmende.portal.organisations.models import Member, Organisation, User
from allmende.portal.register import enums
from allmende.portal.register.domain import catalogue, finding, publishing, snapshot
from allmende.portal.register.models import Publication, PublicationField, UseCase
from benchmarks import measure
from benchmarks.catalogue import PARTS, text, title

BATCH = 500
PUBLIC = 0.4  # of the entries; the others are for the network
COPIES = 0.1  # of the use cases are made from an entry of somebody else
RISKS = ("minimal", "minimal", "begrenzt", "hochrisiko", "ausnahme_6_3", "")


def build(use_cases: int, organisations: int) -> Member:
    """Everything; returns who reads."""
    chance = random.Random(1)
    places = _organisations(organisations, chance)
    user = User.objects.create_user("leser@example.org", "x" * 20, name="Leserin")
    reader = Member.objects.create(user=user, organisation=places[0])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE peer (id bigint PRIMARY KEY, words tsvector)")
    for start in range(0, use_cases, BATCH):
        _entries(places, range(start, min(start + BATCH, use_cases)), chance)
    _adopt(chance)
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX ON peer USING gin (words)")
        cursor.execute("ANALYZE")
    return reader


def ours(reader: Member, question: str) -> tuple[int, list[int]]:
    found = list(catalogue.ranked(question, catalogue.visible(reader)))
    return len(found), found[:25]


def peer(question: str) -> tuple[int, list[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM peer WHERE words @@ plainto_tsquery('german', %s)", [question]
        )
        (count,) = cursor.fetchone()
        cursor.execute(
            "SELECT id FROM peer, plainto_tsquery('german', %s) q WHERE words @@ q "
            "ORDER BY ts_rank(words, q) DESC, id DESC LIMIT 25",
            [question],
        )
        return count, [pk for (pk,) in cursor.fetchall()]


def processor() -> float:
    """Seconds of processor time so far, of this process and of the database that serves it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    return time.process_time() + measure.processor(backend)


def _organisations(count: int, chance: random.Random) -> list[Organisation]:
    rows = [
        Organisation(
            slug=f"ort-{number}",
            name=f"Ort {number}",
            kind=OrganisationKind.MUNICIPALITY,
            state=chance.choice(State.values),
            population=int(chance.lognormvariate(9.5, 1.2)),
        )
        for number in range(count)
    ]
    return Organisation.objects.bulk_create(rows)


def _entries(places: list[Organisation], numbers: range, chance: random.Random) -> None:
    cases = [_use_case(places[number % len(places)], number, chance) for number in numbers]
    UseCase.objects.bulk_create(cases)
    new = Publication.objects.bulk_create([_publication(case, chance) for case in cases])
    keys = [
        PublicationField(publication=one, key=key)
        for one in new
        for key in publishing.field_keys(one.data)
    ]
    PublicationField.objects.bulk_create(keys)
    for one in new:
        finding.put(one)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO peer VALUES (%s, setweight(to_tsvector('german', %s), 'A') || "
            "to_tsvector('german', %s))",
            [
                (one.pk, one.title, " ".join(one.data["record"][name] for name in PARTS))
                for one in new
            ],
        )


def _use_case(place: Organisation, number: int, chance: random.Random) -> UseCase:
    return UseCase(
        organisation=place,
        scope=key_for(Audience.ORGANISATION, organisation_id=place.pk),
        number=number,
        state=chance.choice(enums.State.values),
        title=title(chance),
        fields_koki=chance.sample(enums.KokiField.values, 2),
        fields_urban=chance.sample(enums.UrbanField.values, 1),
        tags=["Pilot"],
        cost_yearly=chance.choice([None, 0, chance.randint(100, 200_000)]),
        building_block=chance.choice(["", "", *enums.BuildingBlock.values]),
        **{name: text(chance, 2) for name in PARTS},
    )


def _publication(case: UseCase, chance: random.Random) -> Publication:
    audience = Audience.PUBLIC if chance.random() < PUBLIC else Audience.NETWORK
    data: dict[str, Any] = {
        **snapshot.of_record(case),
        "goals": [],
        "assessment": {"risk": chance.choice(RISKS)},
        "maturity": {"level": chance.randint(0, 9)},
    }
    return Publication(
        use_case=case,
        organisation_id=case.organisation_id,
        audience=audience,
        scope=key_for(audience, organisation_id=case.organisation_id),
        data=data,
        published_at=timezone.now(),
        **publishing.columns(data),
    )


def _adopt(chance: random.Random) -> None:
    entries = list(Publication.objects.values_list("pk", flat=True))
    copies = list(UseCase.objects.all())
    chosen = chance.sample(copies, int(len(copies) * COPIES))
    for case in chosen:
        case.origin_id = chance.choice(entries)
    UseCase.objects.bulk_update(chosen, ["origin"], batch_size=BATCH)
