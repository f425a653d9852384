"""Files that belong to things. Whoever does not see the thing gets no file."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from allmende.portal.core.domain import things
from allmende.portal.core.models import Attachment

INLINE = {"image/png", "image/jpeg"}
# What is opened anyway runs nothing and loads nothing.
SANDBOX: dict[str, Any] = {"default-src": [CSP.NONE], "sandbox": True}


@csp_override(SANDBOX)
@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Images are shown where ``?ansicht=1`` asks for it, everything else is saved."""
    attachment = get_object_or_404(Attachment, pk=pk)
    if not things.one(getattr(request, "member", None), attachment.kind, attachment.key):
        raise Http404
    try:
        file = default_storage.open(attachment.file, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    inline = attachment.mime in INLINE and "ansicht" in request.GET
    response = FileResponse(
        file,
        as_attachment=not inline,
        filename=attachment.name,
        content_type=attachment.mime,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
