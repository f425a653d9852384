"""One session: create it, read it, change it section by section."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain import drafts, subscriptions
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import FollowLevel
from allmende.portal.core.forms import attempt, posted
from allmende.portal.events.domain.planning import names, queries, sessions
from allmende.portal.events.domain.video import entering
from allmende.portal.events.enums import SessionState
from allmende.portal.events.forms.planning.sessions import (
    SECTION_FORMS,
    SECTIONS,
    NewSessionForm,
    PlanForm,
)
from allmende.portal.events.models import Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.events.views.access import session_view, trail
from allmende.portal.events.views.panels import panels
from allmende.portal.events.views.planning import saving, showing
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest

TODAY = timedelta(hours=12)  # so long before, the way in is the most wanted button
FOLLOWED = {
    FollowLevel.ALL: "Sie folgen dieser Veranstaltung.",
    FollowLevel.MUTE: "Sie erhalten zu dieser Veranstaltung keine Mitteilungen mehr.",
}


@member_required
def new(request: MemberRequest) -> HttpResponse:
    require(rules.may_plan, request.member)
    key = "events/new"
    draft = saving.draft_of(request, key)
    initial = {"pattern": request.GET.get("vorlage", ""), "series": request.GET.get("reihe", "")}
    blank = Session(organisation=request.member.organisation)
    form = NewSessionForm(
        posted(request), instance=blank, member=request.member, initial=initial | saving.kept(draft)
    )
    if request.method == "POST" and form.is_valid():
        pattern = form.cleaned_data["pattern"]
        session = attempt(
            form,
            lambda: sessions.create(values=form.values, by=request.member, pattern=pattern),
        )
        if session:
            drafts.discard(request.user, key)
            messages.success(
                request,
                "Der Entwurf ist angelegt. Ergänzen Sie das Programm, dann kündigen Sie an.",
            )
            return redirect("session", session.pk)
    context = {
        "title": "Veranstaltung anlegen",
        "intro": "Zuerst entsteht ein Entwurf, den nur sieht, wer plant.",
        "form": form,
        "submit": "Entwurf anlegen",
        "draft_key": key,
        "draft": draft,
        "trail": [("Veranstaltungen", "/veranstaltungen/")],
        "back": "/veranstaltungen/",
    }
    return saving.page(request, context)


@session_view()
@require_safe
def detail(request: MemberRequest, session: Session) -> HttpResponse:
    organises = rules.may_organise(request.member, session)
    level = subscriptions.level_of(request.user, *names.about(session))
    context = showing.facts(session) | {
        "may": {"organise": organises and session.state in sessions.OPEN, "plan": organises},
        "sections": SECTIONS.values(),
        "series": _series(request, session),
        "panels": panels(request, session),
        "level": level or "",
        "may_join": _may_join(request, session),
    }
    return render(request, "events/planning/session.html", context)


@session_view(may=rules.may_organise)
def edit(request: MemberRequest, session: Session, section: str) -> HttpResponse:
    part = SECTIONS.get(section)
    if part is None:
        raise Http404
    key = f"events/{session.pk}/{section}"
    draft = saving.draft_of(request, key)
    form = SECTION_FORMS[section](
        posted(request), instance=session, member=request.member, initial=saving.kept(draft)
    )
    context: dict[str, Any] = {
        "title": part.title,
        "intro": part.help,
        "form": form,
        "draft_key": key,
        "draft": draft,
        "trail": trail(session),
        "back": names.address_of(session),
    }
    if request.method == "POST" and form.is_valid():
        stands = Session.objects.select_related("group", "series").get(pk=session.pk)
        context["trail"] = trail(stands)
        if saving.saved(
            form,
            lambda: _change(form, stands, request),
            context,
            revision=saving.revision_of(session),
        ):
            drafts.discard(request.user, key)
            messages.success(request, f"„{part.title}“ ist gespeichert.")
            return redirect("session", session.pk)
        if "conflict" in context:
            context["theirs"] = _theirs(form, stands)
    return saving.page(request, context)


@session_view()
@require_POST
def follow(request: MemberRequest, session: Session) -> HttpResponse:
    level = request.POST.get("level", "")
    about = names.about(session)
    if level in FOLLOWED and session.state != SessionState.DRAFT:
        subscriptions.follow(request.user, *about, level=FollowLevel(level))
        messages.success(request, FOLLOWED[FollowLevel(level)])
    else:
        subscriptions.unfollow(request.user, *about)
        messages.success(request, "Sie folgen dieser Veranstaltung nicht mehr.")
    return redirect("session", session.pk)


def _change(form: PlanForm, stands: Session, request: MemberRequest) -> Session:
    revision = form.cleaned_data["revision"] or 0
    return sessions.change(stands, values=form.values, revision=revision, by=request.member)


def _theirs(form: PlanForm, stands: Session) -> list[tuple[str, str, str]]:
    """Fields that differ: label, what stands there now, what was typed."""
    rows = []
    for name, typed in form.values.items():
        now = getattr(stands, name)
        if now != typed:
            rows.append(
                (sessions.label_of(name), _plain(stands, name, now), _plain(stands, name, typed))
            )
    return rows


def _plain(session: Session, name: str, value: Any) -> str:
    if hasattr(value, "astimezone"):
        return showing.moment(value)
    choices = dict(getattr(session._meta.get_field(name), "flatchoices", None) or ())
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return str(choices.get(value, "" if value is None else value))


def _series(request: MemberRequest, session: Session) -> Any:
    """Only where the reader may see it, too."""
    return queries.one_series(request.member, session.series_id) if session.series_id else None


def _may_join(request: MemberRequest, session: Session) -> bool:
    if not session.provider or session.state != SessionState.PUBLISHED:
        return False
    stands = entering.standing(session, request.member)
    soon = stands.opens_at - TODAY <= timezone.now() <= stands.closes_at
    return stands.visitor is not None and soon
