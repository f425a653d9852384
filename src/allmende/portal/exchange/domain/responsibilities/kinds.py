"""Matrices as things that others find and link; what they keep about a person."""

from collections.abc import Collection
from typing import Any

from allmende.portal.core.domain import personal, things
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.domain.responsibilities import queries
from allmende.portal.exchange.domain.responsibilities.matrices import address_of
from allmende.portal.exchange.domain.responsibilities.queries import KIND
from allmende.portal.exchange.models import Matrix
from allmende.portal.organisations.domain import profile_sections
from allmende.portal.organisations.models import Group, Member

MOST = 10


def register_all() -> None:
    things.register(Kind(KIND, "Zuständigkeiten", "Zuständigkeiten", _find, _scopes))
    profile_sections.register_for_groups("Zuständigkeiten der Arbeitsgruppe", _of_group)
    personal.register(Keeper("Zuständigkeiten", _copy, _forget))


def thing_of(matrix: Matrix) -> Thing:
    agreed = f"vereinbart am {matrix.agreed_on:%d.%m.%Y}" if matrix.agreed_on else "Entwurf"
    return Thing(
        KIND,
        str(matrix.pk),
        matrix.title,
        address_of(matrix),
        organisation=str(matrix.organisation),
        at=matrix.created_at,
        note=agreed,
    )


def _find(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = queries.visible(reader).filter(pk__in=_numbers(keys))
    return {str(one.pk): thing_of(one) for one in found}


def _scopes(keys: Collection[str]) -> dict[str, str]:
    found = Matrix.objects.filter(pk__in=_numbers(keys))
    return {str(pk): scope for pk, scope in found.values_list("pk", "scope")}


def _of_group(reader: Member, group: Group) -> list[Thing]:
    return [thing_of(one) for one in queries.visible(reader).filter(group=group)[:MOST]]


def _copy(user: Any) -> list[dict[str, Any]]:
    found = Matrix.objects.filter(author=user)
    return [{"Titel": one.title, "Text": one.text} for one in found]


def _forget(user: Any, label: str) -> None:
    sharing.relabel(Matrix.objects.filter(author=user), label)


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 18]
