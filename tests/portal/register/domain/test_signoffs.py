"""Sign-offs: who decides, who may not, and what stays readable for ever."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.organisations.domain import members
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import chain, lifecycle, reviews, signoffs
from allmende.portal.register.enums import Decision, State
from allmende.portal.register.models import ChainStep, Signoff, UseCase
from tests import factories
from tests.portal.register import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return stage.town()


@pytest.fixture
def asked(town):
    """A use case in the pre-check: need and IT are asked."""
    use_case = stage.case(town)
    lifecycle.advance(use_case, to="precheck", revision=1, by=town.owner)
    return use_case


def decide(row, by, decision="approved", reason="Passt."):
    return signoffs.decide(row, decision=decision, reason=reason, revision=row.revision, by=by)


def test_a_decision_is_dated_named_and_reasoned(town, asked):
    row = decide(stage.signoff(asked, "need"), town.leader)

    assert (row.decision, row.reason, row.decided_by) == ("approved", "Passt.", town.leader)
    assert row.decided_by_label == str(town.leader.user)
    assert row.decided_at is not None
    assert stage.told(town.owner)[-1] == ("Bedarf bestätigen: zugestimmt („Auskunft am Telefon“)")


def test_a_decision_needs_a_reason(town, asked):
    with pytest.raises(Refused, match="begründen"):
        decide(stage.signoff(asked, "need"), town.leader, reason="  ")


def test_only_decisions_of_its_kind_fit(town, asked):
    with pytest.raises(Refused, match="passt nicht"):
        decide(stage.signoff(asked, "need"), town.leader, decision="noted")


def test_who_has_lost_the_role_is_refused_and_the_task_stays_open(town, asked):
    row = stage.signoff(asked, "need")
    admin = factories.member(town.organisation, Role.ADMINISTRATOR)
    members.change(town.leader, roles=[], office=None, by=admin)

    with pytest.raises(Refused) as refused:
        decide(row, town.leader)

    assert "Rolle „Leitung“" in str(refused.value)
    assert stage.signoff(asked, "need").decision == Decision.OPEN
    assert stage.recorded(asked)[-1] == "register.signoff_refused"


def test_a_decision_stays_when_its_author_leaves(town, asked):
    row = decide(stage.signoff(asked, "need"), town.leader)
    name = str(town.leader.user)
    town.leader.delete()

    row.refresh_from_db()
    assert (row.decision, row.decided_by, row.decided_by_label) == ("approved", None, name)
    assert "need" not in [step.key for step in signoffs.missing(asked, "review")]


def test_a_stranger_is_shut_out(town, asked):
    stranger = stage.town("ahornried").leader

    with pytest.raises(PermissionDenied):
        decide(stage.signoff(asked, "need"), stranger)


def test_of_two_decisions_at_once_the_first_counts(town, asked):
    seen = stage.signoff(asked, "need")
    decide(stage.signoff(asked, "need"), town.leader, decision="rejected")

    with pytest.raises(Conflict):
        decide(seen, town.leader)
    assert stage.signoff(asked, "need").decision == Decision.REJECTED


def test_a_rejection_stands_until_it_is_submitted_again(town, asked):
    row = decide(stage.signoff(asked, "need"), town.leader, decision="rejected")
    signoffs.request_for(asked, to="review", by=town.owner)
    assert Signoff.objects.filter(step=row.step).count() == 1

    new = signoffs.resubmit(row, by=town.owner)

    assert new.decision == Decision.OPEN
    row.refresh_from_db()
    assert row.decision == Decision.REJECTED


def test_only_a_rejected_sign_off_is_submitted_again(town, asked):
    with pytest.raises(Refused, match="nicht erneut"):
        signoffs.resubmit(stage.signoff(asked, "need"), by=town.owner)


def test_the_office_signs_by_its_responsible_person(town):
    use_case = stage.bring_to(town, stage.ready(stage.case(town)), State.APPROVAL)
    lifecycle.advance(use_case, to="pilot", revision=use_case.revision, by=town.owner)
    row = stage.signoff(use_case, "training")

    assert row in signoffs.inbox(town.owner)
    with pytest.raises(Refused, match="Fachamt"):
        decide(row, town.staff)
    assert decide(row, town.owner).decision == Decision.APPROVED


def test_a_delegate_decides_in_the_name_of_the_role(town, asked):
    row = stage.signoff(asked, "need")
    signoffs.delegate(row, to=town.staff, revision=row.revision, by=town.leader)

    assert list(signoffs.inbox(town.staff)) == [row]
    assert row not in signoffs.inbox(town.leader)
    assert stage.told(town.staff) == [
        f"{town.leader.user} überträgt Ihnen: Bedarf bestätigen („Auskunft am Telefon“)"
    ]
    assert decide(row, town.staff).decided_by_label == f"{town.staff.user}, im Auftrag"


def test_the_holder_takes_a_delegated_task_back(town, asked):
    row = stage.signoff(asked, "need")
    signoffs.delegate(row, to=town.staff, revision=row.revision, by=town.leader)
    signoffs.delegate(row, to=None, revision=row.revision, by=town.leader)

    assert list(signoffs.inbox(town.staff)) == []
    with pytest.raises(Refused):
        decide(row, town.staff)


def test_only_the_holder_delegates_and_only_inside_the_house(town, asked):
    row, stranger = stage.signoff(asked, "need"), stage.town("ahornried").staff

    with pytest.raises(PermissionDenied):
        signoffs.delegate(row, to=town.staff, revision=row.revision, by=town.officer)
    with pytest.raises(Refused, match="gehört nicht"):
        signoffs.delegate(row, to=stranger, revision=row.revision, by=town.leader)


def test_a_delegate_who_leaves_gives_the_task_back_to_the_role(town, asked):
    row = stage.signoff(asked, "need")
    signoffs.delegate(row, to=town.staff, revision=row.revision, by=town.leader)
    town.staff.delete()

    assert row in signoffs.inbox(town.leader)


def test_who_is_only_informed_takes_note(town):
    use_case = stage.ready(stage.case(town, state=State.APPROVAL), participation="informieren")
    signoffs.request_for(use_case, to="pilot", by=town.owner)
    row = stage.signoff(use_case, "staff_council")

    with pytest.raises(Refused):
        decide(row, town.council, decision="rejected")
    assert decide(row, town.council, decision="noted").decision == Decision.NOTED
    assert "staff_council" not in [s.key for s in signoffs.missing(use_case, "pilot")]


def test_who_is_consulted_has_to_be_heard_but_cannot_stop_it(town):
    chain.whole_chain(town.organisation.pk)
    ChainStep.objects.filter(key="staff_council").update(participation="consulted")
    use_case = stage.ready(stage.case(town, state=State.APPROVAL), participation="mitbestimmung")
    signoffs.request_for(use_case, to="pilot", by=town.owner)
    assert "staff_council" in [s.key for s in signoffs.missing(use_case, "pilot")]

    decide(stage.signoff(use_case, "staff_council"), town.council, decision="rejected")

    assert "staff_council" not in [s.key for s in signoffs.missing(use_case, "pilot")]


def test_who_has_to_agree_can_stop_it(town):
    use_case = stage.ready(stage.case(town, state=State.APPROVAL), participation="mitbestimmung")
    signoffs.request_for(use_case, to="pilot", by=town.owner)
    decide(stage.signoff(use_case, "staff_council"), town.council, decision="rejected")

    assert "staff_council" in [s.key for s in signoffs.missing(use_case, "pilot")]


def test_what_is_left_out_is_neither_asked_nor_missing(town):
    use_case = stage.ready(stage.case(town, state=State.APPROVAL))

    asked = signoffs.request_for(use_case, to="pilot", by=town.owner)

    assert "Personalrat beteiligen" not in [row.step_title for row in asked]
    row = next(
        p
        for p in signoffs.progress(use_case, assessment=use_case.assessments.get())
        if p.step.key == "staff_council"
    )
    assert row.skipped == "entfällt: nach der Einstufung ist der Personalrat nicht zu beteiligen"


def test_asking_twice_asks_once(town, asked):
    assert signoffs.request_for(asked, to="review", by=town.owner) == []


def test_a_withdrawn_approval_is_missing_again(town, asked):
    row = decide(stage.signoff(asked, "need"), town.leader)
    signoffs.withdraw(row, reason="Kein Bedarf mehr.", revision=row.revision, by=town.leader)

    assert (row.decision, row.reason) == (Decision.WITHDRAWN, "Passt.")
    assert row.withdrawn_reason == "Kein Bedarf mehr."
    assert "need" in [step.key for step in signoffs.missing(asked, "review")]
    assert stage.signoff(asked, "need").decision == Decision.OPEN
    asked.refresh_from_db()
    assert asked.is_suspended is False


def test_a_withdrawn_approval_suspends_the_operation_until_it_is_given_again(town):
    use_case = stage.running(town)
    row = stage.signoff(use_case, "approval_privacy")
    signoffs.withdraw(row, reason="Anbieter gewechselt.", revision=row.revision, by=town.privacy)

    use_case.refresh_from_db()
    assert use_case.is_suspended is True
    assert stage.told(town.officer)[-2] == (
        "„Auskunft am Telefon“ ist ausgesetzt: Freigabe zurückgezogen: Freigabe des Datenschutzes"
    )

    decide(stage.signoff(use_case, "approval_privacy"), town.privacy)

    use_case.refresh_from_db()
    assert use_case.is_suspended is False
    assert stage.recorded(use_case)[-1] == "register.resumed"


def test_a_second_rejection_keeps_it_suspended(town):
    use_case = stage.running(town)
    row = stage.signoff(use_case, "approval_privacy")
    signoffs.withdraw(row, reason="Anbieter gewechselt.", revision=row.revision, by=town.privacy)
    decide(stage.signoff(use_case, "approval_privacy"), town.privacy, decision="rejected")

    use_case.refresh_from_db()
    assert use_case.is_suspended is True


def test_only_the_role_withdraws_and_only_with_a_reason(town, asked):
    row = decide(stage.signoff(asked, "need"), town.leader)

    with pytest.raises(PermissionDenied):
        signoffs.withdraw(row, reason="Nein.", revision=row.revision, by=town.officer)
    with pytest.raises(Refused, match="begründen"):
        signoffs.withdraw(row, reason=" ", revision=row.revision, by=town.leader)


def test_an_open_or_old_sign_off_cannot_be_withdrawn(town):
    use_case = stage.running(town)
    reviews.change_substantially(
        use_case, reason="Neues Modell.", revision=use_case.revision, by=town.owner
    )
    old = Signoff.objects.filter(use_case=use_case, round=1, step__key="need").get()

    with pytest.raises(Refused, match="geltende"):
        signoffs.withdraw(old, reason="Doch nicht.", revision=old.revision, by=town.leader)
    new = stage.signoff(use_case, "need")
    with pytest.raises(Refused, match="geltende"):
        signoffs.withdraw(new, reason="Doch nicht.", revision=new.revision, by=town.leader)


def test_a_comment_reaches_those_who_decide(town, asked):
    new = signoffs.comment(stage.signoff(asked, "need"), text="Bitte bald.", by=town.staff)

    assert new.signoff == stage.signoff(asked, "need")
    assert stage.told(town.leader)[-1] == (
        f"{town.staff.user} hat zu „Bedarf bestätigen“ geschrieben"
    )


def test_the_inbox_ends_at_the_own_organisation(town, asked):
    stranger = stage.town("ahornried").leader

    assert list(signoffs.inbox(stranger)) == []
    assert len(signoffs.inbox(town.leader)) == 1
    assert list(signoffs.inbox(town.staff)) == []


def test_a_closed_organisation_waits_for_nobody(town, asked):
    town.organisation.is_active = False
    town.organisation.save()

    assert list(signoffs.inbox(town.leader)) == []


class TestReminders:
    def due(self, days):
        day = timezone.localdate() + timedelta(days=days)
        Signoff.objects.filter(step__key="need").update(due_on=day)
        Signoff.objects.exclude(step__key="need").update(due_on=day + timedelta(days=99))

    def reminded(self, days_ago):
        Signoff.objects.update(reminded_at=timezone.now() - timedelta(days=days_ago))

    def test_three_days_before_it_is_due_and_only_once(self, town, asked):
        self.due(4)
        assert signoffs.remind() == 0
        self.due(3)
        assert signoffs.remind() == 1
        assert signoffs.remind() == 0
        assert stage.told(town.leader)[-1] == (
            "Bald fällig: Bedarf bestätigen („Auskunft am Telefon“)"
        )

    def test_when_overdue_once_and_then_every_week(self, town, asked):
        self.due(-1)
        self.reminded(4)
        assert signoffs.remind() == 1
        assert signoffs.remind() == 0
        assert stage.told(town.leader)[-1].startswith("Überfällig")
        self.due(-7)
        self.reminded(6)
        assert signoffs.remind() == 0
        self.reminded(7)
        assert signoffs.remind() == 1

    def test_a_delegate_is_reminded_instead_of_the_role(self, town, asked):
        row = stage.signoff(asked, "need")
        signoffs.delegate(row, to=town.staff, revision=row.revision, by=town.leader)
        self.due(-1)
        before = stage.told(town.leader)
        signoffs.remind()

        assert stage.told(town.staff)[-1].startswith("Überfällig")
        assert stage.told(town.leader) == before

    def test_a_closed_organisation_is_left_in_peace(self, town, asked):
        self.due(-1)
        town.organisation.is_active = False
        town.organisation.save()

        assert signoffs.remind() == 0

    def test_what_is_decided_or_obsolete_is_left_in_peace(self, town, asked):
        self.due(-1)
        UseCase.objects.update(revision=1)
        lifecycle.advance(asked, to="rejected", reason="Nein.", revision=1, by=town.officer)

        assert signoffs.remind() == 0
