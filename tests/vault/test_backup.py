"""A backup is consistent, sealed to officers, restored elsewhere, and brings nobody back."""

import shutil

import pyrage
import pytest

from tests.attacks.canary import found_in
from tests.vault.installations import INIT, OPEN, OPEN_ANNA, process, run

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


def backup(folder, officer) -> str:
    return f"commands.backup(Path({str(folder / 'backup')!r}), [{officer[1]!r}])\n"


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """An installation with one file, and the file's id."""
    folder = tmp_path_factory.mktemp("first")
    one = run(folder / "data", INIT.format(title=NAME) + OPEN_ANNA + STORE)
    return folder / "data", one


@pytest.fixture
def data(first, tmp_path):
    """A copy of it, for this test alone; like a laptop that was cloned before its first day."""
    shutil.copytree(first[0], tmp_path / "data")
    return tmp_path / "data", first[1]


@pytest.fixture(scope="module")
def centre(first, officer, tmp_path_factory):
    """An installation that was backed up."""
    folder = tmp_path_factory.mktemp("centre")
    shutil.copytree(first[0], folder / "data")
    run(folder / "data", OPEN + backup(folder, officer))
    return folder, first[1]


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


def test_a_destroyed_identity_stays_destroyed_when_the_keys_are_overwritten(
    data, tmp_path, officer
):
    folder, one = data
    run(folder, OPEN + backup(tmp_path, officer))
    old = next((tmp_path / "backup").glob("gongyou-data-*.age"))
    shredded = f"shred(anna, [StoredFile.objects.get(pk={one!r})], reason='asked')\n"
    run(folder, OPEN + shredded + backup(tmp_path, officer))
    read = f"""
anna = commands.open_actor("anna", PASSPHRASE)
stored = StoredFile.objects.get(pk={one!r})
assert stored.reveal(anna, "name") is None and stored.shredded
try:
    files.read_file(anna, stored)
    sys.exit("it came back")
except Shredded:
    pass
"""
    restore(tmp_path, "elsewhere", officer, old, read)


def test_an_old_backup_is_restored_after_new_keys_and_a_new_database_key(data, tmp_path, officer):
    folder, one = data
    run(folder, OPEN + backup(tmp_path, officer))
    old = next((tmp_path / "backup").glob("gongyou-data-*.age"))
    opened = f"StoredFile.objects.get(pk={one!r}).reveal(anna, 'name')\n"
    change = f"rotate(anna, compartment)\n{opened}commands.change_database_key()\n"
    run(folder, OPEN + change)
    run(folder, OPEN + backup(tmp_path, officer))
    read = f"""
anna = commands.open_actor("anna", PASSPHRASE)
assert StoredFile.objects.get(pk={one!r}).reveal(anna, "name") == {NAME!r}
"""
    assert restore(tmp_path, "elsewhere", officer, old, read)[3] == []


BEFORE_AN_UPGRADE = """
from django.core.management import call_command
call_command("migrate", "vault", "0008", verbosity=0)
"""


def test_a_backup_from_before_an_upgrade_is_restored_with_keys_from_after(
    first, data, tmp_path, officer
):
    """Data archives are kept for years; the tables of keys go on changing meanwhile."""
    folder, one = data
    opened = "commands.open_database(PASSPHRASE)\n"
    run(folder, opened + BEFORE_AN_UPGRADE + backup(tmp_path / "then", officer))
    old = next((tmp_path / "then" / "backup").glob("gongyou-data-*.age"))
    run(first[0], OPEN + backup(tmp_path / "now", officer))
    shutil.copy(tmp_path / "now/backup/gongyou-keys.age", old.parent)
    read = f"""
anna = commands.open_actor("anna", PASSPHRASE)
assert StoredFile.objects.get(pk={one!r}).reveal(anna, "name") == {NAME!r}
"""
    *whole, problems = restore(tmp_path, "elsewhere", officer, old, read)
    assert whole == [1, [], 0]
    # Going back threw the digest of the file away, which the journal tells of still.
    assert [problem.rsplit(": ", 1)[1] for problem in problems] == ["digest"]


