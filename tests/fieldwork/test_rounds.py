"""Rounds: blind while open, compared and decided when closed; codes are never lost."""

import pytest
from django.http import Http404

from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.models import Code, Coding
from gongyou.fieldwork.queries.codings import passages_for, visible
from gongyou.fieldwork.queries.concordance import concordance, differences
from gongyou.fieldwork.queries.search import find
from gongyou.fieldwork.services import codebook
from gongyou.fieldwork.services.codings import close_round, code_passage, decide, open_round, uncode
from gongyou.fieldwork.services.texts import correct_turn
from tests.fieldwork.world import make_world


@pytest.fixture
def world(people):
    return make_world(people)


def coded(by, world, number, start, end, code=None, round=None):
    turn = world.text.turns.get(number=number)
    return code_passage(
        by=by, text=world.text, code=code or world.code, start_turn=turn, start=start, end=end,
        round=round,
    )  # fmt: skip


def a_round(world):
    coders = [world.coder.account, world.other.account]
    return open_round(by=world.by, study=world.study, texts=[world.text], coders=coders)


def test_a_round_is_blind_until_it_closes_and_takes_nothing_afterwards(world):
    round = a_round(world)
    coded(world.coder, world, 2, 0, 8, round=round)
    coded(world.coder, world, 4, 0, 6, round=round)
    coded(world.other, world, 2, 0, 8, round=round)
    assert visible(world.other).count() == 1
    assert visible(world.by).count() == 0
    assert concordance(world.by, round) == []
    assert passages_for(world.by, use="code", study=world.study) == []
    with pytest.raises(FieldworkError):
        decide(by=world.by, round=round, turn=world.text.turns.first(), code=world.code, keep=True)
    close_round(by=world.by, round=round)
    row = concordance(world.by, round)[0]
    assert row.passages in ((2, 1), (1, 2))
    assert 0 < row.unitizing.value < 1
    assert row.percent == 0.75
    place = differences(world.by, round)
    assert [one.turn for one in place] == [4]
    turn = world.text.turns.get(number=4)
    decide(by=world.by, round=round, turn=turn, code=world.code, keep=True)
    assert Coding.objects.filter(agreed=True).count() == 1
    decide(by=world.by, round=round, turn=turn, code=world.code, keep=False)
    assert Coding.objects.filter(agreed=True).count() == 0
    with pytest.raises(FieldworkError):
        coded(world.coder, world, 4, 0, 3, round=round)


def test_who_is_not_in_a_round_does_not_code_in_it(world):
    round = a_round(world)
    with pytest.raises(FieldworkError):
        coded(world.by, world, 2, 0, 8, round=round)


def test_overlapping_codings_of_one_coder_are_one_and_keep_their_guids(world):
    first = coded(world.coder, world, 2, 0, 5)
    second = coded(world.coder, world, 2, 3, 9)
    assert Coding.objects.count() == 1
    kept = Coding.objects.get()
    assert (kept.start, kept.end) == (0, 9)
    assert {str(first.guid), str(second.guid)} <= {str(kept.guid), *kept.guids}
    coded(world.other, world, 2, 0, 9)
    assert Coding.objects.count() == 2, "another coder's stays apart"


def test_nobody_takes_off_anothers_coding(world):
    coding = coded(world.coder, world, 2, 0, 5)
    with pytest.raises(FieldworkError):
        uncode(by=world.other, coding=coding)
    assert Coding.objects.count() == 1


def test_a_correction_moves_codings_and_flags_those_whose_words_changed(world):
    before, after = coded(world.coder, world, 2, 0, 6), coded(world.coder, world, 2, 12, 16)
    turn = world.text.turns.get(number=2)
    words = "不是谁决定的，那天组长念名单，大家就把机器关了。"
    correct_turn(by=world.by, text=world.text, turn=turn, words=words, version=1)
    found = {one.words: one for one in passages_for(world.by, use="code", study=world.study)}
    old = "不是谁决定的，组长念名单，大家就把机器关了。"
    assert set(found) == {old[0:6], old[12:16]}
    flags = dict(Coding.objects.values_list("pk", "flagged"))
    assert flags == {before.pk: False, after.pk: False}
    with pytest.raises(FieldworkError):
        correct_turn(by=world.by, text=world.text, turn=turn, words="x", version=1)


def test_codes_are_retired_or_merged_never_lost(world):
    child = codebook.make_code(by=world.by, study=world.study, name="child", parent=world.code)
    into = codebook.make_code(by=world.by, study=world.study, name="into")
    coded(world.coder, world, 2, 0, 6)
    codebook.merge_codes(by=world.by, code=world.code, into=into)
    assert Coding.objects.get().code == into
    assert Code.objects.get(pk=child.pk).parent == into
    for wrong in (into, child):
        with pytest.raises(FieldworkError):
            codebook.move_code(by=world.by, code=into, parent=wrong)
    codebook.retire_code(by=world.by, code=into)
    assert Coding.objects.count() == 1
    with pytest.raises(FieldworkError):
        coded(world.coder, world, 4, 0, 6, code=Code.objects.get(pk=into.pk))


def test_both_scripts_are_found_and_words_near_each_other(world):
    assert len(find(world.by, world.study, "機器")) == 1
    assert len(find(world.by, world.study, "组长 机器", near=20)) == 1
    assert find(world.by, world.study, "组长 机器", near=2) == []
    assert find(world.by, world.study, "机器", role="staff") == []


def test_a_text_of_others_is_not_there(world):
    with pytest.raises(Http404):
        coded(world.people.outsider, world, 2, 0, 5)
