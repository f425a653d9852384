"""Beginning a thread, replying, changing what one has written."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from allmende.portal.core.domain import attachments, drafts
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import attempt, posted
from allmende.portal.exchange.domain.threads import addresses, finding, posts, queries, writing
from allmende.portal.exchange.forms.threads.writing import (
    ChangeForm,
    EditForm,
    PostForm,
    ThreadForm,
)
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.exchange.rules import threads as rules
from allmende.portal.exchange.views.threads import composing
from allmende.portal.exchange.views.threads.access import post_or_404, thread_view, trail
from allmende.portal.exchange.views.threads.composing import Composing
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.domain.audience import NETWORK_KEY, key_for
from allmende.portal.organisations.enums import TOPICS, Audience
from allmende.portal.organisations.middleware import MemberRequest

NEW_DRAFT = "austausch:neu"
QUOTED = 1500  # characters


@member_required
def new(request: MemberRequest) -> HttpResponseBase:
    draft, values = composing.kept(request, NEW_DRAFT)
    initial = {"audience": Audience.NETWORK, "kind": "question", "topic": _topic(request), **values}
    scope = _scope(request)
    if composing.step_of(request):
        form = ThreadForm(initial=initial, member=request.member)
        return _new_page(request, composing.take_step(request, form, scope))
    form = ThreadForm(
        posted(request), request.FILES or None, initial=initial, member=request.member
    )
    state = Composing(form)
    if form.is_valid():
        chosen = composing.meant_in(request.POST)
        unclear = composing.unclear_in(request, form.cleaned_data["text"], scope)
        thread = (
            None
            if unclear
            else attempt(
                form,
                lambda: writing.begin(
                    values=form.values,
                    text=form.cleaned_data["text"],
                    files=form.cleaned_data["attachments"],
                    chosen=chosen,
                    by=request.member,
                ),
            )
        )
        if thread:
            drafts.discard(request.user, NEW_DRAFT)
            messages.success(request, "Ihr Thema ist veröffentlicht.")
            return redirect(addresses.thread_url(thread.pk))
        state = composing.again(request, form, unclear)
    return _new_page(request, state, draft)


@thread_view
def reply(request: MemberRequest, thread: Thread) -> HttpResponseBase:
    key = reply_draft(thread)
    draft, values = composing.kept(request, key)
    initial = values or {"text": quoted(thread, request.GET.get("zitat", ""))}
    if composing.step_of(request):
        state = composing.take_step(request, PostForm(initial=initial), thread.scope)
        return _reply_page(request, thread, state)
    form = PostForm(posted(request), request.FILES or None, initial=initial)
    state = Composing(form)
    if form.is_valid():
        unclear = composing.unclear_in(request, form.cleaned_data["text"], thread.scope)
        post = (
            None
            if unclear
            else attempt(
                form,
                lambda: posts.reply(
                    thread,
                    text=form.cleaned_data["text"],
                    files=form.cleaned_data["attachments"],
                    chosen=composing.meant_in(request.POST),
                    by=request.member,
                ),
            )
        )
        if post:
            drafts.discard(request.user, key)
            messages.success(request, "Ihr Beitrag steht im Thema.")
            return redirect(addresses.post_url(thread.pk, post.number))
        state = composing.again(request, form, unclear)
    return _reply_page(request, thread, state, draft)


@thread_view
def edit(request: MemberRequest, thread: Thread, number: int) -> HttpResponseBase:
    post = post_or_404(thread, number)
    require(rules.may_edit, request.member, post)
    key = f"austausch:{post.pk}:bearbeiten"
    draft, values = composing.kept(request, key)
    initial = {"text": post.text, "revision": post.revision, **values}
    if composing.step_of(request):
        state = composing.take_step(request, EditForm(initial=initial), thread.scope)
        return _edit_page(request, post, state)
    form = EditForm(posted(request), request.FILES or None, initial=initial)
    state, context = Composing(form), {}
    if form.is_valid():
        unclear = composing.unclear_in(request, form.cleaned_data["text"], thread.scope)
        if not unclear and (result := _saved(request, post, form)) is not None:
            context = result
            if not context:
                drafts.discard(request.user, key)
                messages.success(request, "Ihr Beitrag ist geändert.")
                return redirect(addresses.post_url(thread.pk, post.number))
        state = composing.again(request, form, unclear)
    return _edit_page(request, post, state, draft, **context)


@thread_view
def change(request: MemberRequest, thread: Thread) -> HttpResponseBase:
    require(rules.may_change, request.member, thread)
    names = ("title", "kind", "topic", "audience", "group", "revision")
    initial = {name: getattr(thread, name) for name in names}
    form = ChangeForm(posted(request), initial=initial, member=request.member, thread=thread)
    status = 200
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            writing.change(thread, values=form.values, revision=revision, by=request.member)
        except Conflict as conflict:
            status = 409
            form.add_error(None, f"{conflict} Jetzt steht dort: „{thread.title}“.")
            form.data = _with_revision(request, thread.revision)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Das Thema ist geändert.")
            return redirect(addresses.thread_url(thread.pk))
    context = {
        "title": "Thema bearbeiten",
        "form": form,
        "trail": trail(thread),
        "back": addresses.thread_url(thread.pk),
    }
    code = status if status != 200 else 422 if form.errors else 200
    return render(request, "core/form_page.html", context, status=code)


def reply_draft(thread: Thread) -> str:
    return f"austausch:{thread.pk}:antwort"


def quoted(thread: Thread, number: str) -> str:
    """The post as a quotation; empty where there is none to quote."""
    post = queries.post(thread, int(number)) if number.isdecimal() and len(number) < 9 else None
    if post is None or not post.is_shown:
        return ""
    text = post.text if len(post.text) <= QUOTED else f"{post.text[:QUOTED]} …"
    lines = [
        f"**{post.author or post.author_label}**, Beitrag {post.number}:",
        "",
        *text.split("\n"),
    ]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def _saved(request: MemberRequest, post: Post, form: EditForm) -> dict[str, Any] | None:
    """Empty: saved; None: refused; else what the page says of the conflict."""
    given = form.cleaned_data
    try:
        posts.edit(
            post,
            text=given["text"],
            revision=given["revision"],
            files=given["attachments"],
            chosen=composing.meant_in(request.POST),
            by=request.member,
        )
    except Conflict as conflict:
        form.data = _with_revision(request, post.revision)
        return {"conflict": str(conflict), "theirs": post.text}
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    return {}


def _with_revision(request: MemberRequest, revision: int) -> QueryDict:
    """What was typed, on top of what stands there now."""
    data = request.POST.copy()
    data["revision"] = str(revision)
    return data


def _new_page(request: MemberRequest, state: Composing, draft: Any = None) -> HttpResponse:
    context = {
        "title": "Neues Thema",
        "trail": [("Austausch", addresses.EXCHANGE)],
        "intro": "Fragen Sie, berichten Sie, oder stellen Sie etwas zur Diskussion.",
        "submit": "Veröffentlichen",
        "back": addresses.EXCHANGE,
        "draft_key": NEW_DRAFT,
    }
    return _page(request, state, draft, context)


def _reply_page(
    request: MemberRequest, thread: Thread, state: Composing, draft: Any = None
) -> HttpResponse:
    context = {
        "title": "Antworten",
        "trail": trail(thread),
        "submit": "Antwort senden",
        "back": addresses.thread_url(thread.pk),
        "draft_key": reply_draft(thread),
        "is_public": thread.audience == Audience.PUBLIC,
    }
    return _page(request, state, draft, context)


def _edit_page(
    request: MemberRequest, post: Post, state: Composing, draft: Any = None, **more: Any
) -> HttpResponse:
    context = {
        "title": f"Beitrag {post.number} bearbeiten",
        "trail": trail(post.thread),
        "submit": "Trotzdem speichern" if more.get("conflict") else "Speichern",
        "back": addresses.post_url(post.thread_id, post.number),
        "draft_key": f"austausch:{post.pk}:bearbeiten",
        "files": attachments.of(finding.POST, str(post.pk)),
        "post": post,
        **more,
    }
    return _page(request, state, draft, context, status=409 if more.get("conflict") else 0)


def _page(
    request: MemberRequest,
    state: Composing,
    draft: Any,
    context: dict[str, Any],
    status: int = 0,
) -> HttpResponse:
    context |= {"composing": state, "form": state.form, "draft": draft}
    return render(request, "exchange/threads/compose.html", context, status=status or state.status)


def _topic(request: MemberRequest) -> str:
    topic = request.GET.get("feld", "")
    return topic if topic in TOPICS else ""


def _scope(request: MemberRequest) -> str:
    """For whom the new thread is meant, as far as that is chosen."""
    audience, group = request.POST.get("audience", ""), request.POST.get("group", "")
    if audience == Audience.GROUP and group.isdecimal():
        own = request.member.groups.filter(pk=int(group)).exists()
        return f"group:{group}" if own else ""
    if audience in {Audience.ORGANISATION, Audience.PUBLIC}:
        return key_for(audience, organisation_id=request.member.organisation_id)
    return NETWORK_KEY
