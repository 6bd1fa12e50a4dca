"""Suggestions: only when asked for, from like passages, never in a blind round, never counted."""

import pytest
from django.urls import reverse

from gongyou.fieldwork.models import Coding
from gongyou.fieldwork.queries.suggestions import suggestions
from gongyou.fieldwork.queries.texts import open_texts
from gongyou.fieldwork.services.codebook import make_code
from gongyou.fieldwork.services.codings import code_passage, open_round
from tests.fieldwork.world import make_world


@pytest.fixture
def world(people):
    made = make_world(people)
    code_passage(
        by=made.by, text=made.text, code=made.code, end=14,
        start_turn=made.text.turns.get(number=2),
    )  # fmt: skip
    other = make_code(by=made.by, study=made.study, name="家人")
    code_passage(
        by=made.by, text=made.text, code=other, end=14, start_turn=made.text.turns.get(number=3)
    )
    return made


def test_the_like_is_suggested_and_taken_by_a_person(world, client_of):
    client = client_of(world.by)
    page = reverse("fieldwork:text", args=[world.text.pk])
    assert 'name="suggested"' not in client.get(page).content.decode(), "off until asked"
    lines = open_texts(world.by, [world.text])[0].lines
    found = suggestions(world.by, world.text, lines)
    assert found[lines[1].id][0] == world.code.pk
    assert found[lines[0].id][0] == world.code.pk, "停工 and 决定 stand in both"
    before = Coding.objects.count()
    shown = client.get(page + "?suggest=1").content.decode()
    assert f'value="1:{world.code.ref}"' in shown
    assert Coding.objects.count() == before, "a suggestion is no coding"
    act = reverse("fieldwork:code_passage", args=[world.text.pk])
    client.post(act, {"suggested": f"1:{world.code.ref}", "code": "x"})
    made = Coding.objects.order_by("-pk").first()
    assert (made.start_turn.number, made.code, made.coder.account) == (
        1, world.code, world.by.account)  # fmt: skip


def test_none_while_a_blind_round_is_open(world, client_of):
    coders = [world.coder.account, world.other.account]
    open_round(by=world.by, study=world.study, texts=[world.text], coders=coders)
    page = reverse("fieldwork:text", args=[world.text.pk]) + "?suggest=1"
    for actor in (world.coder, world.other, world.by):
        assert 'name="suggested"' not in client_of(actor).get(page).content.decode()
