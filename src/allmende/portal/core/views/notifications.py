"""What somebody was told: the list, opening one, and how to hear of it by mail."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from allmende.portal.core import lists
from allmende.portal.core.domain import mail_settings, notifications, subscriptions
from allmende.portal.core.enums import FollowLevel
from allmende.portal.core.forms import posted
from allmende.portal.core.mail_forms import MailSettingsForm


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        notifications.mark_read(request.user)
        return redirect("notifications")
    only_unread = request.GET.get("nur") == "ungelesen"
    rows = notifications.of(request.user)
    page = lists.page_of(request, rows.filter(read_at=None) if only_unread else rows)
    days = [(day, list(of_day)) for day, of_day in groupby(page, lambda n: localdate(n.created_at))]
    context = {"page": page, "days": days, "only_unread": only_unread}
    return render(request, "core/notifications.html", context)


@login_required
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Also the address in mails: whoever follows it has read the notification."""
    own = get_object_or_404(notifications.of(request.user), pk=pk)
    target = notifications.open_one(own)
    return redirect(target if url_has_allowed_host_and_scheme(target, None) else "notifications")


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    now = mail_settings.of(request.user)
    form = MailSettingsForm(posted(request), initial={"digest": now.digest, "at_once": now.at_once})
    if form.is_valid():
        mail_settings.change(request.user, **form.cleaned_data)
        messages.success(request, "Ihre Einstellungen sind gespeichert.")
        return redirect("mail-settings")
    page = lists.page_of(request, subscriptions.of(request.user))
    context = {
        "form": form,
        "page": page,
        "rows": subscriptions.named(getattr(request, "member", None), page),
        "levels": FollowLevel.choices,
    }
    return render(request, "core/mail_settings.html", context)


@login_required
@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Another level for one thing, or no longer."""
    own = get_object_or_404(subscriptions.of(request.user), pk=pk)
    level = request.POST.get("level", "")
    if "beenden" in request.POST:
        subscriptions.unfollow(request.user, own.kind, own.key)
        messages.success(request, "Sie folgen dem nicht mehr.")
    elif level in FollowLevel:
        subscriptions.follow(request.user, own.kind, own.key, level=FollowLevel(level))
        messages.success(request, "Gespeichert.")
    else:
        messages.error(request, "Wählen Sie, wie viel Sie davon hören möchten.")
    return redirect("mail-settings")
