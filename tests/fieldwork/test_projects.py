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
from gongyou.fieldwork.formats.refi.positions import NVIVO, Way, find_way, ways
from gongyou.fieldwork.formats.refi.xml import local, schema
from gongyou.fieldwork.models import Code, Coding, Text
from gongyou.fieldwork.queries.codings import passages_for
from gongyou.fieldwork.services.codings import code_passage
from gongyou.fieldwork.services.projects import bring_project, hand_over_project
from gongyou.fieldwork.services.withdrawal import withdraw
from gongyou.vault.files.media import path_of
from gongyou.vault.public import files
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


def counted(way: Way, text: str, part: str) -> tuple[int, int]:
    """Where a part of a text stands, as Python's own codecs count what stands before."""

    def before(place: int) -> int:
        read = ("\ufeff" if way.mark else "") + text[:place].replace("\n", "\n" * way.newline)
        units = {"codepoint": ("utf-32-le", 4), "utf16": ("utf-16-le", 2), "utf8": ("utf-8", 1)}
        codec, width = units[way.unit]
        return len(read.encode(codec)) // width + way.base

    start = text.index(part)
    return before(start), before(start + len(part) - way.inclusive)


def made(way: Way, extra: str = "", namespace="urn:QDA-XML:project:1.0") -> bytes:
    """A project whose positions are counted in a way."""
    spans = [counted(way, TALK, one) for one in SAID]
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


LINES = "第一次停工。\nNobody asked us!\n后来才补开的会 😶。\n"
TAKEN = ("第一次停工。\n", "Nobody asked us!\n", "后来才补开的会 😶。\n", "Nobody asked us!", "\n")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000 01f15c4890000000d49444154789c6360"
    "6060600000000500017a5eab3f0000000049454e44ae426082".replace(" ", "")
)


