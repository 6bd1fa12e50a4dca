"""Transcripts in every form: the same ten turns, speakers and starts."""

import csv
import html
import io
import json
from pathlib import Path

import pytest

from gongyou.fieldwork.formats.deviations import Unreadable
from gongyou.fieldwork.formats.sound import look
from gongyou.fieldwork.formats.transcripts import read

HERE = Path(__file__).parent / "files"
TRUTH = json.loads((HERE / "talk_truth.json").read_text(encoding="utf-8"))


def clock(seconds) -> str:
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def whisper() -> str:
    rows = [{k: one[k] for k in ("start", "end", "text", "speaker")} for one in TRUTH]
    return json.dumps({"segments": rows, "language": "zh"})


def otranscribe() -> str:
    lines = [
        f'<p><span class="timestamp" data-timestamp="{one["start"]}">{clock(one["start"])}</span> '
        f"{one['speaker']}: {html.escape(one['text'])}</p>"
        for one in TRUTH
    ]
    return json.dumps({"text": "".join(lines), "media": "talk.m4a", "media-time": 3.2})


def elan() -> str:
    times = sorted({one[end] for one in TRUTH for end in ("start", "end")})
    slots = {time: f"ts{number}" for number, time in enumerate(times)}
    order = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="{name}" TIME_VALUE="{round(t * 1000)}"/>'
        for t, name in slots.items()
    )
    tiers = "".join(
        f'<TIER TIER_ID="{who}" LINGUISTIC_TYPE_REF="d">'
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{n}" '
            f'TIME_SLOT_REF1="{slots[one["start"]]}" TIME_SLOT_REF2="{slots[one["end"]]}">'
            f"<ANNOTATION_VALUE>{html.escape(one['text'])}</ANNOTATION_VALUE>"
            "</ALIGNABLE_ANNOTATION></ANNOTATION>"
            for n, one in enumerate(TRUTH)
            if one["speaker"] == who
        )
        + "</TIER>"
        for who in ("I", "A3", "B1")
    )
    return f"<ANNOTATION_DOCUMENT><TIME_ORDER>{order}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>"


def table(delimiter=",") -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["开始", "说话人", "内容"])
    writer.writerows([clock(one["start"]), one["speaker"], one["text"]] for one in TRUTH)
    return buffer.getvalue()


def word() -> bytes:
    from docx import Document

    document = Document()
    for one in TRUTH:
        document.add_paragraph(f"[{clock(one['start'])}] {one['speaker']}：{one['text']}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def lines(form: str) -> str:
    return "\n".join(
        form.format(time=clock(one["start"]), who=one["speaker"], words=one["text"])
        for one in TRUTH
    )


def otr(form: str) -> str:
    return "".join(
        form.format(time=clock(one["start"]), who=one["speaker"], words=html.escape(one["text"]))
        for one in TRUTH
    )


def long_clock(seconds) -> str:
    return f"{int(seconds) // 3600:02d}:{int(seconds) // 60 % 60:02d}:{seconds % 60:06.3f}"


FILES = {
    "talk.vtt": (HERE / "talk_voices.vtt").read_bytes(),
    "talk.srt": (HERE / "talk.srt").read_bytes(),
    "whisperx.json": whisper().encode(),
    "page.otr": otranscribe().encode(),
    "tiers.eaf": elan().encode(),
    "table.csv": table().encode("utf-8-sig"),
    "semicolons.csv": table(";").encode(),
    "word.docx": word(),
    "before.txt": lines("[{time}] {who}：{words}").encode(),
    "after.txt": lines("{who} ({time}): {words}").encode(),
    "above.txt": lines("{time}\n{who}: {words}").encode("utf-16"),
    "meeting.txt": lines("{who}  {time}\n{words}\n").encode(),
    "meeting2.txt": lines("{time} {who}\n{words}\n").encode(),
    "tabs.txt": lines("{time}\t{who}\t{words}").encode(),
    "label_first.otr": json.dumps(
        {"text": otr('<p>{who}: <span class="timestamp">{time}</span> {words}</p>')}
    ).encode(),
    "framed.srt": "".join(
        f"{n}\n{long_clock(t['start'])} --> {long_clock(t['end'])}\n"
        f"[{t['speaker']}] {t['text']}\n\n"
        for n, t in enumerate(TRUTH, 1)
    ).encode(),
    "whisper.tsv": "".join(
        ["start\tend\tspeaker\ttext\n"]
        + [
            f"{t['start'] * 1000:.0f}\t{t['end'] * 1000:.0f}\t{t['speaker']}\t{t['text']}\n"
            for t in TRUTH
        ]
    ).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_the_same_ten_turns(name):
    turns = read(FILES[name], name).turns
    assert [(one.speaker, one.words) for one in turns] == [
        (one["speaker"], one["text"]) for one in TRUTH
    ]
    starts = [
        abs((one.start_ms or 0) - t["start"] * 1000) for one, t in zip(turns, TRUTH, strict=True)
    ]
    assert max(starts) <= 1000


def test_the_time_behind_the_words_is_their_end():
    found = read("I: 是怎么决定的？ #00:00:05-2#\nA3: 组长念名单。 #00:00:09-0#\n".encode())
    assert [(t.words, t.start_ms, t.end_ms) for t in found.turns] == [
        ("是怎么决定的？", 0, 5000),
        ("组长念名单。", 5000, 9000),
    ]


def test_laughter_is_nobody_and_a_sentence_with_a_time_no_head():
    text = "[笑] 大家都走了。\n[笑] 我也走了。\n没有人说话。\n我们等到 10:30\n然后散了。\n"
    assert set(read(text.encode()).speakers) == {""}


OLD = """SCRAN 1
Project Tapes Side 1
E. - John L. Earl - interviewer
M. - Mr. John Mulherin - interviewee 2nd generation

E. Today we are talking. Mr. J. Smith is here too.
M. In the early days there was no provision.
And it went on.
E. And then?
M, They paid.
THE END
"""


def test_initials_make_speakers_and_the_legend_says_who():
    found = read(OLD.encode(), "a.csv")
    assert [one.speaker for one in found.turns] == ["E", "M", "M", "E", "M"]
    assert found.interviewers == ["E"]
    assert found.legend["M"] == "Mr. John Mulherin"
    assert [one.code for one in found.deviations] == ["end_mark"]


def test_what_deviates_in_a_subtitle_is_named():
    text = "1\n00:00:05,000 --> 00:00:02,000\nA: back\n2\n00:00:01,000 --> 00:00:03,000\nA: on\n"
    said = {one.code for one in read(text.encode()).deviations}
    assert {"ends_before", "out_of_order", "no_empty_line"} <= said


@pytest.mark.parametrize("content", [b"", b"   ", b"{", b"WEBVTT\n", b"\x00\x01\x02\xff\xfe\xfd"])
def test_what_is_no_transcript_is_refused(content):
    with pytest.raises(Unreadable):
        read(content, "a.json")


def test_a_recording_cut_short_says_where():
    import struct

    rate, told = 16000, 16000 * 10
    head = b"RIFF" + struct.pack("<I", 36 + told) + b"WAVEfmt " + struct.pack(
        "<IHHIIHH", 16, 1, 1, 8000, rate, 2, 16
    )  # fmt: skip
    whole = head + b"data" + struct.pack("<I", told)
    assert look(whole + bytes(told)).cut_ms is None
    found = look(whole + bytes(told // 2))
    assert (found.length_ms, found.cut_ms) == (10000, 5000)
