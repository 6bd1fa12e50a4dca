"""Recordings: sealed, heard where everybody on it allowed, in the parts a player asks for."""

import io
import math
import struct
import wave

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.fieldwork.services.people import hold_interview
from gongyou.fieldwork.services.recordings import add_recording, destroy_recording
from gongyou.vault.files.ranges import NotSatisfiable, asked_range, part_of
from tests.fieldwork.world import agree, make_world


@settings(max_examples=100, deadline=None)
@given(
    st.binary(min_size=1, max_size=60), st.integers(0, 80), st.integers(0, 80), st.integers(1, 9)
)
def test_a_part_is_the_part(content, first, last, size):
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    header = f"bytes={first}-{last}"
    if first >= len(content):
        with pytest.raises(NotSatisfiable):
            asked_range(header, len(content))
        got, wanted = b"", b""
    else:
        part = asked_range(header, len(content))
        got = b"".join(part_of(iter(pieces), *part)) if part else content
        wanted = content[first : last + 1] if first <= last else content
    assert got == wanted


@pytest.mark.parametrize(
    ("header", "part"),
    [("bytes=0-", (0, 9)), ("bytes=-3", (7, 9)), ("bytes=-99", (0, 9)), ("bytes=4-4", (4, 4)),
     ("bytes=0-1,4-5", None), ("items=0-1", None), ("bytes=-", None), ("", None)],
)  # fmt: skip
def test_forms_of_the_header(header, part):
    assert asked_range(header, 10) == part


def tone() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(
            b"".join(struct.pack("<h", int(9000 * math.sin(n / 9))) for n in range(16000))
        )
    return buffer.getvalue()


def test_a_recording_is_heard_in_parts_until_somebody_says_no(people, client_of):
    world = make_world(people)
    both = [world.first, world.second]
    interview = hold_interview(by=world.by, study=world.study, participants=both)
    sound = tone()
    made = add_recording(by=world.by, interview=interview, upload=sound)
    assert (made.length_ms, made.cut_short_ms) == (2000, None)
    address = reverse("fieldwork:sound", args=[made.pk])
    client = client_of(world.by)
    whole = client.get(address)
    assert (whole.status_code, b"".join(whole)) == (200, sound)
    part = client.get(address, headers={"Range": "bytes=20000-20099"})
    assert (part.status_code, b"".join(part)) == (206, sound[20000:20100])
    assert part["Content-Range"] == f"bytes 20000-20099/{len(sound)}"
    assert client.get(address, headers={"Range": "bytes=99999999-"}).status_code == 416
    assert client_of(world.coder).get(address).status_code == 404
    agree(world.by, world.second, {"record": "no"})
    assert client.get(address).status_code == 404
    agree(world.by, world.second)
    destroy_recording(by=world.by, recording=made)
    assert client.get(address).status_code == 404
