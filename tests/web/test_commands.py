"""A centre from the command line, without a prompt: set up, add, check, back up, restore.

It is an embedded one in a folder, whatever database the suite runs on.
"""

import json
import os
import stat
import subprocess
import sys
import time

import pyrage
import pytest

from gongyou.web.door.starting import answers
from gongyou.web.serving import ENDS_WITH_INPUT
from tests.processes import Started, free_port

PHRASE = "seven grey herons over the weir"
OTHER = "eleven quiet barges after rain"
START = "from gongyou.cli import main; main()"


def gongyou(*arguments, code=0, **environment):
    """Run a command in a process of its own and return what it said."""
    others = ("GONGYOU_", "DJANGO_", "DATABASE_URL")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(others)}
    ours = {"DJANGO_SETTINGS_MODULE": "gongyou.web.settings", "GONGYOU_PASSPHRASE_COST": "light"}
    environment = kept | ours | {"COLUMNS": "300"} | environment
    started = Started(environment, START, [str(each) for each in arguments])
    out, err = started.communicate(timeout=900)
    assert started.returncode == code, out + err
    return out + err


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """A centre set up without a prompt."""
    folder = tmp_path_factory.mktemp("commands")
    (folder / "phrase").write_text(PHRASE + "\n")
    data = folder / "data"
    said = gongyou(
        *("init", "--login", "mei", "--data", data, "--passphrase-file", folder / "phrase"),
        *("--compartment", "Old town", "--recovery-file", folder / "code"),
    )
    assert PHRASE not in said
    return folder, data


def test_everything_in_the_folder_is_for_its_owner_only(centre):
    folder, data = centre
    for path in [data, folder / "code", *data.iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_second_init_is_refused(centre):
    _, data = centre
    again = gongyou("init", "--login", "x", "--data", data, code=1, GONGYOU_PASSPHRASE=PHRASE)
    assert "already" in again


def test_without_a_passphrase_a_script_gets_a_sentence_not_a_prompt(centre):
    _, data = centre
    assert "GONGYOU_PASSPHRASE" in gongyou("check", "--data", data, code=1)


def test_a_bad_option_stops_the_start_with_a_sentence(centre):
    _, data = centre
    said = gongyou("check", "--data", data, code=1, GONGYOU_IDLE_MINUTES="soon")
    assert said.strip().splitlines()[-1].startswith("GONGYOU_IDLE_MINUTES is 'soon'")
    assert "Traceback" not in said


def test_an_account_is_added_by_an_administrator_only(centre):
    _, data = centre
    new = {"GONGYOU_NEW_PASSPHRASE": OTHER}
    add = ("user", "add", "lao-chen", "--data", data)
    gongyou(*add, "--as", "mei", GONGYOU_PASSPHRASE=PHRASE, **new)
    refused = gongyou(
        *("user", "add", "third", "--data", data, "--as", "lao-chen"),
        code=1,
        GONGYOU_PASSPHRASE=OTHER,
        **new,
    )
    assert "no administrator" in refused


def backed_up(data, folder):
    """The data archive of a fresh backup; the officer's identity lies beside it."""
    officer = pyrage.x25519.Identity.generate()
    (folder / "officer").write_text(str(officer))
    gongyou(
        *("backup", folder / "backups", "--recipient", officer.to_public(), "--data", data),
        GONGYOU_PASSPHRASE=PHRASE,
    )
    return next((folder / "backups").glob("gongyou-data-*.age"))


def test_check_is_clean_and_a_backup_restores_elsewhere(centre, tmp_path):
    _, data = centre
    assert "whole" in gongyou("check", "--data", data, GONGYOU_PASSPHRASE=PHRASE)
    archive = backed_up(data, tmp_path)
    elsewhere = tmp_path / "restored"
    said = gongyou(
        *("restore", archive, "--identity-file", tmp_path / "officer", "--data", elsewhere),
        GONGYOU_PASSPHRASE=PHRASE,
    )
    assert "Restored" in said and "Problem" not in said


def test_a_demonstration_never_deletes_a_real_centre(centre):
    _, data = centre
    said = gongyou("demo", "--no-serve", "--fresh", "--data", data, code=1)
    assert "something else" in said
    assert (data / "gongyou.db").exists()


def test_what_is_served_beside_another_program_answers_and_ends_with_its_input(centre):
    """As the demonstration does that the door begins: no page waits, no process is left over."""
    _, data = centre
    others = ("GONGYOU_", "DJANGO_", "DATABASE_URL")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(others)}
    port = free_port()
    served = subprocess.Popen(
        [sys.executable, "-c", START, "serve", "--data", str(data), "--port", str(port)],
        env=kept | {ENDS_WITH_INPUT: "yes", "GONGYOU_PASSPHRASE_COST": "light"},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    until = time.monotonic() + 300
    while not answers(port):
        assert served.poll() is None, served.stdout.read()
        assert time.monotonic() < until, "its pages wait for something"
        time.sleep(0.05)
    served.communicate(timeout=600)
    assert served.returncode == 0
    assert not answers(port)


@pytest.mark.soak
def test_a_rehearsal_says_whether_a_backup_can_be_restored(centre, tmp_path):
    _, data = centre
    archive = backed_up(data, tmp_path)
    rehearse = ("rehearse", archive, "--data", data, "--identity-file")
    said = gongyou(*rehearse, tmp_path / "officer", GONGYOU_PASSPHRASE=PHRASE)
    assert "can be restored" in said
    (tmp_path / "stranger").write_text(str(pyrage.x25519.Identity.generate()))
    refused = gongyou(*rehearse, tmp_path / "stranger", code=1, GONGYOU_PASSPHRASE=PHRASE)
    assert "cannot be restored" in refused and "Traceback" not in refused


def test_after_a_rekey_the_old_file_of_the_database_is_another(centre):
    _, data = centre
    before = (data / "gongyou.db").read_bytes()[:4096]
    said = gongyou("rekey", "--data", data, GONGYOU_PASSPHRASE=PHRASE)
    assert "new key" in said
    assert (data / "gongyou.db").read_bytes()[:4096] != before
    assert "whole" in gongyou("check", "--data", data, GONGYOU_PASSPHRASE=PHRASE)


def test_the_officers_get_three_shares_in_files_of_their_own(centre, tmp_path):
    _, data = centre
    to = tmp_path / "shares"
    gongyou("officers", to, "--as", "mei", "--data", data, GONGYOU_PASSPHRASE=PHRASE)
    shares = {path.read_text() for path in to.iterdir()}
    assert len(shares) == 3
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in to.iterdir())


def test_an_export_holds_open_files_for_their_owner_only(centre, tmp_path):
    _, data = centre
    to = tmp_path / "export"
    gongyou("export", to, "--as", "mei", "--data", data, GONGYOU_PASSPHRASE=PHRASE)
    assert "workers" in json.loads((to / "centre.json").read_text())
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in to.iterdir())
