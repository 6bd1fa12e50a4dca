"""What the analysis page shows: with the design, protected, and without single people."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.surveys.queries import places
from gongyou.surveys.queries.analysis import TooLarge, cross_table, frequency, settled
from gongyou.surveys.queries.sample import drawn
from gongyou.surveys.queries.scales import scales
from gongyou.surveys.schema import Field, Schema

YES_NO = {"yes": {"": "Yes"}, "no": {"": "No"}}
INSURED = Field("insured", "insured", "", "string", "select1", {"": "Insured"}, choices="yn")
SEX = Field("sex", "sex", "", "string", "select1", {"": "Sex"}, choices="sex")
SCHEMA = Schema(
    "f", "1", "F", fields=[INSURED, SEX],
    choices={"yn": YES_NO, "sex": {"f": {"": "Woman"}, "m": {"": "Man"}}},
)  # fmt: skip


def people(**counts):
    """Rows by `sex_insured`, e.g. f_yes=30."""
    return [
        dict(zip(("sex", "insured"), name.split("_"), strict=True))
        for name, number in counts.items()
        for _ in range(number)
    ]


def test_a_weight_counts_people_for_as_many_as_they_stand_for():
    rows = [{**row, "w": "3" if row["insured"] == "yes" else "1"}
            for row in people(f_yes=20, f_no=20)]  # fmt: skip
    found = frequency(drawn(rows, weight="w"), SCHEMA, INSURED, "en")
    assert {line.label: line.share for line in found.lines} == {"Yes": 0.75, "No": 0.25}


def test_clusters_that_answer_alike_widen_the_interval():
    rows = [{**row, "team": row["insured"] + str(number % 4)}
            for number, row in enumerate(people(f_yes=40, f_no=40))]  # fmt: skip
    alone = frequency(drawn(rows), SCHEMA, INSURED, "en").lines[0]
    clustered = frequency(drawn(rows, cluster="team"), SCHEMA, INSURED, "en").lines[0]
    assert clustered.high - clustered.low > 2 * (alone.high - alone.low)


def test_rows_without_weight_or_stratum_are_counted_as_left_out():
    rows = [{"w": "1", "s": "a"}, {"w": "0", "s": "a"}, {"w": "2", "s": ""}, {"w": "x", "s": "b"}]
    assert drawn(rows, weight="w", stratum="s").left_out == 3


def test_a_cross_table_tells_whether_two_answers_hang_together():
    cross = cross_table(
        drawn(people(f_yes=60, f_no=20, m_yes=20, m_no=60)), SCHEMA, INSURED, SEX, "en"
    )
    assert not cross.withheld
    assert cross.test.p < 0.001
    cross = cross_table(
        drawn(people(f_yes=40, f_no=40, m_yes=40, m_no=40)), SCHEMA, INSURED, SEX, "en"
    )
    assert cross.test.p == pytest.approx(1)


def test_no_test_beside_withheld_cells():
    cross = cross_table(
        drawn(people(f_yes=60, f_no=4, m_yes=30, m_no=30)), SCHEMA, INSURED, SEX, "en"
    )
    assert cross.withheld
    assert cross.test is None


def test_a_missing_answer_makes_no_column_of_its_own():
    rows = people(f_yes=30, f_no=30, m_yes=30, m_no=30) + [{"sex": "", "insured": "yes"}] * 3
    cross = cross_table(drawn(rows), SCHEMA, INSURED, SEX, "en")
    assert "None" not in cross.html
    assert cross.html.count("<th>") == 6


def test_a_table_too_large_to_protect_is_refused():
    rows = [{"a": str(n % 50), "b": str(n % 49)} for n in range(3000)]
    a = Field("a", "a", "", "string", "select1", {"": "A"})
    b = Field("b", "b", "", "string", "select1", {"": "B"})
    with pytest.raises(TooLarge):
        cross_table(drawn(rows), SCHEMA, a, b, "en")


def scale_of(**answers):
    often = {name: {"": name.title()} for name in ("never", "seldom", "often")}
    questions = [Field(name, name, "", "string", "select1", {"": name}, choices="often")
                 for name in answers]  # fmt: skip
    schema = Schema("f", "1", "F", fields=questions, choices={"often": often})
    rows = [
        dict(zip(answers, values, strict=True)) for values in zip(*answers.values(), strict=True)
    ]
    found = [frequency(drawn(rows), schema, question, "en") for question in questions]
    return scales(schema, found, "en")


def test_questions_of_one_scale_are_drawn_together():
    (scale,) = scale_of(
        noise=["never"] * 20 + ["often"] * 60, heat=["seldom"] * 40 + ["often"] * 40
    )
    assert scale.title == "Never – Often"
    assert scale.chart["categories"] == ["noise", "heat"]
    assert [one["values"] for one in scale.chart["series"]] == [[0.25, 0], [0, 0.5], [0.75, 0.5]]


def test_a_question_with_a_withheld_share_is_left_out_of_its_scale():
    (scale,) = scale_of(noise=["never"] * 3 + ["often"] * 57, heat=["seldom"] * 30 + ["often"] * 30)
    assert scale.chart["categories"] == ["heat"]
    assert scale.left_out == ["noise"]


def around(longitude, latitude, number, spread=0.001):
    return [(longitude + n * spread / number, latitude) for n in range(number)]


def test_each_square_of_a_map_stands_for_ten_or_more():
    towns = around(113.1, 23.1, 40) + around(114.2, 22.6, 25) + around(113.9, 23.9, 12)
    squares, withheld = places.cells(towns)
    assert sorted(square.count for square in squares) == [12, 25, 40]
    assert not withheld
    assert all(square.size < 0.05 for square in squares)


def test_people_who_stand_alone_are_not_on_the_map_and_not_found_by_subtraction():
    towns = around(113.1, 23.1, 60) + around(114.2, 22.6, 50) + around(120.0, 30.0, 3)
    squares, withheld = places.cells(towns)
    assert withheld
    assert all(square.count >= 10 for square in squares)
    lost = len(towns) - sum(square.count for square in squares)
    assert lost >= 10


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.integers(1, 15)), max_size=12)
)
def test_what_is_missing_on_a_map_is_nobody_or_ten_people(towns):
    found = [(x, y) for x, y, number in towns for _ in range(number)]
    squares, withheld = places.cells(found)
    missing = len(found) - sum(square.count for square in squares)
    assert all(square.count >= 10 for square in squares)
    assert (missing > 0) == withheld
    assert missing == 0 or missing >= 10 or len(found) < 10


def test_fewer_than_ten_make_no_map():
    assert places.cells(around(113, 23, 9)) == ([], True)


@pytest.mark.parametrize("place", [(179.99, -89.9), (-180, 90), (0, 0)])
def test_the_edges_of_the_world_can_be_drawn(place):
    squares, _ = places.cells(around(*place, 30, spread=0))
    (square,) = squares
    sheet = places._Sheet(squares)
    shape = sheet.square(square, 30)
    assert 0 <= shape["x"] <= places.WIDTH
    assert 0 <= shape["y"] <= places.HEIGHT
    assert sheet.grid()


def test_shares_stand_in_the_order_of_the_questionnaire():
    backwards = Schema("f", "1", "F", fields=[INSURED], choices={"yn": YES_NO})
    found = frequency(drawn(people(f_no=30, f_yes=20)), backwards, INSURED, "en")
    assert [line.name for line in found.lines] == ["yes", "no"]


RING = [[113, 23], [114, 23], [114, 24], [113, 23]]


@pytest.mark.parametrize(
    ("geometry", "lines"),
    [
        ({"type": "LineString", "coordinates": RING}, 1),
        ({"type": "Polygon", "coordinates": [RING, RING]}, 2),
        ({"type": "MultiPolygon", "coordinates": [[RING], [RING]]}, 2),
        ({"type": "Point", "coordinates": [113, 23]}, 0),
        ({"type": "Polygon", "coordinates": "nothing"}, 0),
        ("words", 0),
        ([1], 0),
        (None, 0),
    ],
)
def test_outlines_are_read_from_what_is_geojson(geometry, lines):
    file = json.dumps({"features": [{"geometry": geometry}]}).encode()
    assert len(list(places.lines_of(file))) == lines


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b'{"features": 7}', b"[" * 100_000, b"\xff",
     b'{"features": [{"geometry": {"coordinates": ' + b"[" * 900 + b"1" + b"]" * 900 + b"}}]}"],
)  # fmt: skip
def test_a_file_that_is_no_geojson_draws_nothing(content):
    assert list(places.lines_of(content)) == []


@pytest.mark.django_db
def test_one_more_answer_leaves_the_mean_as_it_was_and_ten_more_change_it():
    """Sixty ages and one more: 61 × mean of today − 60 × mean of yesterday was the newest age."""

    class TheForm:
        pk = "made up"

    age = Field("age", "age", "", "int", "", {"": "Age"})
    schema = Schema("f", "1", "F", fields=[age])

    def mean(count):
        rows = [{"_submission": f"s{n}", "age": str(20 + n % 41)} for n in range(count)]
        [line] = frequency(drawn(settled(TheForm, rows)), schema, age, "en").lines
        return line.share

    yesterday = mean(60)
    assert [mean(61), mean(69)] == [yesterday, yesterday]
    assert mean(70) != yesterday
