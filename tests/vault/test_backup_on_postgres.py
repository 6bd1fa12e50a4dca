"""On a PostgreSQL server a backup holds no name in clear, and fills an empty database again."""

import os
import shutil
import subprocess
import sys
import zlib
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import psycopg
import pyrage
import pytest

from gongyou.vault.backup import archive
from tests.attacks.canary import found_in
from tests.postgres import server
from tests.vault.installations import INIT, OPEN, OPEN_ANNA, PASSPHRASE, WHOLE, environment, run
from tests.vault.test_backup import BEFORE_AN_UPGRADE, NAME, READ, STORE, STORY

SECRET = "a secret that the server keeps in its environment, long enough"
LIVE_WRAPS = """
from gongyou.vault.keys.models import DataKey
print(json.dumps([bytes(key.wrap).hex() for key in DataKey.objects.exclude(wrap=b"")]))
"""


@pytest.fixture(scope="module")
def postgres():
    """The server of the suite, or one of this module's own; as an address without a database."""
    if url := os.environ.get("DATABASE_URL"):
        yield url.rpartition("/")[0]
        return
    with server() as url:
        yield f"postgresql://tests@{quote(parse_qs(urlsplit(url).query)['host'][0], safe='')}"


@pytest.fixture(scope="module")
def database(postgres):
    """A function that makes a database, and gives what an environment says of it."""
    made = []

    def make(like: str = "template1") -> dict[str, str]:
        name = f"backups_{os.urandom(6).hex()}"
        _command(postgres, f"CREATE DATABASE {name} TEMPLATE {like}")
        made.append(name)
        return {"DATABASE_URL": f"{postgres}/{name}", "GONGYOU_SECRET_KEY": SECRET}

    yield make
    for name in made:
        _command(postgres, f"DROP DATABASE {name} WITH (FORCE)")


def _command(postgres: str, command: str) -> None:
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute(command)


@pytest.fixture(scope="module")
def officer():
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


@pytest.fixture(scope="module")
def first(database, tmp_path_factory):
    """An installation with one file: its folder, its environment, and the file's id."""
    data, where = tmp_path_factory.mktemp("first") / "data", database()
    return data, where, run(data, INIT.format(title=NAME) + OPEN_ANNA + STORE, **where)


@pytest.fixture
def centre(first, database, tmp_path):
    """A copy of it, for this test alone."""
    shutil.copytree(first[0], tmp_path / "data")
    return tmp_path / "data", database(first[1]["DATABASE_URL"].rpartition("/")[2]), first[2]


def back_up(centre, to, officer, before: str = ""):
    """The data archive of a fresh backup."""
    data, where, _ = centre
    script = f"print(json.dumps(str(commands.backup(Path({str(to)!r}), [{officer[1]!r}]).data)))"
    opened = OPEN_ANNA if where else OPEN
    return run(data, opened + before + "\n" + script, **where)


def restore(folder, source, officer, where, after: str = ""):
    script = f"""
done = commands.restore(Path({str(source)!r}), {officer[0]!r})
{after}
print(json.dumps([done.files, done.missing, done.destroyed_since, done.checked.problems]))
"""
    return run(folder, script, **where)


