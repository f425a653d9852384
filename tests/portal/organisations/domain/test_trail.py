import pytest

from allmende.portal.core.domain import audit
from allmende.portal.organisations.domain.trail import in_words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"population": ["None", "24000"]}, ["Einwohnerzahl: – → 24000"]),
        ({"Rollen": ["keine", "Redaktion"]}, ["Rollen: keine → Redaktion"]),
        ({"user": 7, "roles": ["editor", "inquiries"], "office": 3, "groups": [1]}, None),
        ({"mail_domain": "stadt.de", "hours": ""}, ["E-Mail-Domäne: stadt.de"]),
        ({"unknown": "x"}, ["unknown: x"]),
    ],
)
def test_details_are_read_in_german(admin, town, details, words):
    entry = audit.record("x.y", by=admin, about=town, details=details)
    assert in_words(entry) == (words or ["Rollen: Redaktion, Anfragen beantworten"])
