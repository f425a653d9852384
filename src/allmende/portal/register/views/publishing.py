"""From the own register to the readers: preview, publish, withdraw."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from allmende.engines.language.redaction import redact
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import published, publishing, record, reuse, snapshot
from allmende.portal.register.forms.publishing import PublishForm, WithdrawForm
from allmende.portal.register.models import Publication, UseCase
from allmende.portal.register.views import shown
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.panel import Panel

NAMED_ON_PURPOSE = {"contact_name", "contact_email", "title", "provider", "system_name"}


def panel(_: MemberRequest, use_case: UseCase) -> Panel:
    """Whether and for whom it is published, and whether that is still what stands here."""
    latest = publishing.latest(use_case)
    stands = latest if latest and not latest.withdrawn_at else None
    outdated = False
    if stands:
        now = snapshot.of_record(use_case)
        outdated = any(stands.data.get(key) != now[key] for key in ("record", "goals", "state"))
    context = {
        "latest": latest,
        "stands": stands,
        "is_public": bool(stands and stands.audience == Audience.PUBLIC),
        "outdated": outdated,
        "reused": reuse.count(latest.entry) if latest else 0,
        "news": reuse.newest(use_case),
    }
    return Panel("veroeffentlichung", "Veröffentlichung", "register/catalogue/panel.html", context)


@use_case_view(may=rules.may_publish)
def publish(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    latest = publishing.latest(use_case)
    audience = latest.audience if latest and not latest.withdrawn_at else Audience.NETWORK
    initial = {"audience": audience, "revision": use_case.revision}
    form = PublishForm(posted(request), initial=initial)
    if form.is_valid() and (new := _published(form, use_case, request)):
        messages.success(request, f"Fassung {new.version} ist veröffentlicht.")
        return redirect("catalogue-entry", new.entry)
    data = publishing.build(use_case, audience=form["audience"].value() or audience)
    context = {
        "use_case": use_case,
        "form": form,
        "latest": latest,
        "shown": shown.of(data),
        "changes": published.changes(latest.data, data) if latest else [],
        "missing": [record.label(name) for name in publishing.recommended(use_case)],
        "names": names_in(use_case),
        "trail": trail(use_case),
    }
    status = 422 if form.errors else 200
    return render(request, "register/catalogue/publish.html", context, status=status)


@use_case_view(may=rules.may_publish)
def withdraw(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    latest = publishing.latest(use_case)
    if latest is None or latest.withdrawn_at:
        raise Http404
    form = WithdrawForm(posted(request))
    if form.is_valid() and done(form, lambda: _withdrawn(form, latest, request)):
        messages.success(request, "Der Eintrag ist zurückgezogen. Niemand sieht ihn mehr.")
        return redirect("use-case", use_case.pk)
    context = {
        "title": "Veröffentlichung zurückziehen",
        "intro": (
            "Alle Fassungen dieses Eintrags verschwinden sofort aus dem öffentlichen Register, "
            "dem Katalog, der Suche und den Schnittstellen. Wer ihn schon übernommen hat, behält "
            "seine Kopie. Sie können den Eintrag später erneut veröffentlichen."
        ),
        "form": form,
        "submit": "Zurückziehen",
        "trail": trail(use_case),
        "back": f"/anwendungsfaelle/{use_case.pk}/#veroeffentlichung",
    }
    return render(request, "core/form_page.html", context, status=422 if form.errors else 200)


def names_in(use_case: UseCase) -> list[str]:
    """Fields whose text seems to name a person or to hold other personal data."""
    found = []
    for name in record.FIELDS:
        value = getattr(use_case, name)
        if name in NAMED_ON_PURPOSE or not isinstance(value, str) or not value:
            continue
        if redact(value) != value and not value.startswith("http"):
            found.append(record.label(name))
    return found


def _published(form: PublishForm, use_case: UseCase, request: MemberRequest) -> Publication | None:
    """A preview that is out of date is shown anew, with its new revision in the form."""
    chosen: dict[str, Any] = form.cleaned_data
    try:
        return publishing.publish(
            use_case,
            audience=chosen["audience"],
            revision=chosen["revision"],
            by=request.member,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        again = request.POST.copy()
        again["revision"] = str(use_case.revision)
        form.data = again
        return None


def _withdrawn(form: WithdrawForm, latest: Publication, request: MemberRequest) -> bool:
    publishing.withdraw(latest, reason=form.cleaned_data["reason"], by=request.member)
    return True
