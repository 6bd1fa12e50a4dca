"""The three public cases: conditions from their chronicles alone, board, comparison, pages."""

import datetime as dt
from importlib.resources import files

import pytest
from django.urls import reverse

from gongyou.collective import chronicle_file
from gongyou.collective.queries.chronicle import event_lines
from gongyou.collective.services.import_chronicle import import_chronicle
from gongyou.fieldwork.models import Likelihood
from gongyou.fieldwork.queries import comparing, structure, tracing
from gongyou.fieldwork.queries.chronicles import chronicle_of, gaps
from gongyou.fieldwork.queries.conditions import Chronicle, Told, draw
from gongyou.fieldwork.services import case_studies
from gongyou.fieldwork.services.comparing import (
    add_condition,
    compare_cases,
    keep_solution,
    set_membership,
)

NAMES = ("lide", "university_town", "citizen_watch")
RULES = ("elected_first", "fund_first", "help_before_strike", "police", "large")


@pytest.fixture
def three(people):
    """The public cases, imported from their chronicles without anything beside."""
    folder = files("gongyou.collective") / "cases"
    found = {}
    for name in NAMES:
        data = chronicle_file.parse((folder / f"{name}.yaml").read_text(encoding="utf-8"))
        found[name] = import_chronicle(by=people.coordinator, compartment=people.inside, data=data)
    return found


# yes, no or None as the sources that the chronicles name tell it
TOLD = {
    "elected_first": (1, 1, None),  # Citizen: no source tells of an election
    "fund_first": (1, 1, None),
    "fund_second_strike": (None, None, None),  # Lide: the second strike's days are not found
    "help_before_strike": (1, None, 0),  # University Town: "August", the strike on the 26th
    "training_first": (None, None, None),
    "police": (1, 1, 1),
    "government": (None, None, 1),
    "broken": (1, 1, None),
    "large": (1, 0, 1),
    "paid_30": (0, None, 1),  # University Town: no source gives the day of payment
    "one_agreement": (1, 1, 0),
    "won": (1, 1, 1),
}


@pytest.mark.django_db
def test_conditions_come_from_the_chronicle_and_the_open_ones_stay_unknown(people, three):
    told = [chronicle_of(people.coordinator, three[name]) for name in NAMES]
    assert {rule: tuple(draw(t, rule).value for t in told) for rule in TOLD} == TOLD
    assert all(draw(t, rule).why for t in told for rule in TOLD)
    assert [draw(t, "strike_days").value for t in told] == [5, None, 11]


@pytest.mark.django_db
def test_gaps_name_what_would_fill_them(people, three):
    lines = event_lines(people.coordinator, three["university_town"], {})
    found = gaps(people.coordinator, three["university_town"], lines)
    assert {"phase", "source", "not_found"} <= {gap.kind for gap in found}
    assert any("total paid" in gap.text for gap in found)
    assert all(gap.would_fill for gap in found)


@pytest.fixture
def comparison(people, three):
    return compare_cases(
        by=people.coordinator,
        compartment=people.inside,
        title="三案",
        cases=list(three.values()),
        conditions=RULES,
    )


@pytest.mark.django_db
def test_three_cases_with_five_conditions_are_a_table_and_no_solution(people, comparison):
    table = comparing.table(people.coordinator, comparison)
    result = comparing.solve(table, comparison)
    assert result.too_few
    assert not result.solutions
    assert result.completions is None
    assert result.chance > 0.9
    cell = table.rows[1][table.conditions.index(table.outcome)]
    assert cell.value is None
    assert cell.why


@pytest.mark.django_db
def test_enough_cases_per_condition_are_solved_and_half_is_refused_by_case(people, three):
    by = people.coordinator
    made = compare_cases(
        by=by, compartment=people.inside, title="t", cases=list(three.values()), outcome=""
    )
    cause = add_condition(by=by, comparison=made, name="A", kind="fuzzy")
    effect = add_condition(by=by, comparison=made, name="Y", is_outcome=True)
    for case, (x, y) in zip(three.values(), ((0.9, 1), (0.2, 0), (0.5, 1)), strict=True):
        set_membership(by=by, condition=cause, case=case, value=x, why="w")
        set_membership(by=by, condition=effect, case=case, value=y, why="w")
    result = comparing.solve(comparing.table(by, made), made)
    assert "西铁城" in result.refused.message("en")
    keep_solution(by=by, comparison=made, result={"truth": []})


@pytest.mark.django_db
def test_a_case_that_is_not_yours_is_counted_and_not_shown(people, comparison, client_of):
    table = comparing.table(people.outsider, comparison)
    assert (table.cases, table.hidden) == ([], 3)
    page = client_of(people.outsider).get(reverse("fieldwork:comparison", args=[comparison.pk]))
    assert page.status_code == 404


@pytest.fixture
def study(people, three):
    return case_studies.open_case_study(
        by=people.coordinator, case=three["lide"], title="利得", question="为什么付了？"
    )


def _weigh(by, clue, *ranges):
    hypotheses = list(clue.study.hypothesis_set.all())
    held = {h.pk: r for h, r in zip(hypotheses, ranges, strict=True)}
    case_studies.weigh_clue(by=by, clue=clue, ranges=held, why="w")


