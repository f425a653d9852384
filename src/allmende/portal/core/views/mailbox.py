"""The mailbox of the demo: every mail that was sent, for everybody. Anywhere else it is 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from allmende.portal.core import lists
from allmende.portal.core.domain import mailbox
from allmende.portal.core.mail_forms import MailboxFilter

type View = Callable[..., HttpResponse]


def is_open() -> bool:
    return bool(settings.DEMO and not settings.SMTP_HOST)


def demo_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_open():
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(require_safe(guarded))


@demo_only
def listing(request: HttpRequest) -> HttpResponse:
    form = MailboxFilter(request.GET)
    wanted = form.cleaned_data["an"] if form.is_valid() else ""
    page = lists.page_of(request, mailbox.heads(to=wanted))
    return render(request, "core/mailbox.html", {"page": page, "filter": form})


@demo_only
def one(request: HttpRequest, key: str) -> HttpResponse:
    letter = mailbox.read(key)
    if letter is None:
        raise Http404
    return render(request, "core/mailbox_letter.html", {"letter": letter})


@demo_only
def file(_: HttpRequest, key: str, number: int) -> HttpResponse:
    letter = mailbox.read(key)
    if letter is None or number >= len(letter.files):
        raise Http404
    name, content = letter.files[number][0], letter.files[number][2]
    response = HttpResponse(content, content_type="application/octet-stream")
    quoted = name.replace('"', "").replace("\\", "").encode("ascii", "replace").decode()
    response["Content-Disposition"] = f'attachment; filename="{quoted}"'
    return response
