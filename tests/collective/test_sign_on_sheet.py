"""A sign-on sheet by workshop holds who agreed and has not signed, and says who is left out."""

from datetime import date

import pytest
from django.urls import reverse

from gongyou.centre.public import change_worker, record_consent
from gongyou.collective.papers_of_roll import sign_on_blocks
from gongyou.collective.services.roll import sign_on

pytestmark = pytest.mark.django_db


def test_who_signed_or_did_not_agree_stands_on_no_line(people, matter, client_of):
    by = people.coordinator
    for member, name in zip(matter.people, ["甲", "乙", "丙", "丁"], strict=True):
        change_worker(by=by, worker=member.worker, name=name)
    for member in matter.people[:3]:
        record_consent(by=by, worker=member.worker, verdicts={"collective": "yes"})
    sign_on(by=by, case=matter, members=matter.people[:1], on=date(2015, 4, 21), means="paper")
    blocks = sign_on_blocks(by, matter, "en")
    names = {row[1] for block in blocks if block.rows for row in block.rows}
    assert {"乙", "丙"} <= names and not names & {"甲", "丁"}
    assert [b.text for b in blocks if b.kind == "heading"] == ["cutting", "sewing"]
    assert any("1 member stands on no line" in (block.text or "") for block in blocks)
    url = reverse("collective:roll_sheet", args=[matter.pk])
    assert client_of(people.researcher).get(url).status_code == 404
    assert client_of(people.outsider).get(url).status_code == 404
