"""The link in each mail that ends mails of its sort, without a log-in (RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from allmende.portal.core.domain import mail_settings


@csrf_exempt  # mail programs send no cookie; the signed address is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing, since programs look into links; sending does it at once."""
    found = mail_settings.read(token)
    if found is None:
        raise Http404
    user, sort = found
    context = {"sort": sort, "token": token, "state": "ask"}
    if request.method == "POST" and "zurueck" in request.POST:
        mail_settings.resume(user, sort, rhythm=request.POST["zurueck"])
        context["state"] = "resumed"
    elif request.method == "POST":
        context |= {"state": "stopped", "rhythm": mail_settings.stop(user, sort).value}
    return render(request, "core/unsubscribe.html", context)
