"""A laptop that came back from a backup, or was put back as a folder: it is never taken for the
laptop that it is a copy of, and its people are told."""

import shutil

from tests.vault.installations import WHOLE, run
from tests.vault.test_laptops import act, exchange, made, two  # noqa: F401

OFFICER = """
import pyrage
officer = pyrage.x25519.Identity.generate()
commands.backup(Path({to!r}), [str(officer.to_public())])
print(json.dumps(str(officer)))
"""
RESTORE = """
(archive,) = Path({to!r}).glob("gongyou-data-*.age")
commands.restore(archive, {identity!r}, PASSPHRASE)
"""
TOLD = """
from gongyou.vault.public import next_number
from gongyou.vault.journal.device import this_device
from gongyou.vault.journal.models import Entry
add_worker(by=anna, compartment=where, name="Told after the restore")
mine = Entry.objects.filter(device=this_device().id).values_list("seq", flat=True)
print(json.dumps([str(this_device().id), str(next_number(Case.objects.all(), "ordinal")),
    laptops.of_this_one(), commands.check(actor=anna).problems, min(mine)]))
"""


def test_a_restored_laptop_is_another_one_with_a_number_nobody_had(two):  # noqa: F811
    to, back = str(two / "backup"), two / "back"
    identity = act(two / "first", OFFICER.format(to=to))
    run(back, RESTORE.format(to=to, identity=identity), WHOLE)
    before = act(two / "first", TOLD)
    after = act(back, TOLD)
    assert after[0] != before[0]
    # Its entries are a chain of its own from the first on.
    assert after[4] == 1
    assert (before[2], after[3]) == ("", [])
    # Neither of the first nor of laptop B: both may still write.
    assert (before[1], after[1]) == ("1", "C1")
    assert "came back from a backup" in after[2]


def test_the_others_refuse_what_a_restored_laptop_gives(two):  # noqa: F811
    to, back = str(two / "backup"), two / "back"
    identity = act(two / "first", OFFICER.format(to=to))
    run(back, RESTORE.format(to=to, identity=identity), WHOLE)
    said = exchange(two, "back", "second")
    assert said["done"] == []
    assert "doesn't belong to this centre" in said["refused"][0]
    assert exchange(two, "first", "second")["problems"] == []


def test_a_database_put_back_from_an_older_copy_is_told_before_it_forks(two):  # noqa: F811
    older = two / "older.db"
    shutil.copyfile(two / "second" / "gongyou.db", older)
    act(two / "second", 'add_worker(by=anna, compartment=where, name="Written down, then lost")')
    assert exchange(two, "second", "first")["refused"] == []
    for end in ("-wal", "-shm"):
        (two / "second" / f"gongyou.db{end}").unlink(missing_ok=True)
    shutil.copyfile(older, two / "second" / "gongyou.db")
    said = exchange(two, "first", "second")
    assert said["done"] == []
    assert "older copy of itself" in said["refused"][0]
