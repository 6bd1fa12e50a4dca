"""A centre from the command line, without a prompt: set up, add, check, back up, restore."""

import os
import stat
import subprocess
import sys

import pyrage
import pytest

PHRASE = "seven grey herons over the weir"
OTHER = "eleven quiet barges after rain"
START = "from gongyou.cli import main; main()"


def gongyou(*arguments, code=0, **environment):
    """Run a command in a process of its own and return what it said."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GONGYOU_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", START, *map(str, arguments)],
        env=kept | {"GONGYOU_PASSPHRASE_COST": "light", "COLUMNS": "300"} | environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


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


def test_check_is_clean_and_a_backup_restores_elsewhere(centre, tmp_path):
    _, data = centre
    assert "whole" in gongyou("check", "--data", data, GONGYOU_PASSPHRASE=PHRASE)
    officer = pyrage.x25519.Identity.generate()
    (tmp_path / "officer").write_text(str(officer))
    to = tmp_path / "backups"
    gongyou(
        *("backup", to, "--recipient", officer.to_public(), "--data", data),
        GONGYOU_PASSPHRASE=PHRASE,
    )
    archive = next(to.glob("gongyou-data-*.age"))
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
