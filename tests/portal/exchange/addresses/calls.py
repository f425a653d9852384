"""Calls. The network's organiser has one that is open inside the own organisation, which nobody
of the town sees; one open to the network with a profile of the town; one that the network's
reviewer judges; one that has been decided.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.exchange.domain.calls import deciding, judging, submitting
from allmende.portal.exchange.models import Call
from allmende.portal.organisations.models import Member, Organisation
from tests.portal.exchange import writing_together as made
from tests.portal.network_codes import MEMBER, MEMBER_NO_METHOD, Row, codes, members
from tests.portal.role_world import SECRET

A = "austausch/aufrufe/"
D = f"{A}{{call_draft}}/"
O = f"{A}{{call}}/"  # noqa: E741 -- open
S = f"{O}profil/{{submission}}/"
J = f"{A}{{call_in_jury}}/"
X = f"{A}{{call_decided}}/"
N3, OWN4, OFF4 = "302 302 302", "{0} {0} {0} {0}", "{0} {0} {0} {0}"


def servants(town: int, organiser: int, reviewer: int | None = None) -> tuple[int, ...]:
    """Everybody gets ``town``, but the network's organiser and reviewer."""
    rest = reviewer or town
    return codes(
        f"{N3} | {f'{town} ' * 8} | {f'{town} ' * 4} | {town} | {town} {rest} {town} {organiser}"
    )


def own(code: int) -> tuple[int, ...]:
    """People of the town; others do not see its profile."""
    return codes(f"{N3} | {f'{code} ' * 4} | {'404 ' * 4} | {f'{code} ' * 4} | 404 | {'404 ' * 4}")


ORGANISER = servants(403, 200)
ROWS = [
    Row(A, MEMBER, MEMBER_NO_METHOD),
    Row(f"{A}export.csv", MEMBER, MEMBER_NO_METHOD),
    Row(f"{A}neu/", servants(403, 200), servants(403, 422)),
    Row(D, servants(404, 200), servants(404, 405)),
    Row(f"{D}bearbeiten/", servants(404, 200), servants(404, 422)),
    Row(f"{D}formular/", servants(404, 200), servants(404, 422)),
    Row(f"{D}besetzung/", servants(404, 200), servants(404, 422)),
    Row(f"{D}besetzung/{{juror}}/entfernen/", servants(404, 405), servants(404, 302)),
    Row(f"{D}eroeffnen/", servants(404, 405), servants(404, 302)),
    Row(O, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{O}folgen/", MEMBER_NO_METHOD, members(302)),
    Row(f"{O}absagen/", servants(403, 200), servants(403, 422)),
    Row(f"{O}einreichungen/", ORGANISER, servants(403, 405)),
    Row(f"{O}einreichungen.csv", ORGANISER, servants(403, 405)),
    Row(f"{O}profil/neu/", MEMBER, members(422)),
    Row(S, own(200), MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{S}bearbeiten/", own(200), own(422), tells=("get",)),
    Row(f"{S}einreichen/", MEMBER_NO_METHOD, own(302)),
    Row(f"{S}zurueckziehen/", own(200), own(302), tells=("get",)),
    Row(f"{S}datei.docx", own(200), MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{J}jury/", servants(403, 403, 200), servants(403, 403, 405)),
    Row(f"{J}jury/{{jury_number}}/", servants(403, 403, 200), servants(403, 403, 422)),
    Row(f"{J}jury/abschliessen/", servants(403, 403, 405), servants(403, 403, 302)),
    Row(f"{J}jury/datei.docx", servants(403, 403, 200), servants(403, 403, 405)),
    Row(f"{J}entscheiden/", ORGANISER, servants(403, 422)),
    Row(f"{X}ergebnis.docx", MEMBER, MEMBER_NO_METHOD),
    Row(f"{X}profil/{{submission_decided}}/anwendungsfall/", MEMBER_NO_METHOD, own(302)),
    Row("api/v1/calls", API := codes(f"401 403 403 | {'200 ' * 17}"), members_405 := (405,) * 20),
    Row("api/v1/calls/{call_decided}", API, members_405),
    Row("api/v1/guidelines", (200,) * 20, members_405, tells=("get",)),
    Row("api/v1/guidelines/{guideline_public}", (200,) * 20, members_405),
    Row("api/v1/guidelines/{guideline_public}/versions/1", (200,) * 20, members_405),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    organiser, reviewer = people["network organiser"], people["network reviewer"]
    author = people["own ai_officer"]
    draft = made.call(organiser, reviewer)
    running = made.opened(organiser, reviewer)
    profile = submitting.begin(
        running, title=f"Profil {SECRET}", answers={"problem": f"Die {SECRET}."}, by=author
    )
    judged = made.opened(organiser, reviewer, title="Aufruf bei der Jury")
    number = made.submission(judged, author, title=f"Blind {SECRET}").number
    _close(judged)
    decided = made.opened(organiser, reviewer, title="Aufruf mit Ergebnis")
    done = made.submission(decided, author, title="Ohne Geheimnis")
    _close(decided)
    decided.refresh_from_db()
    done.call = decided
    judging.score(done, points={"nutzen": 4, "machbar": 4}, note="Ja.", by=reviewer)
    deciding.decide(decided, outcomes={done.pk: "selected"}, result="Gut.", by=organiser)
    return {
        "call_draft": draft.pk,
        "juror": draft.jurors.get().pk,
        "call": running.pk,
        "submission": profile.pk,
        "call_in_jury": judged.pk,
        "jury_number": number,
        "call_decided": decided.pk,
        "submission_decided": done.pk,
    }


def _close(call: Call) -> None:
    over = timezone.now() - timedelta(minutes=1)
    Call.objects.filter(pk=call.pk).update(closes_at=over)
