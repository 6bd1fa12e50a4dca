"""What was shown of one group is remembered: two showings never differ by a few people."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.stats.disclosure import Register, count_table


def ids(*numbers):
    return [f"p{n}" for n in numbers]


def test_sixty_answers_and_one_more_give_the_mean_of_the_sixty_both_times():
    # The mean of 61 and the mean of 60 would give the newest age: 61 × 33.25 - 60 × 33.07 = 44.
    register = Register()
    ages = np.array([20 + n % 30 for n in range(60)] + [44])
    first = register.join(ids(*range(60)))
    again = register.join(ids(*range(61)))
    assert first.sum() == again.sum() == 60
    assert ages[:60][first].mean() == ages[again].mean()


def test_ten_newcomers_join_together_and_nine_wait():
    register = Register()
    register.join(ids(*range(20)))
    assert register.join(ids(*range(29))).sum() == 20
    assert register.join(ids(*range(30))).sum() == 30


def test_nine_people_are_not_shown_at_all():
    assert Register().join(ids(*range(9))).sum() == 0


def test_somebody_who_is_taken_out_takes_nine_others_along():
    register = Register()
    register.join(ids(*range(40)))
    inside = register.join(ids(*range(1, 40)), seed=1)
    assert inside.sum() == 30


def test_what_is_stored_goes_on():
    register = Register()
    register.join(ids(*range(20)))
    table = {"place": ["A"] * 12 + ["B"] * 12}
    register.show(count_table(table, "place"), people=ids(*range(24)))
    again = Register.from_json(register.to_json())
    assert again.join(ids(*range(21))).sum() == 20
    # Nine more in A: the cell of the day before and that of today differ by them alone.
    later = {"place": ["A"] * 12 + ["B"] * 12 + ["A"] * 9}
    (shown,), _ = again.show(count_table(later, "place"), people=ids(*range(33)))
    assert shown["A",].withheld == "difference"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sets(st.integers(0, 60), max_size=60), min_size=2, max_size=8))
def test_two_showings_never_differ_by_one_to_nine(days):
    register, before = Register(), None
    for day in days:
        people = ids(*sorted(day))
        inside = {p for p, counts in zip(people, register.join(people), strict=True) if counts}
        assert not 0 < len(inside) < 10
        if before is not None:
            assert not 0 < len(before ^ inside) < 10
        before = inside
