"""`gongyou events`: what the pages do, from the command line."""

import json

import pytest
import typer
from typer.testing import CliRunner

from gongyou.advocacy.commands import events
from gongyou.advocacy.models import Event, Report
from gongyou.law.workbooks import open_sheets
from tests.advocacy.sheets import clb, data

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(people, tmp_path):
    root = typer.Typer()
    events.register(root, lambda *_given: people.lawyer)

    def call(*words):
        given = ["--data", str(tmp_path), "--as", "lawyer"]
        return CliRunner().invoke(root, ["events", *map(str, words), *given])

    return call


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


def cells(content, name="x.xlsx"):
    return [
        (n, at, value)
        for sheet in open_sheets(content, name)
        for n, row in enumerate(sheet.rows)
        for at, value in enumerate(row)
        if value not in (None, "")
    ]


def test_sheets_go_in_with_their_totals_and_come_back_cell_for_cell(run, people, tmp_path):
    name = "October-2019-Work-Stoppages.xlsx"
    files = [write(tmp_path, name, data(name)), write(tmp_path, "clb.xlsx", clb())]
    done = run("import", *files, "--compartment", people.lawyer.compartment_title(people.inside))
    assert done.exit_code == 0, done.output
    assert "unit: 36084 = 36084" in done.output
    assert Event.objects.count() == Report.objects.count() == 25 + 6
    back = tmp_path / "back"
    assert run("export", "--to", back).exit_code == 0
    held = [cells(path.read_bytes()) for path in back.iterdir()]
    assert sorted(held, key=len) == sorted((cells(f.read_bytes()) for f in files), key=len)
    table = run("statistics", "--dataset", "fmcs").output.splitlines()
    assert [line.split(",")[0] for line in table[1:-1]] == ["fmcs"] * (len(table) - 2)
    assert table[-1].startswith("# fmcs: "), "coverage stands below"


def test_a_shifted_sheet_is_refused_and_nothing_of_it_is_there(run, people, tmp_path):
    path = write(tmp_path, "w.json", data("work-stoppages-2021.json"))
    place = people.lawyer.compartment_title(people.inside)
    done = run("import", path, "--compartment", place)
    assert done.exit_code == 2
    assert "Number of workers" in done.output
    assert not Event.objects.exists()
    odd = write(tmp_path, "x.json", json.dumps([{"a": 1}]).encode())
    assert run("import", odd, "--compartment", place).exit_code == 2
    assert run("import", tmp_path / "gone.xlsx", "--compartment", place).exit_code == 3
    assert run("agreement").exit_code == 2
