import pytest
from django.core import mail

from allmende.portal.assistant.enums import InquiryState
from allmende.portal.assistant.models import Inquiry
from allmende.portal.core.models import Notification
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Office
from tests import factories

VERBS = ("uebernehmen", "zuweisen", "weitergeben", "antworten", "schliessen")


def text(response):
    return response.content.decode()


def inquiry(town, **fields):
    fields = {"question": "Darf mein Hund ins Freibad?", "contact": "erika@beispiel.de"} | fields
    return Inquiry.objects.create(organisation=town, **fields)


@pytest.fixture
def one(town, treasury):
    return inquiry(town, office=treasury)


@pytest.fixture
def inbox(client, clerk):
    client.force_login(clerk.user)
    return client


def addresses(one):
    own = f"/anfragen/{one.pk}/"
    return [
        own,
        *(f"{own}{verb}/" for verb in VERBS),
    ]


def test_without_the_role_the_inbox_is_closed(client, staff, one):
    client.force_login(staff.user)
    assert client.get("/anfragen/").status_code == 403
    assert client.get("/anfragen/export.csv").status_code == 403
    for url in addresses(one):
        assert client.post(url).status_code == 403
    assert client.get(addresses(one)[0]).status_code == 403


def test_the_neighbour_sees_nothing_of_it(client, stranger, one):
    client.force_login(stranger.user)
    assert "Freibad" not in text(client.get("/anfragen/?stand="))
    assert "Freibad" not in text(client.get("/anfragen/export.csv?stand="))
    assert client.get(addresses(one)[0]).status_code == 404
    for url in addresses(one)[1:]:
        assert client.post(url, {"revision": 1, "answer": "x", "reason": "x"}).status_code == 404
    one.refresh_from_db()
    assert (one.state, one.revision) == (InquiryState.NEW, 1)


def test_the_list_shows_open_ones_and_filters(inbox, town, one, treasury):
    inquiry(town, question="Schon erledigt?", state=InquiryState.ANSWERED)
    inquiry(town, question="Ohne Stelle?")

    page = text(inbox.get("/anfragen/"))
    assert ("2 Anfragen" in page, "Schon erledigt?" in page) == (True, False)
    assert "3 Anfragen" in text(inbox.get("/anfragen/?stand="))
    page = text(inbox.get(f"/anfragen/?stand=open&stelle={treasury.pk}"))
    assert ("1 Anfrage<" in page, "Ohne Stelle?" in page) == (True, False)
    assert "Schon erledigt?" in text(inbox.get("/anfragen/?stand=answered"))


def test_the_oldest_waits_at_the_top_unless_asked_otherwise(inbox, town):
    for question in ("Die erste?", "Die zweite?"):
        inquiry(town, question=question)
    page = text(inbox.get("/anfragen/"))
    assert page.index("Die erste?") < page.index("Die zweite?")
    page = text(inbox.get("/anfragen/?stand=open&reihenfolge=neu"))
    assert page.index("Die erste?") > page.index("Die zweite?")


def test_empty_lists_say_what_to_do(inbox, town):
    assert "Nichts offen" in text(inbox.get("/anfragen/"))
    assert "Keine Anfrage passt dazu" in text(inbox.get("/anfragen/?stand=closed"))


def test_a_page_has_25_rows(inbox, town):
    for number in range(27):
        inquiry(town, question=f"Frage {number}?")
    page = text(inbox.get("/anfragen/"))
    assert "1 bis 25 von 27" in page
    assert text(inbox.get("/anfragen/?seite=2")).count('<th scope="row"') == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_a_constant_number_of_queries(
    inbox, town, treasury, count, django_assert_num_queries
):
    for _ in range(count):
        inquiry(town, office=treasury)
    with django_assert_num_queries(9):
        inbox.get("/anfragen/")


def test_the_export_has_the_filtered_rows_and_no_contacts(inbox, town, one):
    inquiry(town, question="=1+1", state=InquiryState.ANSWERED)
    rows = text(inbox.get("/anfragen/export.csv?stand=")).splitlines()

    assert rows[0] == "\ufeffEingang;Stand;Zuständige Stelle;Zugewiesen an;Frage;Antwort;Grund"
    assert rows[1].endswith(";neu;Kämmerei;;Darf mein Hund ins Freibad?;;")
    assert rows[2].endswith(";beantwortet;;;'=1+1;;")
    assert "erika" not in "".join(rows)
    assert len(text(inbox.get("/anfragen/export.csv")).splitlines()) == 2


