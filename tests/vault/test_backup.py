"""A backup is consistent, sealed to officers, restored elsewhere, and brings nobody back."""

import pyrage
import pytest

from tests.attacks.canary import found_in
from tests.vault.installations import INIT, OPEN, process, run

NAME, STORY = "欧阳小红", "Canary slept in the dormitory"
STORE = f"""
stored = files.store(anna, compartment, {STORY!r}.encode() * 50, "evidence", name={NAME!r})
print(json.dumps(str(stored.pk)))
"""
READ = """
stored = StoredFile.objects.get(pk=%r)
print(json.dumps([stored.reveal(anna, "name"), files.read_file(anna, stored).decode()]))
"""


@pytest.fixture(scope="module")
def officer():
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


@pytest.fixture(scope="module")
def centre(tmp_path_factory, officer):
    """An installation with one file, backed up, then one more file."""
    folder = tmp_path_factory.mktemp("centre")
    one = run(folder / "data", INIT.format(title=NAME) + OPEN + STORE)
    backup = f"commands.backup(Path({str(folder / 'backup')!r}), [{officer[1]!r}])"
    run(folder / "data", OPEN + backup)
    return folder, one


def restore(folder, name, officer, source=None, extra=""):
    source = source or next((folder / "backup").glob("gongyou-data-*.age"))
    return run(
        folder / name,
        f"""
done = commands.restore(Path({str(source)!r}), {officer[0]!r}, PASSPHRASE)
{extra}
print(json.dumps([done.files, done.missing, done.destroyed_since, done.checked.problems]))
""",
    )


def test_a_backup_is_restored_whole_and_verified(centre, officer):
    folder, one = centre
    assert restore(folder, "elsewhere", officer) == [1, [], 0, []]
    name, content = run(folder / "elsewhere", OPEN + READ % one)
    assert (name, content[: len(STORY)]) == (NAME, STORY)


def test_neither_data_nor_backup_hold_a_name(centre):
    folder, _ = centre
    assert found_in(folder, [NAME, STORY, "anna"]) == []


def test_the_server_cannot_read_its_own_backup(centre):
    folder, _ = centre
    other = str(pyrage.x25519.Identity.generate())
    with pytest.raises(AssertionError, match="sealed to someone else"):
        restore(folder, "other", (other, None))
    assert not (folder / "other" / "gongyou.db").exists()


def test_a_damaged_backup_is_refused(centre, officer, tmp_path):
    folder, _ = centre
    source = next((folder / "backup").glob("gongyou-data-*.age"))
    content = bytearray(source.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / source.name).write_bytes(content)
    (tmp_path / "gongyou-keys.age").write_bytes((folder / "backup/gongyou-keys.age").read_bytes())
    with pytest.raises(AssertionError, match="damaged"):
        restore(folder, "damaged", officer, tmp_path / source.name)


def test_restore_never_overwrites(centre, officer):
    folder, _ = centre
    with pytest.raises(AssertionError, match="NotEmpty"):
        restore(folder, "data", officer)


def test_a_destroyed_identity_stays_destroyed_after_the_key_line_is_overwritten(tmp_path, officer):
    one = run(tmp_path / "data", INIT.format(title="x") + OPEN + STORE)
    backup = f"commands.backup(Path({str(tmp_path / 'backup')!r}), [{officer[1]!r}])"
    run(tmp_path / "data", OPEN + backup)
    old = next((tmp_path / "backup").glob("gongyou-data-*.age"))
    shred = f"shred(anna, [StoredFile.objects.get(pk={one!r})], reason='asked')"
    run(tmp_path / "data", OPEN + shred)
    run(tmp_path / "data", OPEN + backup)
    restore(tmp_path, "elsewhere", officer, old)
    gone = run(
        tmp_path / "elsewhere",
        OPEN
        + f"""
stored = StoredFile.objects.get(pk={one!r})
try:
    files.read_file(anna, stored)
except Shredded:
    print(json.dumps([stored.reveal(anna, "name"), stored.shredded]))
""",
    )
    assert gone == [None, True]


