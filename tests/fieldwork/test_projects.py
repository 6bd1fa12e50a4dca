"""REFI-QDA: in leniently, out strictly, nothing lost, the same file twice changes nothing."""

import io
import uuid
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from gongyou.fieldwork.formats.deviations import Unreadable
from gongyou.fieldwork.formats.refi import read_project
from gongyou.fieldwork.formats.refi.positions import Counter as Counted
from gongyou.fieldwork.formats.refi.positions import Way, find_way, ways
from gongyou.fieldwork.formats.refi.xml import local, schema
from gongyou.fieldwork.models import Code, Coding, Text
from gongyou.fieldwork.queries.codings import passages_for
from gongyou.fieldwork.services.codings import code_passage
from gongyou.fieldwork.services.projects import bring_project, hand_over_project
from tests.fieldwork.world import ALL, DAY, agree, make_world

HERE = Path(__file__).parent / "files"
TALK = "\n".join(
    [
        "我们一层楼一层楼去找。二楼最难，有人怕😶被开除。",
        "31 of 46 signed.",
        "Nobody asked us anything!",
        "",
    ]
)
SAID = ("一层楼一层楼去找", "二楼最难", "31 of 46", "Nobody asked us anything", "有人怕😶被开除")


def made(way: Way, extra: str = "", namespace="urn:QDA-XML:project:1.0") -> bytes:
    """A project whose positions are counted in a way."""
    counted = Counted(TALK, way)
    spans = [counted.counted(TALK.index(one), TALK.index(one) + len(one)) for one in SAID]
    guid = [uuid.UUID(int=number) for number in range(20)]
    selections = "".join(
        f'<PlainTextSelection guid="{guid[5 + n]}" startPosition="{a}" endPosition="{b}">'
        f'<Coding guid="{guid[12 + n]}"><CodeRef targetGUID="{guid[1]}"/></Coding>'
        "</PlainTextSelection>"
        for n, (a, b) in enumerate(spans)
    )
    xml = (
        f'<Project xmlns="{namespace}" name="p"><CodeBook><Codes><Code guid="{guid[1]}" name="è<"'
        f' isCodable="true"/></Codes></CodeBook>{extra}<Sources><TextSource guid="{guid[2]}"'
        f' name="t" plainTextPath="internal://t.txt">{selections}</TextSource></Sources></Project>'
    ).replace('"è<"', '"è&lt;"')
    text = TALK.replace("\n", "\r\n") if way.newline == 2 else TALK
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("project.qde", xml)
        packed.writestr("Sources/t.txt", (b"\xef\xbb\xbf" if way.mark else b"") + text.encode())
    return buffer.getvalue()


@pytest.mark.parametrize("way", ways([(TALK, True)]), ids=lambda way: way.name)
def test_every_way_of_counting_is_found(way):
    project = read_project(made(way))
    source = project.sources[0]
    found = [source.text[s.span[0] : s.span[1]] for s in source.selections if s.span]
    assert tuple(found) == SAID


def test_a_tie_asks_nothing():
    found = find_way([("abc def", False, [(0, 3)])])
    assert found.way == Way()


def elements(root) -> Counter:
    return Counter(
        (local(e), tuple(sorted((k, v) for k, v in e.attrib.items() if k[0] != "{")),
         (e.text or "").strip())
        for e in root.iter()
        if isinstance(e.tag, str)
    )  # fmt: skip


def written(content: bytes):
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("project.qde"))
    assert schema("Project").validate(root), schema("Project").error_log
    return root


CONSENT = {"on": DAY, "how": "written", "answers": ALL}


def empty_study(people):
    from gongyou.fieldwork.services.studies import open_study

    return open_study(by=people.coordinator, desk=people.inside, field=people.inside, title="p")


def counts() -> tuple[int, ...]:
    return Text.objects.count(), Code.objects.count(), Coding.objects.count()


@pytest.mark.parametrize("name", ["positions_utf16_crlf_bom_uncounted.qdpx", "annex_A2.qde"])
def test_a_project_goes_in_and_out_and_in(people, name):
    content = (HERE / name).read_bytes()
    study, by = empty_study(people), people.coordinator
    bring_project(by=by, study=study, content=content, **CONSENT)
    before = counts()
    bring_project(by=by, study=study, content=content, **CONSENT)
    assert counts() == before, "the same file twice changes nothing"
    way = read_project(content).counting.way
    out, _changed = hand_over_project(by=by, study=study, to="a colleague", way=way)
    came, went = elements(read_project(content).root), elements(written(out))
    assert came - went == Counter()
    assert went - came == Counter()
    bring_project(by=by, study=study, content=out, **CONSENT)
    assert counts() == before, "what came back is what was there"


def test_words_come_out_by_every_passage(people):
    study, by = empty_study(people), people.coordinator
    bring_project(by=by, study=study, content=made(Way("utf16", 2)), **CONSENT)
    found = passages_for(by, use="quote", study=study)
    assert sorted(one.words for one in found) == sorted(SAID)


def test_what_deviates_is_read_and_named():
    extra = "<Cases><Case guid='x'/></Cases>"
    project = read_project(made(Way(), extra, namespace="urn:QDA-XML:project:0:10"))
    said = {one.code for one in project.deviations}
    assert {"namespace", "schema"} <= said
    assert len(project.sources[0].selections) == len(SAID)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 nothing", b"<a/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Project/>", b"x"]
)
def test_what_is_no_project_changes_nothing(people, content):
    study = empty_study(people)
    with pytest.raises(Unreadable):
        bring_project(by=people.coordinator, study=study, content=content, **CONSENT)
    assert counts() == (0, 0, 0)


def test_only_what_its_people_give_away_leaves(people):
    world = make_world(people)
    turn = world.text.turns.get(number=3)
    code_passage(by=world.by, text=world.text, code=world.code, start_turn=turn, end=5)
    agree(world.by, world.second, {"share": "no"})
    out, _changed = hand_over_project(by=world.by, study=world.study, to="x")
    packed = zipfile.ZipFile(io.BytesIO(out))
    assert all("我老婆".encode() not in packed.read(name) for name in packed.namelist())
    assert written(out).findall(".//{*}PlainTextSelection") == []
