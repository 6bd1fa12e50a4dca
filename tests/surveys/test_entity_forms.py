import pytest

from gongyou.surveys.answers import Unreadable, read
from gongyou.surveys.entity_forms import acts, valid_property
from gongyou.surveys.schema import Field, Schema

UUID = "0b5a2a5e-8a2e-4c6e-9c43-0a6a9a0f6a10"
SCHEMA = Schema(
    "f", "1", "F",
    fields=[
        Field("worker/nm", "nm", "worker", "string", "input", saveto="full_name"),
        Field("fac", "fac", "", "string", "input", saveto="place"),
    ],
)  # fmt: skip


def submission(body: str):
    return read(f"<d id='f'>{body}</d>".encode()).root


def test_a_repeat_makes_one_entity_a_row_and_the_form_another():
    row = (
        "<worker><nm>{}</nm><meta><entity dataset='workers' create='1' id='{}'>"
        "<label>{}</label></entity></meta></worker>"
    )
    root = submission(
        row.format("A", UUID, "A") + row.format("B", UUID, "B") + "<fac>X</fac>"
        f"<meta><entity dataset='places' create='true' id='{UUID}'><label>X</label></entity></meta>"
    )
    found = acts(SCHEMA, root)
    assert [(a.dataset, a.properties) for a in found] == [
        ("places", {"place": "X"}),
        ("workers", {"full_name": "A"}),
        ("workers", {"full_name": "B"}),
    ]


def test_an_update_carries_its_base():
    root = submission(
        f"<meta><entity dataset='places' update='1' id='{UUID}' baseVersion='3'"
        f" trunkVersion='2' branchId='{UUID}'/></meta>"
    )
    (act,) = acts(SCHEMA, root)
    assert (act.base_version, act.trunk_version, act.label, act.problem) == (3, 2, None, "")


def test_what_cannot_be_done_is_named_and_what_was_not_asked_is_left_out():
    bad = submission("<meta><entity dataset='p' create='1' id='7'><label>x</label></entity></meta>")
    assert [a.problem for a in acts(SCHEMA, bad)] == ["bad_id"]
    none = submission(f"<meta><entity dataset='p' create='' id='{UUID}'/></meta>")
    assert acts(SCHEMA, none) == []
    unlabelled = submission(f"<meta><entity dataset='p' create='1' id='{UUID}'/></meta>")
    assert [a.problem for a in acts(SCHEMA, unlabelled)] == ["no_label"]


@pytest.mark.parametrize("version", ["9" * 30, "9" * 5000, "²", "-1", "x"])
def test_a_version_that_none_can_be_is_none(version):
    root = submission(
        f"<meta><entity dataset='places' update='1' id='{UUID}' baseVersion='{version}'"
        f" trunkVersion='{version}' branchId='{'b' * 500}'/></meta>"
    )
    (act,) = acts(SCHEMA, root)
    assert (act.base_version, act.trunk_version, act.problem) == (None, None, "no_base_version")
    assert len(act.branch_id) <= 64


def test_an_identifier_too_long_to_keep_is_refused():
    long = f"<d id='f'><meta><deprecatedID>{'u' * 300}</deprecatedID></meta></d>"
    with pytest.raises(Unreadable):
        read(long.encode())


def test_property_names():
    assert valid_property("工号")
    assert valid_property("full_name")
    for name in ("name", "Label", "__x", "1a", "", "a b"):
        assert not valid_property(name)