def test_an_old_backup_is_restored_after_new_keys_and_a_new_database_key(tmp_path, officer):
    one = run(tmp_path / "data", INIT.format(title="x") + OPEN + STORE)
    backup = f"commands.backup(Path({str(tmp_path / 'backup')!r}), [{officer[1]!r}])"
    run(tmp_path / "data", OPEN + backup)
    old = next((tmp_path / "backup").glob("gongyou-data-*.age"))
    change = f"rotate(anna, compartment)\n{(READ % one).replace('print', 'str')}"
    run(tmp_path / "data", OPEN + change + "\ncommands.change_database_key()")
    run(tmp_path / "data", OPEN + backup)
    assert restore(tmp_path, "elsewhere", officer, old)[3] == []
    assert run(tmp_path / "elsewhere", OPEN + READ % one)[0] == NAME


def test_a_backup_under_load_is_consistent(tmp_path, officer):
    run(tmp_path / "data", INIT.format(title="x"))
    load = process(
        tmp_path / "data",
        OPEN
        + """
for number in range(10_000):
    files.store(anna, compartment, f"note {number} ".encode() * 200, "evidence", look_inside=False)
    print(number, flush=True)
""",
    )
    try:
        while int(load.stdout.readline()) < 10:
            pass
        backup = f"commands.backup(Path({str(tmp_path / 'backup')!r}), [{officer[1]!r}])"
        run(tmp_path / "data", OPEN + backup)
    finally:
        load.kill()
        load.communicate()
    count, missing, lost, problems = restore(tmp_path, "elsewhere", officer)
    assert count >= 10
    assert (missing, lost, problems) == ([], 0, [])


def test_check_finds_a_lost_file_a_changed_row_and_a_cut_journal(tmp_path):
    run(tmp_path / "data", INIT.format(title="x") + OPEN + STORE)
    found = run(
        tmp_path / "data",
        OPEN
        + """
from gongyou.vault.backup.making import note_heads
from gongyou.vault.journal.models import Device, Entry
from gongyou.vault.files.media import path_of
clean = commands.check().problems
note_heads()
last, before = Entry.objects.order_by("-seq")[:2]
last.delete()
Device.objects.update(head_seq=before.seq, head_hash=before.hash)
path_of(StoredFile.objects.get().location).unlink()
print(json.dumps([clean, commands.check().problems]))
""",
    )
    assert found[0] == []
    journal, file = found[1]
    assert journal.startswith("journal: cut at entry")
    assert file.endswith("missing")


def test_slots_tell_neither_who_nor_how_many(tmp_path):
    run(tmp_path / "data", INIT.format(title="x"))
    size = (tmp_path / "data" / "slots").stat().st_size
    add = "".join(f'commands.add_user("m{number}", PASSPHRASE)\n' for number in range(5))
    run(tmp_path / "data", OPEN + add)
    assert (tmp_path / "data" / "slots").stat().st_size == size
    assert b"anna" not in (tmp_path / "data" / "slots").read_bytes()


def test_a_wrong_passphrase_opens_nothing_and_the_disk_is_noise(tmp_path):
    run(tmp_path / "data", INIT.format(title="x"))
    wrong = "commands.open_database('not the passphrase')"
    with pytest.raises(AssertionError, match="opens no slot"):
        run(tmp_path / "data", wrong)
    with pytest.raises(AssertionError, match="DatabaseSealed"):
        run(tmp_path / "data", "print(Account.objects.count())")
    assert b"SQLite format 3" not in (tmp_path / "data" / "gongyou.db").read_bytes()[:64]


def test_a_changed_passphrase_opens_the_database_and_the_old_one_no_longer(tmp_path):
    run(tmp_path / "data", INIT.format(title="x"))
    change = "change_passphrase(anna, PASSPHRASE, 'a brown kettle and eleven spoons')"
    run(tmp_path / "data", OPEN + change)
    with pytest.raises(AssertionError, match="opens no slot"):
        run(tmp_path / "data", OPEN)
    assert (
        run(
            tmp_path / "data",
            "commands.open_database('a brown kettle and eleven spoons')\n"
            "print(json.dumps(Account.objects.count()))",
        )
        == 1
    )