def test_a_backup_under_load_is_consistent(data, tmp_path, officer):
    load = process(
        data[0],
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
        run(data[0], OPEN + backup(tmp_path, officer))
    finally:
        load.kill()
        load.communicate()
    count, missing, lost, problems = restore(tmp_path, "elsewhere", officer)
    assert count >= 10
    assert (missing, lost, problems) == ([], 0, [])


def test_check_finds_a_lost_file_and_a_cut_journal(data):
    found = run(
        data[0],
        OPEN
        + """
from gongyou.vault.journal import witness
from gongyou.vault.journal.models import Entry, Stream
from gongyou.vault.files.media import path_of
clean = commands.check().problems
witness.note()
last, before = Entry.objects.filter(compartment=compartment).order_by("-seq")[:2]
last.delete()
Stream.objects.filter(pk=last.stream_id).update(head_seq=before.seq, head_hash=before.hash)
path_of(StoredFile.objects.get().location).unlink()
print(json.dumps([clean, commands.check().problems]))
""",
    )
    assert found[0] == []
    journal, file = found[1][0], found[1][-1]
    assert "was cut before entry" in journal
    assert file.endswith("missing")


def test_slots_tell_neither_who_nor_how_many(data):
    slots = data[0] / "slots"
    before = slots.read_bytes()
    add = "".join(f'commands.add_user("m{number}", PASSPHRASE)\n' for number in range(3))
    run(data[0], OPEN + add)
    assert len(slots.read_bytes()) == len(before)
    assert slots.read_bytes() != before
    assert b"anna" not in before


def test_a_wrong_passphrase_opens_nothing_and_the_disk_is_noise(data):
    tried = run(
        data[0],
        """
from gongyou.vault.sqlcipher.holder import DatabaseSealed
seen = []
for passphrase in ("not the passphrase", ""):
    try:
        commands.open_database(passphrase)
    except WrongPassphrase:
        seen.append("wrong")
try:
    Account.objects.count()
except DatabaseSealed:
    seen.append("sealed")
print(json.dumps(seen))
""",
    )
    assert tried == ["wrong", "wrong", "sealed"]
    assert b"SQLite format 3" not in (data[0] / "gongyou.db").read_bytes()[:64]


def test_a_changed_passphrase_opens_the_database_and_the_old_one_no_longer(data):
    new = "a brown kettle and eleven spoons"
    run(data[0], OPEN + f"change_passphrase(anna, PASSPHRASE, {new!r})")
    seen = run(
        data[0],
        f"print(json.dumps([unseal(PASSPHRASE), unseal({new!r}), Account.objects.count()]))",
    )
    assert seen == [False, True, 1]


def test_a_rehearsal_restores_elsewhere_leaves_nothing_and_is_noted(data, tmp_path, officer):
    folder, _ = data
    before = """
before = commands.state_of_backups()
source = commands.backup(Path({to!r}), [{public!r}]).data
problems = commands.rehearse(source, {secret!r}, PASSPHRASE)
after = commands.state_of_backups()
print(json.dumps([before.nag, problems, after.nag, after.backup_days, after.rehearsal_days]))
""".format(to=str(tmp_path / "backup"), public=officer[1], secret=officer[0])
    assert run(folder, OPEN + before) == [True, [], False, 0, 0]
    assert not list(folder.glob("rehearsal-*"))


MAKER = """
done = commands.restore(Path({source!r}), {identity!r}, PASSPHRASE)
print(json.dumps([done.maker, done.checked.problems]))
"""


def test_a_restore_shows_who_made_the_archive_and_a_stranger_is_named(centre, officer, tmp_path):
    """Somebody with the officer's public key makes an archive of a centre of their own."""
    folder, _ = centre
    source = next((folder / "backup").glob("gongyou-data-*.age"))
    asked = {"source": str(source), "identity": officer[0]}
    words, problems = run(tmp_path / "own", MAKER.format(**asked))
    assert len(words.split()) == 8
    assert problems == []

    resealed = tmp_path / "other"
    resealed.mkdir()
    forge = f"""
import io, tarfile
from gongyou.vault.backup import archive
import pyrage
identity = pyrage.x25519.Identity.from_str({officer[0]!r})
for name in ({str(source)!r}, {str(source.with_name("gongyou-keys.age"))!r}):
    plain = pyrage.decrypt(Path(name).read_bytes(), [identity])
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(plain)) as old, tarfile.open(fileobj=out, mode="w") as new:
        for info in old:
            content = old.extractfile(info).read()
            if info.name == "manifest.json":
                said = json.loads(content)
                said["made_at"] = "2020-01-01T00:00:00+00:00"
                content = json.dumps(said, sort_keys=True).encode()
                info.size = len(content)
            new.addfile(info, io.BytesIO(content))
    sealed = pyrage.encrypt(out.getvalue(), [identity.to_public()])
    (Path({str(resealed)!r}) / Path(name).name).write_bytes(sealed)
print("1")
"""
    run(tmp_path / "forger", forge)
    asked["source"] = str(resealed / source.name)
    _words, problems = run(tmp_path / "forged", MAKER.format(**asked))
    assert len([one for one in problems if "nobody signed" in one]) == 2


def test_a_clock_two_years_ahead_at_one_backup_makes_no_later_keys_too_old():
    from gongyou.vault.backup.restoring import _older

    data = {"made_at": "2028-11-30T00:00:00+00:00", "heads": [["a", 5, "x"]]}
    later = {"made_at": "2026-12-01T00:00:00+00:00", "heads": [["a", 9, "y"], ["b", 1, "z"]]}
    assert not _older(later, data)
    assert _older(data, later)
