"""The pages of a voter: one summary of what is wrong, and nothing more."""

import pytest
from django.urls import reverse

from .test_elections import opened

pytestmark = pytest.mark.django_db


def test_a_code_that_is_refused_is_said_once_at_the_top(people, client_of, matter):
    election = opened(people.coordinator, matter)
    address = reverse("collective:vote", args=[election.public])
    answer = client_of(None).post(address, {"code": "AAAA-BBBB-CCCC-DDDD"})
    assert answer.status_code == 422
    assert answer.content.decode().count('class="error-summary') == 1