@pytest.mark.django_db
def test_one_explanation_alone_is_not_weighed_and_its_denial_is_no_rival(people, study):
    by = people.coordinator
    case_studies.pose_hypothesis(by=by, study=study, text="The strike", low=0.35, high=0.65)
    with pytest.raises(case_studies.NotARival):
        case_studies.pose_hypothesis(by=by, study=study, text="not the strike", low=0.1, high=0.9)
    assert tracing.board(by, study).refused.code == "rival_missing"


@pytest.mark.django_db
def test_two_clues_from_one_source_count_once_unless_somebody_says_why_not(people, study):
    by = people.coordinator
    for text in ("The strike", "The rules of January"):
        case_studies.pose_hypothesis(by=by, study=study, text=text, low=0.5, high=0.5)
    sole = [e for e in study.case.events.all() if e.sources == ["L4"]][:2]
    first, second = (
        case_studies.bring_clue(by=by, study=study, text=f"c{n}", event=e)
        for n, e in enumerate(sole)
    )
    _weigh(by, first, (0.8, 0.8), (0.4, 0.4))
    _weigh(by, second, (0.6, 0.6), (0.4, 0.4))
    board = tracing.board(by, study)
    assert board.result.not_counted == {f"E{second.number}": f"E{first.number}"}
    assert board.standings[0].low == pytest.approx(2 / 3)
    second.seal(by, apart="another witness")
    second.take_sealed_changes()
    second.save()
    from gongyou.vault import journal

    journal.append(by, "fieldwork.bring_clue", study)
    assert tracing.board(by, study).standings[0].low == pytest.approx(0.75)


@pytest.mark.django_db
def test_others_stay_unseen_until_one_has_weighed_all(people, study):
    by, other = people.coordinator, people.organiser
    for text in ("A", "B"):
        case_studies.pose_hypothesis(by=by, study=study, text=text, low=0.5, high=0.5)
    clue = case_studies.bring_clue(by=by, study=study, text="c")
    _weigh(by, clue, (0.9, 0.9), (0.1, 0.1))
    assert tracing.board(other, study).others == []
    assert tracing.board(other, study).standings[0].low == pytest.approx(0.5)
    _weigh(other, clue, (0.5, 0.5), (0.5, 0.5))
    assert tracing.board(other, study).others == [{"ranges": ["90–90", "10–10"], "complete": True}]
    assert Likelihood.objects.count() == 4


@pytest.mark.django_db
def test_what_follows_is_not_asked(people, study):
    by = people.coordinator
    lines = event_lines(by, study.case, {})
    asked = 0
    while (found := structure.structure(study, lines)).question and asked < 30:
        event, needed = found.question
        case_studies.answer_need(
            by=by, study=study, event=event.event, needed=needed.event, yes=True
        )
        asked += 1
    assert asked == len(lines) - 1  # a chain: each needs the one before, the rest follows
    assert len(found.needs) == asked


@pytest.mark.django_db
def test_pages_open_for_those_inside_and_for_nobody_else(people, study, comparison, client_of):
    addresses = [
        reverse("fieldwork:case_study", args=[study.pk]),
        reverse("fieldwork:case_needs", args=[study.pk]),
        reverse("fieldwork:board", args=[study.pk]),
        reverse("fieldwork:comparison", args=[comparison.pk]),
    ]
    for address in addresses:
        assert client_of(people.organiser).get(address).status_code == 200
        assert client_of(people.outsider).get(address).status_code == 404
    for name in ("cases", "routes", "standing"):
        assert client_of(people.organiser).get(reverse(f"fieldwork:{name}")).status_code == 200


@pytest.mark.django_db
def test_a_board_is_built_on_its_pages(people, study, client_of):
    client = client_of(people.coordinator)
    pose = reverse("fieldwork:hypothesis_new", args=[study.pk])
    for text in ("停工", "新规"):
        sent = client.post(pose, {"h-text": text, "h-likely": "even"})
        assert sent.status_code == 302
    refused = client.post(pose, {"h-text": "不是停工", "h-likely": "even"})
    assert refused.status_code == 422
    event = study.case.events.first()
    sent = client.post(
        reverse("fieldwork:clue_new", args=[study.pk]),
        {"text": "线索", "found": "yes", "rests": f"event:{event.pk}"},
    )
    assert sent.status_code == 302
    clue = study.clue_set.get()
    first, second = study.hypothesis_set.all()
    weigh = {f"h{first.pk.hex}": "very_likely", f"h{second.pk.hex}": "unlikely", "why": "理由"}
    assert client.post(reverse("fieldwork:clue", args=[clue.pk]), weigh).status_code == 302
    page = client.get(reverse("fieldwork:board", args=[study.pk])).content.decode()
    assert "leads" in page
    assert f"/fieldwork/cases/{study.ref}/#e{event.ref}" in page


def _told(**figures):
    return Told("k", "strike", dt.date(2020, 1, 1), dt.date(2020, 1, 1), 0, figures)


def test_numbers_on_both_sides_are_unknown():
    both = Chronicle((_told(),), ((900.0, ("A",)), (1200.0, ("B",))))
    assert draw(both, "large").value is None
    assert draw(Chronicle((), ((900.0, ("A",)),)), "large").value == 0
