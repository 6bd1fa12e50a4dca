"""Projects of Taguette and QualCoder: texts, codes and passages, whatever each of them counts."""

import sqlite3

import pytest

from gongyou.fieldwork.formats.databases import read_any
from gongyou.fieldwork.formats.refi.xml import schema
from gongyou.fieldwork.models import Coding, Text
from gongyou.fieldwork.queries.codings import passages_for
from gongyou.fieldwork.services.projects import bring_project
from tests.fieldwork.test_projects import CONSENT, counts, empty_study

SAID = ["二楼最难", "有人怕😶被开除", "Nobody asked us"]
QUALCODER = """
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT);
CREATE TABLE code_cat (catid INTEGER PRIMARY KEY, name TEXT, memo TEXT, supercatid INTEGER);
CREATE TABLE code_name (cid INTEGER PRIMARY KEY, name TEXT, memo TEXT, catid INTEGER, color TEXT);
CREATE TABLE code_text (ctid INTEGER PRIMARY KEY, cid INTEGER, fid INTEGER, seltext TEXT,
    pos0 INTEGER, pos1 INTEGER, owner TEXT, memo TEXT);
CREATE TABLE code_image (imid INTEGER PRIMARY KEY);
INSERT INTO code_image VALUES (1);
INSERT INTO code_cat VALUES (1, 'reasons', 'why', NULL);
INSERT INTO code_name VALUES (1, 'fear', 'of losing work', 1, '#ff0000');
"""
TAGUETTE = """
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, contents TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, path TEXT, description TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
    end_offset INTEGER, snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
INSERT INTO tags VALUES (1, 'fear', 'of losing work'), (2, 'fear.lay-off', '');
"""


def database(script: str, rows: dict[str, list[tuple]]) -> bytes:
    made = sqlite3.connect(":memory:")
    made.executescript(script)
    for table, values in rows.items():
        made.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(values[0]))})", values)
    made.commit()
    return made.serialize()


def qualcoder() -> bytes:
    text = "我们一层楼一层楼去找。\r\n二楼最难，有人怕😶被开除。\r\nNobody asked us anything!"
    codings = [
        (n, 1, 1, one, text.index(one), text.index(one) + len(one), "ann", "hm")
        for n, one in enumerate(SAID, 1)
    ]
    return database(QUALCODER, {"source": [(1, "t", text, None, "")], "code_text": codings})


def taguette() -> bytes:
    page = "<h1>谈话</h1>\n<p>我们去找。二楼最难，<b>有人怕😶</b>被开除。</p>"
    page += "<p>Nobody asked us &amp; them</p>"
    words = "谈话\n我们去找。二楼最难，有人怕😶被开除。Nobody asked us & them".encode()
    places = [(words.index(one.encode()), len(one.encode())) for one in SAID]
    marks = [
        (n, 1, at, at + length, one.replace("😶", "😶</b>").replace("有人", "<b>有人"))
        for n, ((at, length), one) in enumerate(zip(places, SAID, strict=True), 1)
    ]
    tags = [(1, 1), (1, 2), (2, 2), (3, 1)]
    return database(
        TAGUETTE,
        {"documents": [(1, "t", page)], "highlights": marks, "highlight_tags": tags},
    )


@pytest.mark.parametrize(("content", "codings"), [(qualcoder(), 3), (taguette(), 4)])
def test_texts_codes_and_passages_come(people, content, codings):
    study, by = empty_study(people), people.coordinator
    bring_project(by=by, study=study, content=content, **CONSENT)
    found = {one.words for one in passages_for(by, use="quote", study=study)}
    assert found == set(SAID)
    assert Coding.objects.count() == codings
    assert Text.objects.count() == 1
    before = counts()
    bring_project(by=by, study=study, content=content, **CONSENT)
    assert counts() == before, "the same file twice changes nothing"


def test_what_is_read_is_valid_and_blocks_are_lines():
    project = read_any(taguette())
    assert schema("Project").validate(project.root)
    assert project.sources[0].text.split("\n")[:2] == [
        "谈话",
        "我们去找。二楼最难，有人怕😶被开除。",
    ]
    assert [code.name for code in project.codes] == ["fear", "lay-off"]


def test_what_is_left_behind_is_said():
    assert [one.code for one in read_any(qualcoder()).deviations] == ["areas_left"]


MEDIA = """
DROP TABLE code_image;
CREATE TABLE code_image (imid INTEGER PRIMARY KEY, id INTEGER, x1 REAL, y1 REAL, width REAL,
    height REAL, cid INTEGER, memo TEXT, date TEXT, owner TEXT, important INTEGER,
    pdf_page INTEGER);
CREATE TABLE code_av (avid INTEGER PRIMARY KEY, id INTEGER, pos0 INTEGER, pos1 INTEGER,
    cid INTEGER, memo TEXT, date TEXT, owner TEXT);
"""


def test_areas_of_pictures_and_stretches_of_sound_come_from_qualcoder(people):
    """An area is its upper left corner with width and height there, two corners here."""
    content = database(
        QUALCODER + MEDIA,
        {
            "source": [
                (1, "gate.png", None, "/images/gate.png", ""),
                (2, "talk.mp3", None, "audio:/home/ann/talk.mp3", ""),
                (3, "law.pdf", "words of it", "/docs/law.pdf", ""),
            ],
            "code_image": [
                (1, 1, 10.4, 20.0, 30.0, 40.6, 1, "the gate", "", "ann", None, None),
                (2, 3, 1.0, 2.0, 3.0, 4.0, 1, "", "", "ann", None, 0),
            ],
            "code_av": [(1, 2, 1500, 4250, 1, "", "", "bo")],
        },
    )
    project = read_any(content)
    assert schema("Project").validate(project.root)
    assert {d.code for d in project.deviations} == {"areas_left", "missing_source"}
    assert next(d for d in project.deviations if d.code == "areas_left").values == {"count": 1}
    bring_project(by=people.coordinator, study=empty_study(people), content=content, **CONSENT)
    picture, sound = Coding.objects.order_by("text__medium")
    assert (picture.text.medium, picture.area) == ("picture", [0, 10, 20, 40, 61])
    assert (sound.text.medium, sound.start_ms, sound.end_ms) == ("sound", 1500, 4250)
    assert picture.reveal(people.coordinator, "note") == "the gate"
    before = counts()
    bring_project(by=people.coordinator, study=picture.text.study, content=content, **CONSENT)
    assert counts() == before
