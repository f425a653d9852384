"""What every page of one document needs."""

from collections.abc import Callable
from typing import Any, Concatenate

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse

from allmende.portal.organisations.access import Plain
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register.domain.impact import queries
from allmende.portal.register.enums import ImpactKind
from allmende.portal.register.models import ImpactDocument, UseCase
from allmende.portal.register.views.access import Rule, trail, use_case_view

type View[**P] = Callable[Concatenate[MemberRequest, ImpactDocument, P], HttpResponseBase]


def document_view[**P](*, may: Rule | None = None) -> Callable[[View[P]], Plain]:
    """The document of ``kind`` of a use case inside the member's scope, else 404."""

    def decorate(view: View[P]) -> Plain:
        def found(
            request: MemberRequest, use_case: UseCase, /, kind: str, **kwargs: Any
        ) -> HttpResponseBase:
            document = queries.document(use_case, kind)
            if document is None:
                raise Http404
            document.use_case = use_case
            return view(request, document, **kwargs)  # type: ignore[call-arg]

        return use_case_view(may=may)(found)

    return decorate


def steps(document: ImpactDocument) -> list[tuple[str, str]]:
    """The breadcrumb above a page of one document."""
    address = reverse("impact", args=[document.use_case_id, document.kind])
    return [*trail(document.use_case), (ImpactKind(document.kind).label, address)]
