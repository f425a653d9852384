"""Add, change and delete: the same three pages for everything that an organisation enters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt, posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours.domain.setup import keeping
from allmende.portal.tours.forms.setup.base import OwnedForm
from allmende.portal.tours.rules import may_plan
from allmende.portal.tours.views.access import TRAIL, tours_required

ROOT = "werkzeuge/touren/"
FORM = "tours/setup/form.html"

type Context = dict[str, Any]


def _nothing(request: MemberRequest, thing: Any) -> Context:
    del request, thing
    return {}


def _by_name(thing: Any) -> str:
    return f"„{thing}“ ist gespeichert."


@dataclass(frozen=True)
class Area:
    """One kind of entry. Its addresses are called ``name``, ``name-new`` and ``name-delete``."""

    name: str
    path: str  # below the tool
    form: type[OwnedForm]
    new: str  # title of the page
    back: str  # name of the address of the list
    home: str  # title of the list
    here: str  # which tab is current
    losses: Callable[[Any], list[str]] = lambda thing: []  # noqa: ARG005 -- what goes with it
    options: Callable[[MemberRequest], Mapping[str, Any]] = lambda request: {}  # noqa: ARG005
    more: Callable[[MemberRequest, Any], Context] = _nothing
    said: Callable[[Any], str] = _by_name
    detail: bool = False  # has a page of its own, which is where one comes back to
    edit_at: str = ""  # what follows the number where ``name`` is that page

    def addresses(self) -> list[URLPattern]:
        edit = f"{self.name}-edit" if self.detail else self.name
        whole = f"{ROOT}{self.path}"
        return [
            path(f"{whole}neu/", self._add(), name=f"{self.name}-new"),
            path(f"{whole}<int:pk>/{self.edit_at}", self._edit(), name=edit),
            path(f"{whole}<int:pk>/loeschen/", self._remove(), name=f"{self.name}-delete"),
        ]

    @property
    def model(self) -> Any:
        return self.form._meta.model

    def _add(self) -> Any:
        @tours_required(may_plan)
        def add(request: MemberRequest) -> HttpResponse:
            return self._form(request, None)

        return add

    def _edit(self) -> Any:
        @tours_required(may_plan)
        def edit(request: MemberRequest, pk: int) -> HttpResponse:
            return self._form(request, self._thing(request, pk))

        return edit

    def _remove(self) -> Any:
        @tours_required(may_plan)
        def remove(request: MemberRequest, pk: int) -> HttpResponse:
            thing = self._thing(request, pk)
            if request.method == "POST":
                name = str(thing)
                try:
                    keeping.remove(thing, by=request.member)
                except Refused as refusal:
                    messages.error(request, str(refusal))
                else:
                    messages.success(request, f"„{name}“ ist gelöscht.")
                return redirect(self.back)
            context = {
                "title": f"„{thing}“ löschen",
                "text": "Das lässt sich nicht zurücknehmen. Nachweise bleiben erhalten.",
                "losses": self.losses(thing),
                "action": "Löschen",
                "back": self._return(thing),
                "trail": self._trail(),
            }
            return render(request, "core/confirm.html", context)

        return remove

    def _form(self, request: MemberRequest, thing: Any) -> HttpResponse:
        form = self.form(
            posted(request),
            instance=thing,
            organisation=request.member.organisation,
            **self.options(request),
        )
        if form.is_valid():
            whole = form.whole()
            if attempt(form, lambda: keeping.save(whole, related=form.related, by=request.member)):
                messages.success(request, self.said(whole))
                return redirect(self._return(whole))
        context = {
            "title": f"„{self._fresh(thing)}“ ändern" if thing else self.new,
            "form": form,
            "trail": self._trail(),
            "back": self._return(thing) if thing else reverse(self.back),
            "here": self.here,
            "dangers": self._dangers(thing) if thing else [],
            **self.more(request, thing),
        }
        return render(request, FORM, context, status=422 if form.errors else 200)

    def _fresh(self, thing: Any) -> models.Model:
        """As it is stored: the form has already written into ``thing``."""
        stored: models.Model = self.model.objects.get(pk=thing.pk)
        return stored

    def _dangers(self, thing: Any) -> list[tuple[str, str]]:
        return [(reverse(f"{self.name}-delete", args=[thing.pk]), "Löschen")]

    def _thing(self, request: MemberRequest, pk: int) -> Any:
        mine = self.model.objects.filter(organisation=request.member.organisation)
        return get_object_or_404(mine, pk=pk)

    def _return(self, thing: Any) -> str:
        return reverse(self.name, args=[thing.pk]) if self.detail else reverse(self.back)

    def _trail(self) -> list[tuple[str, str]]:
        return [*TRAIL, (self.home, reverse(self.back))]
