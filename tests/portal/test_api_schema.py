"""The whole API asked in all the ways its description allows: no error of ours, and no answer
that the description does not name.
"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from allmende.portal.api import api
from allmende.portal.core.domain import ratelimit
from allmende.portal.organisations.enums import Audience, Role
from allmende.portal.register.domain import publishing
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
TOKEN = "a" * 32


schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
schema.app = get_wsgi_application()


@pytest.fixture
def one_connection():
    """A request of its own would close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def cookies(db, one_connection, monkeypatch):
    """A member with every role, in a town whose register is not empty."""
    monkeypatch.setattr(ratelimit, "allow", lambda *_, **__: True)
    officer = factories.member(factories.organisation(), *Role)
    use_case = made.use_case(officer, starts_on="2026-01-15")
    publishing.publish(use_case, audience=Audience.PUBLIC, by=officer)
    client = Client()
    client.force_login(officer.user)
    return {"sessionid": client.cookies["sessionid"].value, "csrftoken": TOKEN}


@schema.parametrize()
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_description_names(case, cookies):
    case.call_and_validate(
        checks=CHECKS,
        cookies=cookies,
        headers={"X-CSRFToken": TOKEN, "Referer": "http://testserver"},
    )
