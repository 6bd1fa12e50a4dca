"""A full disk, a damaged database, two programs on one folder, many wrong passphrases."""

import errno
import os
import subprocess
import sys
import threading
import time

import pytest
from django.db import DatabaseError, OperationalError

from gongyou.vault import trouble
from gongyou.vault.durable import HeldByAnother, hold_folder
from gongyou.vault.files import media
from gongyou.vault.keys import passphrase
from gongyou.vault.public import Busy
from gongyou.web import errors, installing
from tests.vault.installations import INIT, run


def page_of(error, rf):
    try:
        raise error
    except Exception:
        return errors.server_error(rf.get("/"))


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database or disk is full"),
        OSError(errno.ENOSPC, "No space left on device"),
        DatabaseError("could not extend file: No space left on device"),
    ],
)
def test_a_full_disk_has_a_page_and_a_sentence(error, rf):
    page = page_of(error, rf)
    assert page.status_code == 507
    assert "The disk is full" in page.content.decode()
    said = []
    with installing.sentences(said.append):
        raise error
    assert said[0].startswith("The disk is full.")


@pytest.mark.parametrize(
    "words", ["database disk image is malformed", "file is not a database", "hmac check failed"]
)
def test_a_damaged_database_has_a_page_and_a_sentence(words, rf):
    page = page_of(DatabaseError(words), rf)
    assert "database is damaged" in page.content.decode()
    said = []
    with installing.sentences(said.append):
        raise DatabaseError(words)
    assert "damaged" in said[0]


def test_another_fault_is_not_called_a_full_disk(rf):
    page = page_of(ValueError("disk"), rf)
    assert page.status_code == 500
    assert "disk" not in page.content.decode().lower()
    with pytest.raises(OSError, match="else"), installing.sentences(print):
        raise OSError(errno.EIO, "else")


def test_the_reserve_is_given_back_when_the_disk_is_full(tmp_path, settings, rf):
    settings.GONGYOU = {**settings.GONGYOU, "DATA": tmp_path}
    (tmp_path / "reserve").write_bytes(b"0" * 100)
    first = page_of(OperationalError("database or disk is full"), rf)
    assert "A reserve was released" in first.content.decode()
    assert not (tmp_path / "reserve").exists()
    second = page_of(OperationalError("database or disk is full"), rf)
    assert "until somebody frees" in second.content.decode()


def test_a_small_disk_gets_no_reserve(tmp_path, settings, monkeypatch):
    settings.GONGYOU = {**settings.GONGYOU, "DATA": tmp_path}
    monkeypatch.setattr(trouble, "ENOUGH", 1 << 62)
    trouble.keep_reserve()
    assert not list(tmp_path.iterdir())


def test_a_second_program_does_not_get_the_folder(tmp_path):
    path = tmp_path / "in-use"
    script = (
        "import sys; from pathlib import Path; from gongyou.vault.durable import hold_folder; "
        f"hold_folder(Path({str(path)!r})); print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"
    with pytest.raises(HeldByAnother):
        hold_folder(path)
    other.kill()
    other.wait()
    hold_folder(path)


@pytest.mark.parametrize("number", [0, 1])
def test_a_right_passphrase_at_a_damaged_database_is_not_called_wrong(tmp_path, number):
    """The slot opened, so it is the database: one page of it was written over."""
    data = tmp_path / "data"
    run(data, INIT.format(title="x"))
    with (data / "gongyou.db").open("r+b") as file:
        file.seek(4096 * number)
        file.write(os.urandom(4096))
    said = run(
        data,
        """
from django.db import DatabaseError
from gongyou.vault.trouble import database_is_damaged
said = []
for words in (PASSPHRASE, "another passphrase of five words"):
    try:
        commands.open_database(words)
        said.append(any(one.startswith("database: ") for one in commands.check().problems))
    except DatabaseError as harm:
        said.append(database_is_damaged(harm))
    except WrongPassphrase:
        said.append("wrong")
print(json.dumps(said))
""",
    )
    # The first page damaged opens nothing; a later one is found by the check, which goes on.
    assert said == ([True, "wrong"] if number == 0 else [True, True])


# --- turns -----------------------------------------------------------------------------------


@pytest.fixture
def slow(monkeypatch):
    """Each try of a passphrase takes as long as an old laptop needs; what is running counts."""
    running, most = [], []

    def root(*_args):
        running.append(1)
        most.append(len(running))
        time.sleep(0.05)
        running.pop()
        return bytes(32)

    monkeypatch.setattr(passphrase, "root", root)
    monkeypatch.setattr(passphrase, "PATIENCE", 0.5)
    return most


def test_of_thirty_strangers_at_once_some_are_told_to_come_again_and_one_runs(slow):
    told = []

    def stranger():
        try:
            passphrase.derive_both("wrong", bytes(16))
        except Busy:
            told.append("busy")

    threads = [threading.Thread(target=stranger) for _ in range(30)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert max(slow) == 1
    assert len(told) >= 30 - passphrase.MOST_WAITING - 6


def test_whoever_is_signed_in_has_a_turn_that_strangers_cannot_take(slow):
    held = passphrase._strangers
    held.acquire()
    try:
        with pytest.raises(Busy):
            passphrase.derive_both("wrong", bytes(16))
        assert passphrase.derive_both("right", bytes(16), known=True)
    finally:
        held.release()


def test_busy_is_a_page_that_says_to_wait_and_counts_nothing(rf):
    page = errors.trouble_page(rf.get("/"), Busy())
    assert (page.status_code, page["Retry-After"]) == (503, "5")


def test_a_stored_file_and_its_folder_are_dated_by_the_day(settings):
    from django.utils import timezone

    path = media.path_of(media.write([b"x" * 99])[0])
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    assert path.stat().st_mtime == path.parent.stat().st_mtime == midnight


def test_a_new_key_on_a_full_disk_is_refused_before_anything_was_begun(tmp_path):
    script = """
import shutil
from types import SimpleNamespace
from gongyou.vault.accounts.services.unsealing import RENEWED, change_database_key, slot_file
from gongyou.vault.trouble import disk_is_full
before = slot_file().read_bytes()
size = (slot_file().parent / "gongyou.db").stat().st_size
shutil.disk_usage = lambda path: SimpleNamespace(free=size - 1)
try:
    change_database_key()
except OSError as error:
    full = disk_is_full(error)
begun = slot_file().with_name(RENEWED).exists() or slot_file().read_bytes() != before
print(json.dumps([full, begun, commands.check().problems]))
"""
    assert run(tmp_path, INIT + script) == [True, False, []]


@pytest.mark.parametrize("current", [True, False])
def test_a_missing_table_is_the_older_program_only_where_updates_wait(monkeypatch, current):
    monkeypatch.setattr(installing.vault, "is_current", lambda: current)
    said = []
    try:
        with installing.sentences(said.append):
            raise OperationalError("no such table: outreach_handover")
    except OperationalError:
        assert current
    assert [("older program" in one) for one in said] == ([] if current else [True])