def test_hostile_markup_of_a_citizen_is_shown_as_text(inbox, town):
    evil = inquiry(town, question="<img src=x onerror=alert(1)>", name="<b>x</b>")
    page = text(inbox.get(f"/anfragen/{evil.pk}/"))
    assert "<img src=x" not in page
    assert "<b>x</b>" not in page


def test_taking_makes_it_mine(inbox, clerk, one):
    inbox.post(f"/anfragen/{one.pk}/uebernehmen/", {"revision": 1})
    one.refresh_from_db()
    assert (one.assigned_to, one.state, one.revision) == (clerk, InquiryState.IN_PROGRESS, 2)
    assert "Anfrage zugewiesen" in text(inbox.get(f"/anfragen/{one.pk}/"))


def test_assigning_notifies_the_colleague(inbox, town, one):
    colleague = factories.member(town, Role.INQUIRIES, email="kollegin@wiesenbrueck.example")
    inbox.post(f"/anfragen/{one.pk}/zuweisen/", {"to": colleague.pk, "revision": 1})
    one.refresh_from_db()
    assert one.assigned_to == colleague
    assert Notification.objects.get().recipient == colleague.user


def test_nobody_without_the_role_or_from_elsewhere_is_assigned(inbox, staff, stranger, one):
    for person in (staff, stranger):
        response = inbox.post(f"/anfragen/{one.pk}/zuweisen/", {"to": person.pk, "revision": 1})
        assert response.status_code == 422
        assert "darf Anfragen hier nicht bearbeiten" in text(response)


@pytest.fixture
def harbour(town):
    return Office.objects.create(organisation=town, name="Hafenamt")


def forward(inbox, one, office, revision=1):
    url = f"/anfragen/{one.pk}/weitergeben/"
    return inbox.post(url, {"office": office.pk if office else "", "revision": revision})


def test_forwarding_puts_it_before_the_other_office_and_tells_its_people(
    inbox, town, clerk, one, harbour
):
    captain = factories.member(town, Role.INQUIRIES, email="hafen@wiesenbrueck.example")
    Member.objects.filter(pk=captain.pk).update(office=harbour)
    Inquiry.objects.filter(pk=one.pk).update(
        assigned_to=clerk, state=InquiryState.IN_PROGRESS, answer="Ein Entwurf."
    )
    assert forward(inbox, one, harbour).url == "/anfragen/"
    one.refresh_from_db()

    assert (one.office, one.assigned_to, one.state) == (harbour, None, InquiryState.NEW)
    assert (one.answer, one.revision) == ("Ein Entwurf.", 2)
    told = Notification.objects.get()
    assert (told.recipient, told.url) == (captain.user, f"/anfragen/{one.pk}/")
    assert told.text == f"{clerk.user} hat eine Anfrage an Hafenamt weitergegeben"
    page = text(inbox.get(f"/anfragen/{one.pk}/"))
    assert "Anfrage an andere Stelle weitergegeben: Hafenamt" in page
    assert "noch niemandem zugewiesen" in page


def test_forwarding_to_an_office_without_people_tells_all_others(inbox, town, one, harbour):
    colleague = factories.member(town, Role.INQUIRIES, email="kollegin@wiesenbrueck.example")
    forward(inbox, one, harbour)
    assert [told.recipient for told in Notification.objects.all()] == [colleague.user]


def test_the_offices_to_choose_from_are_the_others_of_the_own_organisation(
    inbox, neighbour, one, harbour, treasury
):
    foreign = Office.objects.create(organisation=neighbour, name="Hafenmeisterei")
    page = inbox.get(f"/anfragen/{one.pk}/")
    assert list(page.context["forward_form"].fields["office"].queryset) == [harbour]
    for wrong, sentence in [
        (foreign, "Diese Stelle gibt es hier nicht, oder die Anfrage liegt schon dort."),
        (treasury, "Diese Stelle gibt es hier nicht, oder die Anfrage liegt schon dort."),
        (None, "Bitte wählen Sie die Stelle, die zuständig ist."),
    ]:
        response = forward(inbox, one, wrong)
        assert (response.status_code, sentence in text(response)) == (422, True)
    one.refresh_from_db()
    assert (one.office, one.revision) == (treasury, 1)


def test_without_another_office_there_is_nothing_to_forward_to(inbox, one):
    assert "/weitergeben/" not in text(inbox.get(f"/anfragen/{one.pk}/"))