def tables_of(where) -> int:
    with psycopg.connect(where["DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        return rows.fetchone()[0]


def test_a_backup_is_restored_whole_into_an_empty_database(centre, database, tmp_path, officer):
    source, elsewhere = back_up(centre, tmp_path / "backup", officer), database()
    assert restore(tmp_path / "new", source, officer, elsewhere) == [1, [], 0, []]
    name, content = run(tmp_path / "new", OPEN_ANNA + READ % centre[2], **elsewhere)
    assert (name, content[: len(STORY)]) == (NAME, STORY)
    # Numbers go on: the restored centre takes new records.
    assert run(tmp_path / "new", OPEN_ANNA + STORE, **elsewhere)


def test_nothing_lies_in_clear_in_archives_or_folders(centre, database, tmp_path, officer):
    source = back_up(centre, tmp_path / "backup", officer)
    restore(tmp_path / "new", source, officer, database())
    assert found_in(tmp_path, [NAME, STORY, "anna", "vault_account"]) == []
    assert not list((tmp_path / "data").glob("backup-*"))
    assert not (tmp_path / "new" / "restoring").exists()


def test_no_key_that_opens_data_lies_in_the_data_archive(centre, tmp_path, officer):
    source = back_up(centre, tmp_path / "backup", officer)
    wraps = run(centre[0], LIVE_WRAPS, **centre[1])
    assert wraps
    held = {"data": b"", "keys": b""}
    files = {"data": tmp_path / source, "keys": tmp_path / "backup" / "gongyou-keys.age"}
    for part, path in files.items():

        def take(name, content, part=part):
            read = content.read()
            held[part] += zlib.decompress(read) if name.startswith("tables/") else b""

        archive.read(path, archive.identities_of(officer[0]), take)
    assert [wrap for wrap in wraps if wrap.encode() in held["data"]] == []
    assert all(wrap.encode() in held["keys"] for wrap in wraps)


def test_a_destroyed_identity_stays_destroyed(centre, database, tmp_path, officer):
    old = back_up(centre, tmp_path / "backup", officer)
    one = f"StoredFile.objects.get(pk={centre[2]!r})"
    back_up(centre, tmp_path / "backup", officer, f"shred(anna, [{one}], reason='asked')")
    read = f"""
anna = commands.open_actor("anna", PASSPHRASE)
stored = {one}
assert stored.reveal(anna, "name") is None and stored.shredded
"""
    assert restore(tmp_path / "new", old, officer, database(), read)[2:] == [1, []]


def test_an_old_backup_is_restored_after_new_keys(centre, database, tmp_path, officer):
    old = back_up(centre, tmp_path / "backup", officer)
    back_up(centre, tmp_path / "backup", officer, "rotate(anna, compartment)")
    read = f"""
anna = commands.open_actor("anna", PASSPHRASE)
assert StoredFile.objects.get(pk={centre[2]!r}).reveal(anna, "name") == {NAME!r}
"""
    assert restore(tmp_path / "new", old, officer, database(), read)[3] == []


def test_a_backup_from_before_an_upgrade_is_restored_with_keys_from_after(
    first, centre, database, tmp_path, officer
):
    data, where, one = centre
    to = f"Path({str(tmp_path / 'then')!r})"
    script = f"print(json.dumps(str(commands.backup({to}, [{officer[1]!r}]).data)))"
    old = Path(run(data, BEFORE_AN_UPGRADE + script, **where))
    back_up(first, tmp_path / "now", officer)
    shutil.copy(tmp_path / "now/gongyou-keys.age", old.parent)
    read = f"""
anna = commands.open_actor("anna", PASSPHRASE)
assert StoredFile.objects.get(pk={one!r}).reveal(anna, "name") == {NAME!r}
"""
    *whole, problems = restore(tmp_path / "new", old, officer, database(), read)
    assert whole == [1, [], 0]
    assert [problem.rsplit(": ", 1)[1] for problem in problems] == ["digest"]


def test_keys_older_than_the_data_are_refused_and_leave_nothing(
    centre, database, tmp_path, officer
):
    back_up(centre, tmp_path / "backup", officer)
    old = (tmp_path / "backup/gongyou-keys.age").read_bytes()
    newer = back_up(centre, tmp_path / "backup", officer)
    (tmp_path / "backup/gongyou-keys.age").write_bytes(old)
    elsewhere = database()
    with pytest.raises(AssertionError, match="older than the data"):
        restore(tmp_path / "new", newer, officer, elsewhere)
    assert tables_of(elsewhere) == 0
    assert not (tmp_path / "new" / "media").exists()


@pytest.mark.soak
def test_a_damaged_backup_leaves_the_database_empty(centre, database, tmp_path, officer):
    source, elsewhere = back_up(centre, tmp_path / "backup", officer), database()
    content = bytearray((tmp_path / source).read_bytes())
    content[-40] ^= 1  # near the end: everything before it was read and filled in
    (tmp_path / "backup" / "gongyou-data-x.age").write_bytes(content)
    with pytest.raises(AssertionError, match="damaged"):
        restore(tmp_path / "new", tmp_path / "backup/gongyou-data-x.age", officer, elsewhere)
    assert tables_of(elsewhere) == 0
    assert restore(tmp_path / "new", source, officer, elsewhere)[3] == []


def test_restore_never_overwrites_a_database_or_a_folder(centre, database, tmp_path, officer):
    source = back_up(centre, tmp_path / "backup", officer)
    with pytest.raises(AssertionError, match="NotEmpty"):
        restore(tmp_path / "new", source, officer, centre[1])
    with pytest.raises(AssertionError, match="NotEmpty"):
        restore(centre[0], source, officer, database())


@pytest.mark.soak
def test_another_secret_is_told(centre, database, tmp_path, officer):
    source = back_up(centre, tmp_path / "backup", officer)
    elsewhere = {**database(), "GONGYOU_SECRET_KEY": "another secret, which is long enough too"}
    (problem,) = restore(tmp_path / "new", source, officer, elsewhere)[3]
    assert problem.startswith("GONGYOU_SECRET_KEY isn't that of the backup")


@pytest.mark.soak
def test_an_archive_of_the_embedded_database_is_told_apart(database, tmp_path, officer):
    data = tmp_path / "embedded"
    run(data, INIT.format(title=NAME))
    source = back_up((data, {}, None), tmp_path / "backup", officer)
    with pytest.raises(AssertionError, match="other kind of database"):
        restore(tmp_path / "new", source, officer, database())


def test_a_backup_while_people_work_is_of_one_moment(centre, database, tmp_path, officer):
    """What is written while tables are read is in no table of the backup."""
    data, where, _ = centre
    script = f"""
from gongyou.vault.backup import archive, tables
import threading
whole = tables._entries
def slowly(raw, names, *rest):
    for number, entry in enumerate(whole(raw, names, *rest)):
        if number == 1:
            writer = threading.Thread(target=write)
            writer.start()
            writer.join()
        yield entry
def write():
    files.store(anna, compartment, b"meanwhile " * 50, "evidence", look_inside=False)
tables._entries = slowly
made = commands.backup(Path({str(tmp_path / "backup")!r}), [{officer[1]!r}])
print(json.dumps([str(made.data), StoredFile.objects.count()]))
"""
    source, now = run(data, OPEN_ANNA + script, **where)
    assert now == 3
    count = "assert StoredFile.objects.count() == 1"
    assert restore(tmp_path / "new", source, officer, database(), count) == [1, [], 0, []]


@pytest.mark.soak
def test_a_rehearsal_leaves_no_table_and_no_folder(centre, tmp_path, officer):
    source = back_up(centre, tmp_path / "backup", officer)
    script = f"""
before = commands.state_of_backups()
problems = commands.rehearse(Path({source!r}), {officer[0]!r}, "")
after = commands.state_of_backups()
print(json.dumps([before.nag, problems, after.nag]))
"""
    assert run(centre[0], script, **centre[1]) == [True, [], False]
    assert not list(centre[0].glob("rehearsal-*"))
    with psycopg.connect(centre[1]["DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT 1 FROM pg_namespace WHERE nspname LIKE '%rehears%'")
        assert rows.fetchall() == []


def test_check_names_a_reference_that_nobody_proved(centre):
    script = """
from django.db import connection
clean = commands.check().problems
with connection.cursor() as cursor:
    cursor.execute("ALTER TABLE vault_grant ADD CONSTRAINT doubtful CHECK (how < 9) NOT VALID")
print(json.dumps([clean, commands.check().problems]))
"""
    found = run(centre[0], script, **centre[1])
    assert found == [[], ["database: a reference of vault_grant is unproved"]]


# --- the whole program ---------------------------------------------------------------------


def gongyou(folder, where, *arguments, code: int = 0) -> str:
    """A command of the program, without a prompt."""
    done = subprocess.run(
        [sys.executable, "-c", "from gongyou.cli import main; main()", *map(str, arguments)],
        env=environment(folder, WHOLE, COLUMNS="300", GONGYOU_PASSPHRASE=PASSPHRASE, **where),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=900,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


SIGN_IN = """
from django.test import Client
client = Client(headers={"host": "localhost"})
answer = client.post("/accounts/sign-in/", {"login": "anna", "passphrase": PASSPHRASE})
home = client.get("/")
print(json.dumps([answer.status_code, home.status_code, home.wsgi_request.actor.unlocked]))
"""


@pytest.mark.soak
def test_commands_back_up_restore_check_and_rehearse(database, tmp_path, officer):
    data, where, elsewhere = tmp_path / "data", database(), database()
    gongyou(data, where, "init", "--login", "anna", "--compartment", NAME)
    backups, identity = tmp_path / "backup", tmp_path / "officer"
    identity.write_text(officer[0])
    gongyou(data, where, "backup", backups, "--recipient", officer[1])
    source = next(backups.glob("gongyou-data-*.age"))
    given = (source, "--identity-file", identity)
    assert "can be restored" in gongyou(data, where, "rehearse", *given)
    chinese = where | {"GONGYOU_LANGUAGE": "zh-hans"}
    assert "空的数据库" in gongyou(tmp_path / "new", chinese, "restore", *given, code=1)
    said = gongyou(tmp_path / "new", elsewhere, "restore", *given)
    assert "Restored" in said and "Problem" not in said
    assert "whole" in gongyou(tmp_path / "new", elsewhere, "check")
    assert run(tmp_path / "new", SIGN_IN, WHOLE, **elsewhere) == [302, 200, True]


TWO_AT_ONCE = """
import threading, time
from django.db import connection
other = create_compartment(anna, "Other")
waits = {}

def append_in(where, name):
    connection.ensure_connection()
    began = time.monotonic()
    with transaction.atomic():
        journal.append(None, "vault.settle", compartment=where)
    waits[name] = time.monotonic() - began
    connection.close()

with transaction.atomic():
    journal.append(None, "vault.settle", compartment=compartment)
    beside = threading.Thread(target=append_in, args=(other, "other"))
    same = threading.Thread(target=append_in, args=(compartment, "same"))
    beside.start(); same.start()
    beside.join(timeout=60)
    free = not beside.is_alive()
    time.sleep(0.2)
    held = same.is_alive()
same.join()
print(json.dumps([free, held, waits["other"], journal.verify() == []]))
"""


def test_nobody_waits_for_another_compartment(centre):
    data, where, _one = centre
    free, held, waited, whole = run(data, OPEN_ANNA + TWO_AT_ONCE, **where)
    print(f"the other compartment's entry took {waited:.3f} s")
    assert (free, held, whole) == (True, True, True)
