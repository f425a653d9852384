"""Small parts of pages."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from allmende.portal.core.domain.things import Thing
from allmende.portal.core.models import Attachment
from allmende.portal.core.templatetags import kern


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(hours=3), "vor 3\xa0Stunden"),
        (timedelta(days=1), "vor einem Tag"),
        (timedelta(days=9), "vor 9 Tagen"),
        (timedelta(days=20), "vor 2 Wochen"),
        (timedelta(days=75), "vor 2 Monaten"),
        (timedelta(days=800), "vor 2 Jahren"),
    ],
)
def test_time_is_told_as_people_say_it_with_the_full_date_as_a_title(passed, words):
    with override("de"):
        html = str(kern.ago(timezone.now() - passed))

    assert f">{words}</time>" in html.replace("vor 3 Stunden", "vor 3\xa0Stunden")
    assert 'title="' in html


def test_other_languages_keep_their_own_words():
    with override("en"):
        assert "1 week, 2 days ago" in str(kern.ago(timezone.now() - timedelta(days=9))).replace(
            "\xa0", " "
        )


@pytest.mark.parametrize(("stored", "shown"), [("2026-11-05", "5.11.2026"), ("bald", "bald")])
def test_stored_days_are_shown_in_german(stored, shown):
    with override("de"):
        assert kern.isoday(stored) == shown


def test_links_and_files_of_a_thing_are_listed_with_their_words_and_buttons():
    linked = [Thing("organisation", "3", "Stadt <b>", "/x/", organisation="Kreis", note="neu")]
    files = [Attachment(pk=7, name="Plan <b>.pdf", size=2048)]
    links = render_to_string("core/parts/links.html", {"linked": linked, "unlink_url": "/los/"})
    plain = render_to_string("core/parts/attachments.html", {"files": files})

    assert "Stadt &lt;b&gt;" in links
    assert "Organisation · Kreis · neu" in links
    assert 'action="/los/"' in links
    assert "Plan &lt;b&gt;.pdf" in plain
    assert 'href="/anhang/7/"' in plain
    assert "<form" not in plain
