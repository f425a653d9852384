import pytest

from allmende.portal.core.domain import ratelimit

pytestmark = pytest.mark.django_db


def test_allows_up_to_the_limit_and_refuses_the_next():
    answers = [ratelimit.allow("ask", "10.0.0.1", limit=3) for _ in range(5)]
    assert answers == [True, True, True, False, False]


def test_counts_each_address_and_action_apart():
    assert ratelimit.allow("ask", "10.0.0.1", limit=1)
    assert ratelimit.allow("ask", "10.0.0.2", limit=1)
    assert ratelimit.allow("login", "10.0.0.1", limit=1)
    assert not ratelimit.allow("ask", "10.0.0.1", limit=1)


@pytest.mark.parametrize(
    ("hops", "header", "expected"),
    [
        (0, "1.1.1.1", "10.0.0.9"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.9"),
    ],
)
def test_believes_only_the_headers_of_its_own_proxies(rf, settings, hops, header, expected):
    settings.TRUSTED_PROXIES = hops
    request = rf.get("/", headers={"X-Forwarded-For": header}, REMOTE_ADDR="10.0.0.9")
    assert ratelimit.address_of(request) == expected
