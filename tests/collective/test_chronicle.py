"""The three public cases go in whole and come out unchanged."""

from decimal import Decimal
from importlib.resources import files

import pytest

from gongyou.collective import chronicle_file
from gongyou.collective.queries import chronicle
from gongyou.collective.services.import_chronicle import import_chronicle
from gongyou.law import offers

CASES = files("gongyou.collective") / "cases"
COUNTS = {  # sources, events, demands, disagreements: counted in the files by hand
    "lide": (14, 25, 8, 4),
    "university_town": (10, 18, 3, 6),
    "citizen_watch": (11, 15, 5, 6),
}


def imported(people, name):
    data = chronicle_file.parse((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    case = import_chronicle(by=people.coordinator, compartment=people.inside, data=data)
    return data, case


@pytest.mark.django_db
@pytest.mark.parametrize("name", COUNTS)
def test_a_public_case_is_held_whole_and_given_back_unchanged(people, name):
    data, case = imported(people, name)
    counted = (case.sources, case.events, case.demands, case.disagreements)
    assert tuple(rows.count() for rows in counted) == COUNTS[name]
    given = chronicle_file.parse(chronicle_file.write(chronicle.as_data(people.coordinator, case)))
    assert given == data
    assert list(given) == list(data)


@pytest.mark.django_db
def test_all_sixteen_disagreements_stay_with_every_answer(people):
    answers = []
    for name in COUNTS:
        _data, case = imported(people, name)
        for row in chronicle.disagreements(people.coordinator, case):
            answers.append(len(row["values"]))
    assert len(answers) == 16
    assert min(answers) == 2
    assert sum(answers) == 37


@pytest.mark.django_db
def test_published_formulas_come_out_to_the_yuan(people):
    _data, lide = imported(people, "lide")
    bundle = offers.Offer.from_json(lide.bundles.get().offer)
    given = [_given(bundle, service_months=m) for m in (11, 12, 71, 72, 240)]
    assert given == [11 * 166, 2000, 5 * 2000, 12000, 12000]
    _data, citizen = imported(people, "citizen_watch")
    shares = offers.Offer.from_json(citizen.bundles.get().offer)
    assert _given(shares, claim=Decimal(11000)) == 7700
    _data, town = imported(people, "university_town")
    years = offers.Offer.from_json(town.bundles.get().offer)
    assert _given(years, service_months=9 * 12) == 27000


def _given(offer, **person):
    person = {name: Decimal(value) for name, value in person.items()}
    return offers.evaluate(offer, person).amount


@pytest.mark.django_db
def test_a_source_that_is_not_listed_is_refused(people):
    data = chronicle_file.parse((CASES / "lide.yaml").read_text(encoding="utf-8"))
    data["events"][0]["sources"] = ["L99"]
    with pytest.raises(chronicle_file.CannotImport, match="L99"):
        import_chronicle(by=people.coordinator, compartment=people.inside, data=data)


def test_aliases_and_foreign_schemas_are_refused():
    with pytest.raises(chronicle_file.CannotImport):
        chronicle_file.parse("schema: labour-case/1\na: &x [1]\nb: *x\n")
    with pytest.raises(chronicle_file.CannotImport):
        chronicle_file.parse("schema: other\n")


@pytest.mark.django_db
def test_nothing_of_a_case_is_readable_in_the_rows(people):
    from django.core import serializers

    _data, case = imported(people, "lide")
    rows = [case, *case.events.all(), *case.demands.all(), *case.disagreements.all()]
    written = serializers.serialize("json", rows)
    assert "hand-stitch" not in written.lower()
    assert "利得" not in written


@pytest.mark.django_db
def test_a_text_that_an_unquoted_comma_cut_is_shown_whole(people):
    _data, case = imported(people, "lide")
    lines = chronicle.event_lines(people.coordinator, case, {"kind": "agreement"})
    assert "everyone goes back to work" in lines[0].text


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("events", 0, "figures"), "many"),
        (("events", 0, "figures"), {"round": [1]}),
        (("events", 0, "phase"), "first"),
        (("events", 0, "phase"), 8),
        (("events", 0, "sources"), -1),
        (("disagreements", 0, "values"), True),
        (("disagreements", 0, "values", 0), None),
        (("sources", 0, "kind"), []),
        (("sources", 0, "id"), None),
        (("sources", 0, "id"), "x" * 400),
        (("employer",), "Lide"),
        (("workers", "headcount"), 5),
        (("bundles", 0, "formula"), "half"),
        (("bundles", 0, "covers"), {"D1": 1}),
    ],
)
def test_a_file_whose_entries_are_of_another_kind_is_refused_with_their_place(place, value):
    data = chronicle_file.parse((CASES / "lide.yaml").read_text(encoding="utf-8"))
    held = data
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = value
    with pytest.raises(chronicle_file.CannotImport) as refused:
        chronicle_file.parse(chronicle_file.write(data))
    assert str(place[0]) in str(refused.value)


@pytest.mark.parametrize("text", ["schema: " + "9" * 6000, "[" * 5000, "a: &a {b: *a}", "\x00"])
def test_what_is_no_plain_yaml_is_refused(text):
    with pytest.raises(chronicle_file.CannotImport):
        chronicle_file.parse(text)
