"""The page of a crew on its phone. It works without JavaScript, and without network for a day."""

import json
import uuid
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.work import executions, photos, today
from allmende.portal.tours.domain.work.today import Line, Sheet
from allmende.portal.tours.forms.work.entering import ExtraForm, StopForm, initial_of
from allmende.portal.tours.models import Execution
from allmende.portal.tours.views.access import tours_required
from allmende.portal.tours.views.work.door import Door

ASSETS = (
    "kern/kern.min.css",
    "kern/fonts/fira-sans.css",
    "core/allmende.css",
    "core/icon.svg",
    "tours/phone.css",
    "tours/phone.js",
)
QUEUE = "phone_queue.js"  # imported by phone.js under its plain name


@tours_required(rules.may_enter)
@require_safe
def choose(request: MemberRequest) -> HttpResponse:
    """Whoever is in one crew goes on at once."""
    crews = today.crews_of(request.member)
    if len(crews) == 1 and not rules.may_read(request.member):
        return redirect("tours-crew-today", crews[0].pk)
    day = timezone.localdate()
    sheets = [today.sheet_of(crew, day) for crew in crews]
    return render(request, "tours/work/choose.html", {"sheets": sheets, "day": day})


@require_safe
def page(request: HttpRequest, door: Door) -> HttpResponse:
    return _shown(request, door, today.sheet_of(door.crew, asked_day(request)))


@require_POST
def record(request: HttpRequest, door: Door) -> HttpResponse:
    """One entry. The phone sends it again until it has been answered: the id decides."""
    form = _form(request, door)
    if not form.is_valid():
        return _refused(request, door, form)
    try:
        proof, problems = _record(form, door)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _refused(request, door, form)
    if _wants_json(request):
        return JsonResponse({"id": str(proof.pk), "said": _said(proof), "problems": problems})
    return _shown(
        request, door, today.sheet_of(door.crew, form.cleaned_data["day"]),
        said=_said(proof), problems=problems,
    )  # fmt: skip


@require_safe
def worker(request: HttpRequest, door: Door) -> HttpResponse:
    """The service worker; its scope is this one page."""
    del request
    path = finders.find("tours/phone_worker.js")
    if not isinstance(path, str):
        raise Http404
    queue = f"{static('tours/phone.js').rpartition('/')[0]}/{QUEUE}"
    assets = [*map(static, ASSETS), queue]
    head = f"const HOME = {json.dumps(door.home)};\nconst ASSETS = {json.dumps(assets)};\n"
    body = Path(path).read_text(encoding="utf-8")
    response = HttpResponse(head + body, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = door.home
    return response


@require_safe
def manifest(request: HttpRequest, door: Door) -> HttpResponse:
    del request
    said = {
        "name": f"Tour {door.crew.name}",
        "short_name": door.crew.name[:12],
        "lang": "de",
        "start_url": door.home,
        "scope": door.home,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#171a2b",
        "icons": [{"src": static("core/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(said, content_type="application/manifest+json")


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def asked_day(request: HttpRequest) -> date:
    """``?tag=2026-05-04``; otherwise today."""
    try:
        return parse_date(request.GET.get("tag", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def _form(request: HttpRequest, door: Door) -> StopForm | ExtraForm:
    asks = door.member is None
    if "stop" in request.POST:
        return StopForm(request.POST, _files(request), asks_name=asks, auto_id=_auto_id(request))
    return ExtraForm(
        request.POST, _files(request), asks_name=asks, organisation=door.crew.organisation
    )


def _files(request: HttpRequest) -> Any:
    return request.FILES


def _auto_id(request: HttpRequest) -> str:
    stop = request.POST.get("stop", "")
    return f"s{stop}-%s" if stop.isdigit() else "sx-%s"


def _record(form: StopForm | ExtraForm, door: Door) -> tuple[Execution, list[str]]:
    """Photos that cannot be read are left out and told: the work itself is never lost."""
    pictures, problems = [], []
    for file in form.cleaned_data.get("photos", []):
        try:
            pictures.append(photos.clean(file))
        except Refused as refusal:
            problems.append(f"{refusal} Der Eintrag selbst ist gespeichert.")
    name = form.cleaned_data.get("name", "") if door.member is None else str(door.member.user)
    entry = form.entry(door.crew.organisation)
    proof = executions.record(door.crew, entry=entry, by=door.member, name=name, photos=pictures)
    return proof, problems


def _said(proof: Execution) -> str:
    if proof.doubles:
        return f"Gespeichert. Schon eingetragen von {who(proof.doubles)}; beide Einträge bleiben."
    return "Gespeichert."


def who(proof: Execution) -> str:
    when = timezone.localtime(proof.ended_at)
    return f"{proof.by_label} ({when:%d.%m., %H:%M} Uhr)"


def _refused(request: HttpRequest, door: Door, form: StopForm | ExtraForm) -> HttpResponse:
    if _wants_json(request):
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"message": " ".join(sentences)}, status=422)
    day = form.cleaned_data.get("day") or timezone.localdate()
    return _shown(request, door, today.sheet_of(door.crew, day), wrong=form)


def _shown(
    request: HttpRequest,
    door: Door,
    sheet: Sheet,
    *,
    wrong: StopForm | ExtraForm | None = None,
    **more: Any,
) -> HttpResponse:
    asks = door.member is None
    extra = wrong if isinstance(wrong, ExtraForm) else ExtraForm(
        initial={"id": uuid.uuid4(), "day": sheet.day}, asks_name=asks,
        organisation=door.crew.organisation,
    )  # fmt: skip
    context = {
        "door": door,
        "sheet": sheet,
        "rows": [(line, _form_of(line, sheet, asks, wrong, request)) for line in sheet.lines],
        "extra": extra,
        "record": door.url("eintragen/"),
        "is_today": sheet.day == timezone.localdate(),
        **more,
    }
    return render(request, "tours/work/phone.html", context, status=422 if wrong else 200)


def _form_of(
    line: Line, sheet: Sheet, asks: bool, wrong: Any, request: HttpRequest
) -> StopForm | None:
    if not line.is_visit:
        return None
    if isinstance(wrong, StopForm) and wrong.data.get("stop") == str(line.stop.pk):
        return wrong
    initial = dict(initial_of(line.stop, sheet.day))
    if request.GET.get("beginn") == str(line.stop.pk):
        initial["starts"] = timezone.localtime().time()
    return StopForm(initial=initial, asks_name=asks, auto_id=f"s{line.stop.pk}-%s")