def of_another_kind(way: Way = NVIVO) -> bytes:
    """A project as Transana's: another namespace, wrong order, references that bear no name."""
    guid = [str(uuid.UUID(int=number)) for number in range(40)]
    spans = [counted(way, LINES, one) for one in TAKEN]
    selections = "".join(
        f'<PlainTextSelection guid="{guid[20 + n]}" startPosition="{a}" endPosition="{b}">'
        f'<Coding guid="{guid[30 + n]}"><CodeRef targetGUID="{guid[1]}"/></Coding>'
        "</PlainTextSelection>"
        for n, (a, b) in enumerate(spans)
    )
    outside = f'<PlainTextSelection guid="{guid[29]}" startPosition="900" endPosition="903"/>'
    xml = f"""<Project xmlns="urn:QDA-XML:project:0:10" name="p"><CodeBook><Codes>
      <Code guid="{guid[1]}" name="a" isCodable="true"/></Codes></CodeBook><Sources>
      <TextSource guid="{guid[2]}" name="t" plainTextPath="internal://t.txt"
        richTextPath="internal://t.docx">{selections}{outside}</TextSource>
      <PictureSource guid="{guid[3]}" name="p" path="internal://p.png">
        <PictureSelection guid="{guid[4]}" firstX="0" firstY="0" secondX="1" secondY="1">
          <Coding guid="{guid[5]}"><CodeRef targetGUID="{guid[1]}"/></Coding></PictureSelection>
        <Coding guid="{guid[6]}"><CodeRef targetGUID="{guid[1]}"/></Coding></PictureSource>
      <PDFSource guid="{guid[7]}" name="d" path="internal://d.pdf"><Representation guid="{guid[8]}"
        name="d" plainTextPath="internal://d.txt"/></PDFSource></Sources>
      <Notes><Note guid="{guid[9]}" name="n"><PlainTextContent>memo</PlainTextContent></Note>
      </Notes>
      <Sets><Set guid="{guid[10]}" name="s" creatingUser="{guid[11]}">
      <MemberSource guid="{guid[2]}"/><MemberNote>{guid[9]}</MemberNote></Set></Sets></Project>"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("project.qde", xml)
        packed.writestr("sources/t.txt", LINES.replace("\n", "\r\n").encode())
        packed.writestr("sources/t.docx", b"a dress of words")
        packed.writestr("sources/p.png", PNG)
        packed.writestr("sources/d.pdf", b"%PDF-1.4 no more than its name")
        packed.writestr("sources/d.txt", "在纸上".encode())
    return buffer.getvalue()


def names_of(root) -> Counter:
    return Counter((local(e), e.get("guid")) for e in root.iter() if e.get("guid"))


def test_a_project_of_another_kind_goes_out_whole_and_valid(people):
    study, by = empty_study(people), people.coordinator
    content = of_another_kind()
    project = read_project(content)
    assert project.counting.way == NVIVO, (
        "whole sentences at ends of lines are not counted inclusive"
    )
    kinds = [one for one in project.deviations if one.code == "schema"]
    assert len({one.values["text"] for one in kinds}) == len(kinds), "a kind is said once"
    bring_project(by=by, study=study, content=content, **CONSENT)
    before = counts()
    bring_project(by=by, study=study, content=content, **CONSENT)
    out, changed = hand_over_project(by=by, study=study, to="a colleague", way=NVIVO)
    root = written(out)
    came = names_of(project.root) - Counter(
        {("MemberSource", str(uuid.UUID(int=2))): 1}  # it becomes a reference
    )
    assert names_of(root) == came, "each element that has a name is there, and no other"
    guid = str(uuid.UUID(int=2))
    assert [e.get("targetGUID") for e in root.iter("{*}MemberSource", "{*}MemberNote")] == [
        guid, str(uuid.UUID(int=9))]  # fmt: skip
    assert any("creatingUser" in one for one in changed), "what could not stay is told"
    spans = {e.get("guid"): (e.get("startPosition"), e.get("endPosition")) for e in
             (*project.root.iter("{*}PlainTextSelection"),)}  # fmt: skip
    assert spans == {e.get("guid"): (e.get("startPosition"), e.get("endPosition")) for e in
                     root.iter("{*}PlainTextSelection")}  # fmt: skip
    old, new = (zipfile.ZipFile(io.BytesIO(one)) for one in (content, out))
    assert {n: new.read(n) for n in new.namelist()[1:]} == {
        n: old.read(n) for n in old.namelist()[1:]
    }
    bring_project(by=by, study=study, content=out, **CONSENT)
    assert counts() == before


def test_by_the_standards_counting_the_same_words_go_out(people):
    study, by = empty_study(people), people.coordinator
    bring_project(by=by, study=study, content=of_another_kind(), **CONSENT)
    out, _changed = hand_over_project(by=by, study=study, to="a colleague")
    ends = [(int(e.get("startPosition")), int(e.get("endPosition"))) for e in
            written(out).iter("{*}PlainTextSelection")]  # fmt: skip
    assert sorted(LINES[a:b] for a, b in ends if a < len(LINES)) == sorted(TAKEN)


def test_the_file_of_a_text_goes_with_the_words_of_who_withdraws(
    people, django_capture_on_commit_callbacks
):
    study, by = empty_study(people), people.coordinator
    bring_project(by=by, study=study, content=of_another_kind(), **CONSENT)
    kept = Text.objects.exclude(file=None)
    assert sorted(kept.values_list("medium", flat=True)) == ["pdf", "picture", "text"]
    with django_capture_on_commit_callbacks(execute=True):
        for voice in Text.objects.get(medium="text").voices.all():
            withdraw(by=by, participant=voice.participant, scope="text")
    out, _changed = hand_over_project(by=by, study=study, to="a colleague")
    assert "sources/t.docx" not in zipfile.ZipFile(io.BytesIO(out)).namelist()
    assert not path_of_file(Text.objects.get(medium="text"))


def test_the_file_of_a_talk_of_two_goes_when_one_withdraws(
    people, django_capture_on_commit_callbacks
):
    world = make_world(people)
    world.text.file = files.store(
        world.by, None, b"words of both", "source", under=world.text, look_inside=False
    )
    world.text.save()
    place = path_of(world.text.file.location)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(by=world.by, participant=world.second, scope="text")
    assert not place.exists()
    assert Text.objects.get(pk=world.text.pk).file is None


def path_of_file(text) -> bool:
    """Whether the sealed file of a text is on the disk."""
    return text.file is not None and path_of(text.file.location).exists()


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
