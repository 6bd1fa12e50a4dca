"""A day's planted names, phones, numbers and stories lie nowhere: not one place, not one form."""

import contextlib
import time
from pathlib import Path

import pyrage

from tests.attacks.canary import found_in, hits
from tests.attacks.journey import FIRM, PLANTS

PROGRAM = ("static",)


def test_nothing_planted_lies_on_the_disk_while_the_centre_runs(used):
    assert found_in(used.centre.folder, [*PLANTS, FIRM], skip=PROGRAM) == []


def test_logs_at_their_loudest_hold_nothing_planted(used):
    log = used.centre.log()
    assert "RuntimeError" in log and "DEBUG" in log
    assert [text for text in [*PLANTS, FIRM] if text in log] == []


def test_addresses_titles_and_headers_hold_nothing_planted(used):
    told = used.anna.heads + used.bela.heads + used.nobody.heads
    assert len(told) > 50
    found = [(text, head) for text in PLANTS for head in told if text in head]
    assert found == []


def test_even_the_opened_database_names_nobody(used, tmp_path):
    used.centre.run("dump", str(tmp_path / "dump"))
    content = (tmp_path / "dump").read_bytes()
    assert FIRM.encode() in content
    assert hits(content, PLANTS) == []


def test_a_backup_holds_nothing_planted_even_when_an_officer_opens_it(used, tmp_path):
    identity = used.centre.run("backup", str(tmp_path)).split()[-1]
    archives = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert archives
    assert found_in(tmp_path, [*PLANTS, FIRM]) == []
    for archive in archives:
        officer = pyrage.x25519.Identity.from_str(identity)
        opened = pyrage.decrypt(archive.read_bytes(), [officer])
        assert hits(opened, [*PLANTS, FIRM]) == []


def test_no_leftover_lies_in_memory_file_systems(used):
    def holds(path):
        with contextlib.suppress(FileNotFoundError):
            return path.is_file() and hits(path.read_bytes(), PLANTS)

    def found():
        return [str(path) for path in Path("/dev/shm").rglob("*") if holds(path)]

    # Another run of these tests may be writing a document at this moment; that goes by itself.
    until = time.monotonic() + 300
    while found() and time.monotonic() < until:
        time.sleep(0.1)
    assert found() == []


def test_what_is_served_from_an_upload_has_lost_its_notes(used):
    from tests.attacks.journey import EXIF

    page = used.anna.get(f"{used.day.made['case']}evidence/").text
    assert EXIF not in page
