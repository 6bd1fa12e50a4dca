"""Members are counted only where they agreed to it."""

from gongyou.centre.public import counted_table, record_consent


def test_members_who_refused_or_were_not_asked_are_left_out(people, matter):
    first, second, *_ = matter.people
    record_consent(by=people.coordinator, worker=first.worker, verdicts={"statistics": "yes"})
    record_consent(by=people.coordinator, worker=second.worker, verdicts={"statistics": "no"})
    counted = counted_table(people.coordinator, "members").read()
    assert dict(counted.left_out) == {"refused": 1, "not_asked": 2}
    (row,) = counted.rows.to_pylist()
    assert (row["represents"], row["on_roll"], row["authorised"]) == ("member", True, False)
    assert row["incidents"] is None and row["offered"] is None


def test_promises_and_detentions_are_tables_without_people(people, matter):
    for name in ("promises", "detentions"):
        assert counted_table(people.coordinator, name).read().rows.num_rows == 0
        assert counted_table(people.outsider, name).read().rows.num_rows == 0