def test_who_forwards_an_old_version_changes_nothing(inbox, one, harbour, treasury):
    Inquiry.objects.filter(pk=one.pk).update(revision=2)
    forward(inbox, one, harbour)
    one.refresh_from_db()
    assert (one.office, one.revision) == (treasury, 2)
    told = text(inbox.get(f"/anfragen/{one.pk}/"))
    assert "Jemand anderes hat diese Anfrage inzwischen geändert." in told
    assert not Notification.objects.exists()


def test_an_answer_goes_out_by_mail(inbox, town, treasury, clerk, one):
    treasury.email = "kasse@wiesenbrueck.example"
    treasury.save()
    response = inbox.post(
        f"/anfragen/{one.pk}/antworten/", {"answer": "Nein, nur am Steg.", "revision": 1}
    )
    one.refresh_from_db()

    assert response.url == "/anfragen/"
    assert (one.state, one.answer, one.assigned_to) == (
        InquiryState.ANSWERED,
        "Nein, nur am Steg.",
        clerk,
    )
    assert (one.expires_at - one.finished_at).days == 180
    (sent,) = mail.outbox
    assert (sent.to, sent.reply_to) == (["erika@beispiel.de"], ["kasse@wiesenbrueck.example"])
    assert sent.subject == "Ihre Anfrage an Wiesenbrueck"
    assert sent.body.startswith("Nein, nur am Steg.\n")
    assert "> Darf mein Hund ins Freibad?" in sent.body


def test_a_telephone_contact_gets_a_note_and_no_mail(inbox, town):
    call = inquiry(town, contact="0761 123456")
    assert "Vermerk zum Telefonat" in text(inbox.get(f"/anfragen/{call.pk}/"))
    inbox.post(f"/anfragen/{call.pk}/antworten/", {"answer": "Angerufen.", "revision": 1})
    call.refresh_from_db()
    assert (call.state, mail.outbox) == (InquiryState.ANSWERED, [])


def test_when_the_mail_fails_the_text_stays_and_a_sentence_says_so(inbox, one, monkeypatch):
    def broken(*_, **__):
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    response = inbox.post(
        f"/anfragen/{one.pk}/antworten/", {"answer": "Ein langer Text.", "revision": 1}
    )
    one.refresh_from_db()

    assert response.status_code == 503
    assert "Die E-Mail konnte nicht verschickt werden." in text(response)
    assert "Ein langer Text.</textarea>" in text(response)
    assert (one.state, one.answer, one.finished_at) == (
        InquiryState.IN_PROGRESS,
        "Ein langer Text.",
        None,
    )
    monkeypatch.undo()
    inbox.post(f"/anfragen/{one.pk}/antworten/", {"answer": one.answer, "revision": one.revision})
    assert len(mail.outbox) == 1


def test_two_people_at_once_see_both_texts_and_only_one_mail_goes_out(inbox, town, client, one):
    inbox.post(f"/anfragen/{one.pk}/antworten/", {"answer": "Die erste Antwort.", "revision": 1})
    response = inbox.post(
        f"/anfragen/{one.pk}/antworten/", {"answer": "Die zweite Antwort.", "revision": 1}
    )
    one.refresh_from_db()

    assert response.status_code == 409
    assert "Jemand anderes hat diese Anfrage inzwischen geändert." in text(response)
    assert "Die erste Antwort." in text(response)
    assert "Die zweite Antwort." in text(response)
    assert one.answer == "Die erste Antwort."
    assert len(mail.outbox) == 1


def test_a_draft_of_somebody_else_is_not_overwritten(inbox, one):
    Inquiry.objects.filter(pk=one.pk).update(answer="Entwurf der Kollegin.", revision=2)
    response = inbox.post(f"/anfragen/{one.pk}/antworten/", {"answer": "Mein Text.", "revision": 1})
    assert response.status_code == 409
    assert "Entwurf der Kollegin." in text(response)
    assert "Mein Text.</textarea>" in text(response)
    assert 'name="revision" value="2"' in text(response)


def test_closing_needs_a_reason(inbox, one):
    url = f"/anfragen/{one.pk}/schliessen/"
    response = inbox.post(url, {"reason": "", "revision": 1})
    assert (response.status_code, "Bitte nennen Sie den Grund." in text(response)) == (422, True)

    inbox.post(url, {"reason": "Werbung", "revision": 1})
    one.refresh_from_db()
    assert (one.state, one.reason) == (InquiryState.CLOSED, "Werbung")
    assert "Werbung" in text(inbox.get(f"/anfragen/{one.pk}/"))
