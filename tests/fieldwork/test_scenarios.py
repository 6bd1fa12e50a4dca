"""What if: all pairs of thirty people, as removing them shows; ten fit a description."""

import random
from itertools import combinations

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.fieldwork.queries import scenarios, standing
from gongyou.fieldwork.queries.attribution import finest, fits
from gongyou.fieldwork.queries.scenarios import DOES, Duty, Loss, World
from gongyou.vault.accounts.services.compartments import remove_member
from gongyou.vault.public import Membership, Right, Role

ROLES = [str(role) for role in Role]


def world_of(seed: int, people: int = 30) -> World:
    chance = random.Random(seed)
    who = [f"p{n:02}" for n in range(people)]
    roles = {
        f"c{n}": {p: chance.choice(ROLES) for p in chance.sample(who, chance.randint(1, 6))}
        for n in range(12)
    }
    funds = {f"f{n}": frozenset(chance.sample(who, chance.randint(2, 3))) for n in range(4)}
    duties = tuple(Duty(f"d{n}", f"c{n % 12}", chance.choice(who)) for n in range(40))
    return World(roles, frozenset(chance.sample(who, 2)), funds, {}, duties)


def _by_removing(world: World, gone) -> set[Loss]:
    """Take the people out of everything, then try each thing as before and after."""
    away = set(gone)
    found = set()
    for where, held in world.roles.items():
        left = {p: role for p, role in held.items() if p not in away}
        for kind, right in DOES.items():
            could = any(right in scenarios.RIGHTS[role] for role in held.values())
            can = any(right in scenarios.RIGHTS[role] for role in left.values())
            if could and not can:
                found.add(Loss(kind, where))
    for fund, keepers in world.funds.items():
        if len([k for k in keepers if k not in away]) < 2 <= len(keepers):
            found.add(Loss("sign", fund))
    if world.administrators and all(a in away for a in world.administrators):
        found.add(Loss("administer", ""))
    for duty in world.duties:
        left = {p: r for p, r in world.roles[duty.where].items() if p not in away}
        if duty.who in away and not any(Right.WRITE in scenarios.RIGHTS[r] for r in left.values()):
            found.add(Loss("file", duty.where, duty.key))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_all_435_pairs_are_what_removing_them_shows(seed):
    world = world_of(seed)
    people = [f"p{n:02}" for n in range(30)]
    found = scenarios.pairs(world, people)
    every = list(combinations(people, 2))
    assert len(every) == 435
    for pair in every:
        assert set(found.get(pair, [])) == _by_removing(world, pair)


@pytest.mark.parametrize("seed", range(3))
def test_the_cheapest_steps_mend_what_can_be_mended(seed):
    world = world_of(seed, people=12)
    for pair in combinations(world.people, 2):
        now = world
        for n, step in enumerate(scenarios.cheapest(world, pair)):
            assert step.who not in pair
            now = (
                now.with_role(step.where, step.who, step.role)
                if step.kind == "member"
                else now.with_treasurer(step.where, f"new{n}")
                if step.kind == "treasurer"
                else now.with_administrator(step.who)
            )
        assert scenarios.losses(now, pair) == []


def test_one_step_is_offered_that_mends_most_pairs():
    world = World({"c": {"a": "coordinator", "b": "coordinator", "x": "researcher"}})
    found = scenarios.pairs(world)
    assert set(found) == {("a", "b")}
    best = scenarios.best_for_pairs(world, found)
    assert (best.who, best.role, best.mends) == ("x", "coordinator", 1)


@pytest.mark.django_db
def test_a_world_is_the_real_one_and_removing_people_shows_the_same(people, client_of):
    by = people.coordinator
    world = standing.world(by)
    inside = str(people.inside.pk)
    assert world.roles[inside][str(people.lawyer.account.pk)] == "lawyer"
    gone = [str(a.account.pk) for a in (people.caseworker, people.lawyer)]
    predicted = {loss for loss in scenarios.losses(world, gone) if loss.where == inside}
    for actor in (people.caseworker, people.lawyer):
        row = Membership.objects.get(
            compartment=people.inside, account=actor.account, removed_at=None
        )
        remove_member(by, row)
    after = standing.world(by)
    really = {
        Loss(kind, inside)
        for kind, right in DOES.items()
        if any(right in scenarios.RIGHTS[r] for r in world.roles[inside].values())
        and not any(right in scenarios.RIGHTS[r] for r in after.roles[inside].values())
    }
    assert {loss for loss in predicted if loss.kind in DOES} == really


@pytest.mark.django_db
def test_scenarios_are_for_those_who_manage(people, client_of):
    address = reverse("fieldwork:what_if")
    who = str(people.coordinator.account.pk)
    page = client_of(people.coordinator).get(address, {"who": who, "pairs": "1"})
    assert page.status_code == 200
    assert "nobody could let anyone into" in page.content.decode()
    assert client_of(people.organiser).get(address).status_code in (403, 404)


POPULATION = [
    {"role": "member", "workshop": w, "sex": s} for w in ("sewing", "cutting") for s in "fm"
] * 6


def test_a_description_fits_ten_people_and_is_the_finest_such():
    speaker = {"role": "member", "workshop": "sewing", "sex": "f"}
    said = finest(speaker, POPULATION)
    assert fits(POPULATION, said) >= 10
    assert fits(POPULATION, speaker) == 6
    assert len(said) == 2
    assert finest({"workshop": "office"}, POPULATION) == {}
    assert finest(speaker, POPULATION[:9]) is None


def test_nine_are_too_few_to_be_described_and_ten_are_not():
    for many, said in ((9, {}), (10, {"workshop": "sewing"})):
        roll = [{"workshop": "sewing"}] * many + [{"workshop": "office"}] * 12
        assert finest({"workshop": "sewing"}, roll) == said


def test_what_an_earlier_paper_said_counts_with_what_this_one_says():
    """Twelve sew, sixteen are women, four women sew: after "sewing" no paper may say "a woman"."""
    sewing = [{"workshop": "sewing", "sex": sex} for sex in "ffffmmmmmmmm"]
    cutting = [{"workshop": "cutting", "sex": "f"}] * 12
    speaker = {"workshop": "sewing", "sex": "f"}
    assert finest({"sex": "f"}, sewing + cutting) == {"sex": "f"}
    assert finest(speaker, sewing + cutting, [{"workshop": "sewing"}]) == {"workshop": "sewing"}


values = st.fixed_dictionaries({"workshop": st.sampled_from("ab"), "sex": st.sampled_from("fm")})


@settings(max_examples=40, deadline=None)
@given(st.lists(values, min_size=1, max_size=60), st.data())
def test_descriptions_of_all_papers_together_fit_ten(population, data):
    speaker = data.draw(st.sampled_from(population))
    first = finest({"sex": speaker["sex"]}, population)
    before = [first] if first else []
    second = finest(speaker, population, before)
    together = {}
    for said in [*before, second or {}]:
        together |= said
    assert second is None or fits(population, together) >= 10
