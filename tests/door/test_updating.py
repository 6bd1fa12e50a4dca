"""Data of an earlier version: taken over whole, or left as they were, whenever the power goes."""

import shutil
from pathlib import Path

import pytest

from tests.vault.installations import WHOLE, run

OLD = Path(__file__).with_name("data_04e4e70")

OPENED = """
commands.open_database(PASSPHRASE)
"""
NAMES = """
from gongyou.centre.models import Worker
anna = commands.open_actor("anna", PASSPHRASE)
names = sorted(one.reveal(anna, "name") for one in Worker.objects.visible_to(anna))
"""
MOMENTS = (
    OPENED
    + """
import signal
from django.db import connection
from gongyou.vault import installation, updating
from tests.dying import die_after, killed
folder = Path(os.environ["GONGYOU_DATA"])
old = Path(os.environ["OLD"])
asked = json.loads(os.environ["MOMENTS"])
def fresh():
    connection.close()
    installation.forget()
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    for path in old.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
def tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
        return cursor.fetchall()
told = []
fresh()
before = tables()
connection.close()
for commits in asked:
    fresh()
    child = os.fork()
    if child == 0:
        die_after(commits=commits)
        updating.update()
        os._exit(0)
    died = killed(child)
    there = updating.put_back()
    told.append([died, there, tables() == before, updating._wrong(updating._rows())])
print(json.dumps(told))
"""
)
FAILS = (
    OPENED
    + """
from gongyou.vault import updating
def loses():
    from django.db import connection
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("DELETE FROM centre_intake")
updating.migrate = loses
with_rows = updating._rows()["centre_intake"]
try:
    updating.update()
    said = ""
except updating.NotUpdated as why:
    said = str(why)
after = updating._rows()["centre_intake"]
print(json.dumps([with_rows, said, after, os.listdir(os.environ["GONGYOU_DATA"])]))
"""
)


@pytest.fixture
def folder(tmp_path):
    """The small centre of that version."""
    return Path(shutil.copytree(OLD, tmp_path / "centre"))


@pytest.mark.crash
@pytest.mark.soak
def test_the_centre_of_an_earlier_version_is_taken_over_whole(folder):
    script = OPENED + "from gongyou.web import installing\ninstalling.bring_up_to_date()" + NAMES
    script += (
        "\nprint(json.dumps([names, commands.check(actor=anna).problems, commands.is_current()]))"
    )
    assert run(folder, script, WHOLE) == [["Li Mei", "Wang Qiang"], [], True]
    assert (folder / "last-version.db").exists()


@pytest.mark.crash
@pytest.mark.soak
def test_a_power_cut_leaves_the_data_as_they_were(folder):
    moments = "[0, 1, 2, 3, 5, 7, 9, 12, 15, 18]"
    told = run(folder, MOMENTS, WHOLE, OLD=str(OLD), MOMENTS=moments)
    assert [one[0] for one in told] == [True] * 10
    assert [one[2] for one in told] == [True] * 10
    assert {one[3] for one in told} == {""}
    assert any(one[1] for one in told)


def test_an_update_that_loses_rows_is_taken_back(folder):
    rows, said, after, there = run(folder, FAILS, WHOLE)
    assert rows == after == 2
    assert "centre_intake lost rows" in said
    assert "updating" not in there
