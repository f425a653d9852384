"""Signed packages out and in, and the keys that count."""

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.access import network_required, role_required
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import User
from allmende.portal.register.domain.package import keys, receiving, writing
from allmende.portal.register.forms.exchange import KeyForm
from allmende.portal.register.models import RegisterImport
from allmende.portal.register.views.exchange import EXCHANGE, REGISTER, download, import_view

ZIP = "application/zip"


@role_required(Role.AI_OFFICER)
def packages(request: MemberRequest) -> HttpResponse:
    """Choose published entries; sending the form is the download."""
    error = ""
    if request.method == "POST":
        chosen = [int(pk) for pk in request.POST.getlist("eintrag") if pk.isdecimal()]
        try:
            content = writing.write(request.member, publications=chosen)
        except Refused as refused:
            error = str(refused)
        else:
            name = f"allmende-paket-{request.member.organisation.slug}-{timezone.localdate()}.zip"
            return download(content, filename=name, content_type=ZIP)
    context = {
        "publications": writing.exportable(request.member),
        "fingerprint": _own_fingerprint(),
        "error": error,
        "trail": [REGISTER, EXCHANGE],
    }
    status = 422 if error else 200
    return render(request, "register/exchange/packages.html", context, status=status)


@import_view
@require_POST
def trust(request: MemberRequest, batch: RegisterImport) -> HttpResponse:
    try:
        receiving.trust(batch, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Sie vertrauen diesem Schlüssel. Das steht im Paket:")
    return redirect("register-import", batch.pk)


@import_view
@require_safe
def package_file(_: MemberRequest, batch: RegisterImport) -> HttpResponseBase:
    """The package as it came in, with its evidence."""
    if not batch.file or not default_storage.exists(batch.file):
        raise Http404
    return FileResponse(
        default_storage.open(batch.file),
        as_attachment=True,
        filename=batch.filename,
        content_type=ZIP,
    )


@role_required(Role.AI_OFFICER)
def key_list(request: MemberRequest) -> HttpResponse:
    form = KeyForm(posted(request))
    if form.is_valid() and done(
        form,
        lambda: keys.trust(
            form.cleaned_data["key"], name=form.cleaned_data["name"], by=request.member
        ),
    ):
        messages.success(request, "Der Schlüssel ist aufgenommen.")
        return redirect("register-keys")
    found = keys.trusted(request.member)
    return _keys_page(request, form, found, [REGISTER, EXCHANGE], for_all=False)


@role_required(Role.AI_OFFICER)
@require_POST
def remove_key(request: MemberRequest, key: int) -> HttpResponse:
    """Those of the operator are seen here, but only the operator removes them."""
    own = get_object_or_404(
        keys.trusted(request.member).filter(organisation=request.member.organisation), pk=key
    )
    keys.distrust(own, by=request.member)
    messages.success(request, "Diesem Schlüssel wird nicht mehr vertraut.")
    return redirect("register-keys")


@network_required
def network_keys(request: HttpRequest) -> HttpResponse:
    form = KeyForm(posted(request))
    operator = request.user
    assert isinstance(operator, User)  # noqa: S101 -- tells mypy
    if form.is_valid() and done(
        form,
        lambda: keys.trust_for_all(
            form.cleaned_data["key"], name=form.cleaned_data["name"], by=operator
        ),
    ):
        messages.success(request, "Der Schlüssel gilt für alle Organisationen.")
        return redirect("network-keys")
    trail = [("Netzwerk", "/verwaltung/netzwerk/")]
    return _keys_page(request, form, keys.of_network(), trail, for_all=True)


@network_required
@require_POST
def remove_network_key(request: HttpRequest, key: int) -> HttpResponse:
    operator = request.user
    assert isinstance(operator, User)  # noqa: S101 -- tells mypy
    keys.distrust(get_object_or_404(keys.of_network(), pk=key), by=operator)
    messages.success(request, "Diesem Schlüssel wird nicht mehr vertraut.")
    return redirect("network-keys")


def _keys_page(
    request: HttpRequest, form: KeyForm, found: Any, trail: Any, *, for_all: bool
) -> HttpResponse:
    context = {
        "form": form,
        "keys": [(one, keys.in_groups(one.fingerprint)) for one in found],
        "public_key": keys.public_key(),
        "fingerprint": _own_fingerprint(),
        "for_all": for_all,
        "trail": trail,
    }
    status = 422 if form.errors else 200
    return render(request, "register/exchange/keys.html", context, status=status)


def _own_fingerprint() -> str:
    return keys.in_groups(keys.fingerprint(keys.public_key()))
