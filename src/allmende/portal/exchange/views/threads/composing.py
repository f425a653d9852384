"""Writing with a preview and with people to mention, with and without JavaScript.

Each step is a button of the same form. Only the button that sends has no name.
"""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

from allmende.portal.core.domain import drafts
from allmende.portal.core.markdown import posted
from allmende.portal.exchange.domain import texts
from allmende.portal.exchange.domain.threads import mentions
from allmende.portal.exchange.domain.threads.mentions import Unclear
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member

STEP, MEANT, SETTLED, PERSON = "schritt", "gemeint", "geklaert", "person"
PREVIEW, PEOPLE, MENTION = "vorschau", "personen", "erwaehnen"
PICK_AGAIN = "Wählen Sie auch Ihre Dateien noch einmal aus."


@dataclass(slots=True)
class Composing:
    """What the template ``exchange/threads/parts/compose.html`` shows beside the form."""

    form: forms.Form
    meant: list[int] = field(default_factory=list)
    person: str = ""
    suggestions: list[Member] | None = None  # None: nobody was looked for
    preview: str = ""
    unclear: list[Unclear] = field(default_factory=list)
    hint: str = ""

    @property
    def status(self) -> int:
        return 422 if self.unclear or (self.form.is_bound and self.form.errors) else 200


def step_of(request: MemberRequest) -> str:
    return request.POST.get(STEP, "") if request.method == "POST" else ""


def meant_in(data: QueryDict) -> list[int]:
    """Users who were chosen where several people have the same name."""
    found = [int(value) for value in data.getlist(MEANT) if value.isdecimal() and len(value) < 12]
    return list(dict.fromkeys(found))[:100]


def take_step(request: MemberRequest, form: forms.Form, scope: str) -> Composing:
    """Preview, looking for people, mentioning one: nothing is stored, nothing is complained of.

    ``form`` is not bound; what was typed becomes what it shows.
    """
    data, step = request.POST, step_of(request)
    form.initial.update({name: data[name] for name in form.fields if name in data})
    composing = Composing(form, meant=meant_in(data), person=data.get(PERSON, "")[:100])
    composing.hint = PICK_AGAIN if request.FILES else ""
    if step.startswith(f"{MENTION}:"):
        _mention(composing, step.partition(":")[2], scope)
        return composing
    if step == PEOPLE or composing.person:
        composing.suggestions = mentions.suggest(composing.person, scope, by=request.member)
    if step == PREVIEW:
        composing.preview = preview(str(form.initial.get("text", "")), scope, composing.meant)
    return composing


def preview(text: str, scope: str, meant: list[int]) -> str:
    clean = texts.clean(text)[:20_000]
    found = mentions.find(clean, scope, chosen=meant)
    return posted(clean, found.people.values()) if clean else ""


def unclear_in(request: MemberRequest, text: str, scope: str) -> list[Unclear]:
    """Names that several people have and nobody has chosen from yet."""
    found = mentions.find(text, scope, chosen=meant_in(request.POST))
    settled = request.POST.getlist(SETTLED)
    return [one for one in found.unclear if one.name not in settled]


def again(request: MemberRequest, form: forms.Form, unclear: list[Unclear]) -> Composing:
    """The form as it was sent, with what keeps it from being stored."""
    return Composing(
        form,
        meant=meant_in(request.POST),
        unclear=unclear,
        hint=PICK_AGAIN if request.FILES else "",
    )


def kept(request: MemberRequest, key: str) -> tuple[Any, dict[str, Any]]:
    """The draft, and what it says as initial values."""
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    values = {name: given[-1] for name, given in draft.data.items() if given} if draft else {}
    return draft, values


def _mention(composing: Composing, user: str, scope: str) -> None:
    found = mentions.readers(scope).filter(user=int(user) if user.isdecimal() else 0).first()
    if found is None:
        return
    text = str(composing.form.initial.get("text", ""))
    gap = "" if not text or text[-1].isspace() else " "
    composing.form.initial["text"] = f"{text}{gap}@{found.user.name} "
    composing.meant.append(found.user_id)
    composing.person = ""
    composing.form.fields["text"].widget.attrs["autofocus"] = True
