from gongyou.surveys.quality import duplicates, speeding, straight_lining

PATHS = [f"q{n}" for n in range(20)]


def row(name, **changed):
    return {"_submission": name, **{path: str(n) for n, path in enumerate(PATHS)}, **changed}


def test_copies_and_near_copies_name_what_they_are_like():
    rows = [row("a"), row("b"), row("c", q7="x"), row("d", **dict.fromkeys(PATHS, "z"))]
    signs = {(s.kind, s.submission, s.other) for s in duplicates(rows, PATHS)}
    assert ("duplicate", "b", "a") in signs
    assert any(kind == "near_duplicate" and name == "c" for kind, name, _ in signs)
    assert all(name != "d" for _, name, _ in signs)


def test_short_forms_are_no_copies_of_each_other():
    assert duplicates([{"_submission": "a", "x": "1"}, {"_submission": "b", "x": "1"}], ["x"]) == []


def test_haste_is_less_than_a_third_of_the_median():
    seconds = {str(n): 900.0 for n in range(10)} | {"fast": 299.0, "slow": 301.0}
    assert [sign.submission for sign in speeding(seconds)] == ["fast"]
    assert speeding({"a": 1.0, "b": 900.0}) == [], "too few to compare"


def test_the_same_choice_in_a_whole_scale_is_a_straight_line():
    lists = {f"s{n}": "agree" for n in range(5)} | {"other": "yes_no"}
    straight = {"_submission": "a", **{f"s{n}": "often" for n in range(5)}}
    mixed = {**straight, "_submission": "b", "s3": "never"}
    assert [s.submission for s in straight_lining([straight, mixed], lists)] == ["a"]
