"""Every act on a record has its reversal, or says why it has none."""

import pytest

from gongyou.centre.reversals import REVERSALS as OF_THE_CENTRE
from gongyou.collective.reversals import REVERSALS as OF_THE_COLLECTIVE
from gongyou.vault.journal.sentences import all_acts

ROOMS = {"centre": OF_THE_CENTRE, "collective": OF_THE_COLLECTIVE}


@pytest.mark.parametrize("room", ROOMS)
def test_every_act_of_a_room_says_how_it_is_taken_back(room):
    acts = {act for act in all_acts() if act.startswith(f"{room}.")}
    assert acts == set(ROOMS[room])


@pytest.mark.parametrize("room", ROOMS)
def test_what_takes_an_act_back_is_an_act_and_a_reason_is_a_sentence(room):
    acts = all_acts()
    for act, how in ROOMS[room].items():
        assert how in acts or " " in how, act
