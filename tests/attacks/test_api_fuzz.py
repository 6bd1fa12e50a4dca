"""The API for programs under fire: valid and invalid requests, by token, by no token."""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as draw
from schemathesis.generation import GenerationMode

from gongyou.centre.services import desk
from gongyou.centre.services.intake import record_intake

EXAMPLES = 400 if os.environ.get("GONGYOU_SOAK") else 5
LIMITS = limits(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
NAME = "欧阳秋菊"


@pytest.fixture
def token(people):
    """A token of somebody inside, and a case to find."""
    record_intake(
        by=people.caseworker,
        compartment=people.inside,
        story=NAME,
        identity={"name": NAME, "phone": "13987650421", "id_number": ""},
        employer_name="新明纸箱制品厂",
        facts={},
        grievances=["severance"],
        consent=["keep"],
    )
    return desk.new_api_token(by=people.caseworker)


@pytest.fixture
def application():
    """The program's own WSGI application, inside the transaction of the test."""
    from gongyou.web.wsgi import application

    held = (request_started, request_finished)
    for signal in held:
        signal.disconnect(close_old_connections)
    yield application
    for signal in held:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_the_api_keeps_to_its_document(people, token, application, mode):
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    asked = [one.ok() for one in schema.get_all_operations()]
    assert len(asked) >= 6
    for operation in asked:
        cases = operation.as_strategy(generation_mode=mode)
        if cases.is_empty:
            continue

        @LIMITS
        @given(case=cases, known=draw.booleans())
        def hold(case, known):
            headers = {"Authorization": f"Bearer {token if known else 'no'}"}
            if known and mode is GenerationMode.POSITIVE:
                answer = case.call_and_validate(headers=headers)
            else:
                answer = case.call(headers=headers)
            assert answer.status_code < 500
            assert NAME not in answer.text
            assert known or answer.status_code in (401, 404, 405)

        hold()


@LIMITS
@given(path=draw.text(min_size=1, max_size=40))
def no_address_below_the_api_breaks(client, path):
    from urllib.parse import quote

    answer = client.get(f"/api/{quote(path, safe='')}")
    assert answer.status_code in (400, 401, 404), path
    assert b"Traceback" not in answer.content


def test_made_up_addresses_below_the_api_are_not_there(db, client):
    no_address_below_the_api_breaks(client)
