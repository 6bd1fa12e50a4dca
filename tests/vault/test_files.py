"""Files: encrypted on the disk, whole or refused, shown without what names people."""

import io
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongyou.vault.files import media, stream
from gongyou.vault.keys.errors import Shredded, Tampered
from gongyou.vault.public import NotYours, Refused, StoredFile, files
from tests.vault import samples
from tests.vault.room import meet

KEY, WHERE = bytes(32), b"here"


def sealed(content: bytes) -> bytes:
    return b"".join(stream.encrypt(KEY, WHERE, len(content), [content]))


def opened(data: bytes) -> bytes:
    return b"".join(stream.decrypt(KEY, WHERE, io.BytesIO(data)))


@pytest.mark.parametrize("size", [1, 4087, 4088, 4089, 65528, 65536, 200_000])
def test_a_file_comes_back_as_it_was(size):
    content = os.urandom(size)
    assert opened(sealed(content)) == content


def test_sizes_are_padded_by_at_most_twelve_percent_above_four_kilobytes():
    # Padmé's bound, Nikitin et al. 2019: 11.11 % at the worst, falling with size.
    for size in range(5000, 2_000_000, 7919):
        assert size < stream.padded_size(size) <= (size + 8) * 1.12


def test_similar_sizes_look_alike():
    assert len(sealed(bytes(99_000))) == len(sealed(bytes(100_000)))


@pytest.mark.parametrize("harm", ["cut_piece", "cut_byte", "flip", "more", "swap", "version"])
def test_a_harmed_file_is_refused(harm):
    data = sealed(os.urandom(200_000))
    piece = stream.PIECE + stream.OVERHEAD
    head = len(stream.MAGIC) + stream.HEADER
    harmed = {
        "cut_piece": data[: head + 2 * piece],
        "cut_byte": data[:-1],
        "flip": data[:5000] + bytes([data[5000] ^ 1]) + data[5001:],
        "more": data + data[-100:],
        "swap": data[:head]
        + data[head + piece : head + 2 * piece]
        + data[head : head + piece]
        + data[head + 2 * piece :],
        "version": b"GYFILE\x00\x02" + data[8:],
    }[harm]
    with pytest.raises(Tampered):
        opened(harmed)


def test_an_uploaded_picture_is_kept_and_shown_without_its_exif(people):
    content = samples.jpeg()
    upload = SimpleUploadedFile("李小红 payslip.jpg", content)
    stored = files.store(people.caseworker, people.inside, upload, "evidence")
    assert files.read_file(people.lawyer, stored) == content
    assert stored.reveal(people.lawyer, "name") == "李小红 payslip.jpg"
    shown = files.shown(stored)
    pixels = files.read_file(people.lawyer, shown)
    assert b"Canary" in content
    assert b"Canary" not in pixels
    # Orientation 6 was applied: 60 × 40 became 40 × 60.
    from PIL import Image

    assert Image.open(io.BytesIO(pixels)).size == (40, 60)


def test_the_disk_holds_no_byte_of_the_content(people):
    stored = files.store(people.caseworker, people.inside, "工资条 Canary".encode() * 9, "evidence")
    raw = media.path_of(stored.location).read_bytes()
    assert b"Canary" not in raw
    assert not list(media.media_folder().rglob("*.part"))


def test_a_pdf_is_shown_without_script_and_author(people):
    content = samples.pdf(script="app.alert(1)")
    stored = files.store(people.caseworker, people.inside, content, "evidence")
    calm = files.read_file(people.lawyer, files.shown(stored))
    assert b"Canary" not in calm
    import pikepdf

    assert "/OpenAction" not in pikepdf.open(io.BytesIO(calm)).Root


def test_an_outsider_and_a_researcher_open_no_file(people):
    stored = files.store(people.caseworker, people.inside, b"hello there", "evidence")
    for actor in (people.outsider, people.researcher, people.administrator):
        with pytest.raises(NotYours):
            files.open_file(actor, stored)


def test_a_file_of_another_row_does_not_open(people):
    one = files.store(people.caseworker, people.inside, b"one " * 9, "evidence")
    two = files.store(people.caseworker, people.inside, b"two " * 9, "evidence")
    StoredFile.objects.filter(pk=one.pk).update(location=two.location[:-1] + "x")
    Path(media.path_of(two.location)).rename(media.path_of(two.location[:-1] + "x"))
    with pytest.raises(Tampered):
        files.read_file(people.lawyer, StoredFile.objects.get(pk=one.pk))


def test_a_file_under_a_person_goes_with_the_person(people):
    from gongyou.vault.keys.models import DataKey, Wrapped

    person = meet(people.caseworker, people.inside, name="李小红")
    stored = files.store(people.caseworker, None, b"payslip 1 2 3", "evidence", under=person)
    DataKey.objects.filter(pk=person.data_key_id).update(wrap=b"", how=Wrapped.SHREDDED)
    people.lawyer.keyring.opened.clear()
    with pytest.raises(Shredded):
        files.read_file(people.lawyer, StoredFile.objects.get(pk=stored.pk))


def test_a_writer_without_keys_stores_a_file_that_members_open(people):
    from gongyou.vault.public import the_program

    content = os.urandom(50_000)
    stored = files.store(
        the_program(), people.inside, content, "attachment", name="IMG_1.jpg", look_inside=False
    )
    stored = StoredFile.objects.get(pk=stored.pk)
    assert files.read_file(people.caseworker, stored) == content
    assert files.shown(stored) is None


def test_a_file_is_served_as_an_attachment_that_runs_nothing(people):
    stored = files.store(people.caseworker, people.inside, samples.png(), "evidence")
    whole = files.serve(people.lawyer, stored)
    assert whole["Content-Disposition"].startswith("attachment; filename=")
    assert whole["Content-Type"] == "application/octet-stream"
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in whole["Content-Security-Policy"]
    assert files.serve(people.lawyer, stored, inline=True)["Content-Disposition"].startswith("att")
    inline = files.serve(people.lawyer, files.shown(stored), inline=True)
    assert inline["Content-Disposition"].startswith("inline")
    assert inline["Content-Type"] == "image/png"


def test_leftovers_are_swept(people, settings):
    stored = files.store(people.caseworker, people.inside, b"kept kept", "evidence")
    part = media.path_of(stored.location).with_suffix(".part")
    part.write_bytes(b"half")
    old = os.stat(part).st_mtime - 3 * 24 * 3600
    for path in (part, media.path_of(stored.location)):
        os.utime(path, (old, old))
    assert media.sweep({stored.location}) >= 1
    assert not part.exists()
    assert media.path_of(stored.location).exists()


def test_a_long_recording_is_stored_without_reading_it_into_memory_at_once(people, monkeypatch):
    from gongyou.vault.files import inspection, services

    monkeypatch.setattr(services, "BEGINNING", 5000)
    header = b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + bytes(413)
    content = header + (b"\xff\xfb\x90\x00" + bytes(413)) * 300
    stored = files.store(people.caseworker, people.inside, content, "evidence")
    assert stored.media_type == "audio/mpeg"
    assert files.read_file(people.lawyer, stored) == content
    with pytest.raises(Refused) as refused:
        files.store(people.caseworker, people.inside, b"a line of text\n" * 900, "evidence")
    assert refused.value.code == "too_large"
    assert inspection.BEGINNING > 5000


def test_a_refusal_speaks(people):
    with pytest.raises(Refused) as refused:
        files.store(people.caseworker, people.inside, b"", "evidence")
    assert refused.value.code == "empty"
    assert "empty" in refused.value.message
