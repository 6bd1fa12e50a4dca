"""Names replaced: what the house knows is found in every derived form; numbers always."""

import pytest

from gongyou.fieldwork import codes
from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.formats.transcripts import Said, Transcript
from gongyou.fieldwork.names.sightings import NUMBERS, Known, derived, sightings
from gongyou.fieldwork.queries.texts import open_texts
from gongyou.fieldwork.services.replacing import decide_sighting, offered, read_again, replace
from gongyou.fieldwork.services.texts import bring_text
from tests.fieldwork.world import make_world


def forms(words, known=()) -> set[str]:
    return {one.form for one in sightings(words, list(known))}


@pytest.mark.parametrize(
    "form",
    ["陈美玲", "小陈", "老陈", "阿陈", "陈姐", "陈师傅", "美玲", "阿玲", "玲玲", "Chen Meiling"],
)
def test_every_form_of_a_known_name_is_found(form):
    assert form in forms(f"那天{form}也来了", [Known("陈美玲", "person")])


@pytest.mark.parametrize("form", ["小禤", "老禤", "阿禤", "大禤"])
def test_a_rare_surname_is_found_once_its_bearer_is_known(form):
    assert form in forms(f"那天{form}也来了", [Known("禤美玲", "person")])
    assert form not in forms(f"那天{form}也来了")


def test_the_short_name_of_an_employer_is_found():
    assert {"利得", "利得鞋业"} <= derived("番禺利得鞋业有限公司", "employer") | {"利得"}
    assert "利得" in forms("我在利得做了八年", [Known("番禺利得鞋业有限公司", "employer")])


def test_a_misspelt_name_of_the_same_sound_is_found():
    assert "陈梅铃" in forms("问过陈梅铃没有", [Known("陈美玲", "person")])


@pytest.mark.parametrize(
    "number", ["13800138000", "138-0013-8000", "440106199001011234", "粤A12345", "020-12345678",
               "a.b@c.org", "6222 0212 3456 7890"],
)  # fmt: skip
def test_every_number_is_found(number):
    assert number in forms(f"记一下{number}，好吧")


def test_a_decision_holds_for_all_places_and_a_second_person_reads(people):
    world = make_world(people)
    by = world.by
    raw = bring_text(
        by=by,
        study=world.study,
        title="raw",
        transcript=Transcript(
            "spoken", [Said("A", "我是Chen Mei，王师傅叫我来。"), Said("I", "王师傅？")]
        ),
        who={"A": world.first, "I": "interviewer"},
    )
    shown = {one.sighting.form for one in offered(by, raw)}
    assert {"Chen Mei", "王师傅"} <= shown
    for form, words in (("Chen Mei", "[工友甲]"), ("王师傅", "[同事乙]")):
        decide_sighting(
            by=by, text=raw, form=form, kind="person", decision="replace", replacement=words
        )
    desk = replace(by=by, text=raw)
    lines = [one.words for one in open_texts(by, [desk])[0].lines]
    assert lines == ["我是[工友甲]，[同事乙]叫我来。", "[同事乙]？"]
    with pytest.raises(FieldworkError):
        read_again(by=by, text=desk, missed=[])
    made = read_again(by=world.coder, text=desk, missed=[])
    assert (made.turns, made.missed) == (2, 0)
    desk.refresh_from_db()
    assert desk.state == "read_twice"


def test_the_rule_that_offers_a_form_is_told_in_words():
    words = "我是王师傅，2026年3月1日，微信号：abc_12345，电话13800138000，with Mary; a Ford"
    rules = {one.rule for one in sightings(words, [], {"abc"})}
    assert {"address", "day", "handle", "phone", "decided"} <= rules
    assert not rules - dict(codes.OFFERED_BY).keys()
    assert not {rule for rule, _pattern in NUMBERS} - dict(codes.OFFERED_BY).keys()
