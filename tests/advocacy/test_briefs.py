"""Briefs: every exit code provoked, no number without a figure, and what is written out."""

import io
import shutil
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongyou.advocacy.briefs import BriefError, check, exit_code, output, read
from gongyou.advocacy.briefs.document import parse
from gongyou.advocacy.briefs.expressions import NotUnderstood, NoValue, holds
from gongyou.advocacy.briefs.numbers import unmarked
from gongyou.advocacy.briefs.sources import FromFiles, Snapshot
from gongyou.advocacy.indicators import Figure
from gongyou.cli import build as command

HEAD = """---
brief: arrears
language: {language}
title: {title}
as_of: 2026-09-30
data: {{answers: "file:answers.csv"}}
figures:
  p1: {{indicator: arrears_incidence, table: answers, by: place}}
  p3: {{indicator: arrears_amount, table: answers}}
---
"""
EN = """# What we found

[[p1.total]] of workers were owed wages ([[p1.n]] told us), on average [[p3.mean]].
{More than half}[p1 >= 0.5] of them; see {art. 30}! of the law of {2008}!.

[[p1 as bar]]

- East: [[p1["East"]]]

| Place | Share |
|---|---|
| East | [[p1["East"]]] |

[[p3 as table]]
"""
ZH = """# 我们的发现

[[p1.total]]的工友被欠薪（[[p1.n]]人说明了情况），平均[[p3.mean]]。
{半数以上}[p1 >= 0.5]，见{2008}!年法律{第30条}!。

[[p1 as bar]]

- 东门：[[p1["East"]]]

| 地点 | 比例 |
|---|---|
| 东门 | [[p1["East"]]] |

[[p3 as table]]
"""
ROWS = ["yes,East,900", "no,East,0", "yes,West,1000", "no,West,0", ",West,"] * 15 + [
    "yes,East,1100"
] * 10


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A brief in two languages beside its table, built once."""
    tmp_path = tmp_path_factory.mktemp("brief")
    head = "wages_owed,place,amount_owed\n"
    (tmp_path / "answers.csv").write_text(head + "\n".join(ROWS) + "\n", encoding="utf-8")
    for language, text, title in (("en", EN, "Wages owed"), ("zh-hans", ZH, "欠薪")):
        content = HEAD.format(language=language, title=title) + text
        (tmp_path / f"arrears.{language}.md").write_text(content, encoding="utf-8")
    run(tmp_path, "build", "--to", str(tmp_path / "out"))
    return tmp_path


@pytest.fixture
def folder(built, tmp_path):
    """A copy of it to change."""
    return Path(shutil.copytree(built, tmp_path / "copy"))


def run(folder, *arguments):
    """(exit code, what was said)."""
    name, *rest = arguments
    files = [str(folder / f"arrears.{language}.md") for language in ("en", "zh-hans")]
    done = CliRunner().invoke(command(), ["brief", name, *files, *rest])
    return done.exit_code, done.output


def edit(folder, old, new, language="en"):
    """Change the text of one language."""
    path = folder / f"arrears.{language}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def rows(folder, new):
    """Another table."""
    (folder / "answers.csv").write_text("\n".join(["wages_owed,place,amount_owed", *new]), "utf-8")


def test_0_all_the_same(folder):
    assert run(folder, "check") == (0, "all the same · 全部一致\n")


def test_3_a_value_changed_and_why(folder):
    # 40 of 70 owed; ten more owed make it 50 of 80
    rows(folder, [*ROWS, *["yes,West,1000"] * 10])
    code, said = run(folder, "check")
    assert code == 3
    assert "p1 share was 0.571429, is 0.625: data" in said


def test_4_a_statement_is_no_longer_true(folder):
    rows(folder, [*ROWS, *["no,West,0"] * 40])
    code, said = run(folder, "check")
    assert code == 4
    assert "“More than half” is not true" in said and "“半数以上”不再成立" in said


def test_5_a_figure_cannot_be_computed(folder):
    (folder / "answers.csv").unlink()
    assert run(folder, "check")[0] == 5


def test_5_a_group_is_gone(folder):
    rows(folder, [row.replace("East", "North") for row in ROWS])
    assert run(folder, "check")[0] == 5


def test_6_a_cell_may_no_longer_be_shown(folder):
    # seven of the East are left, so that their share, and the West's beside it, is withheld
    rows(folder, ["yes,West,1000", "no,West,0"] * 20 + ["yes,East,900"] * 7)
    code, said = run(folder, "check")
    assert code == 6
    assert "p1 share East may no longer be shown" in said


def test_6_a_release_was_withdrawn(folder):
    class Withdrawn(FromFiles):
        def forbidden(self, recipe):
            return "withdrawn" if recipe.indicator == "arrears_amount" else ""

    briefs = [parse((folder / f"arrears.{lang}.md").read_text("utf-8")) for lang in ("en",)]
    held = {"arrears": Snapshot.read(folder / "arrears.figures.json")}
    found = check(briefs, Withdrawn(folder), held)
    assert {(f.code, f.why) for f in found if f.code == 6} == {(6, "withdrawn")}
    assert exit_code(found) == 6


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Some 45 % said so."), ("en", "Two thirds said so."), ("en", "Twelve people came."),
        ("en", "About half of them."), ("zh-hans", "三分之二的人说。"), ("zh-hans", "有45%。"),
        ("zh-hans", "一半以上的人。"), ("zh-hans", "来了三千人。"), ("zh-hans", "来了七名工友。"),
        ("zh-hans", "４５人"),
    ],
)  # fmt: skip
def test_7_a_number_without_a_mark(folder, language, text):
    path = folder / f"arrears.{language}.md"
    path.write_text(path.read_text("utf-8") + "\n" + text + "\n", "utf-8")
    assert run(folder, "check")[0] == 7


def test_7_in_a_title_a_table_and_code_too(folder):
    edit(folder, "title: Wages owed", "title: Wages owed in 2026")
    edit(folder, "| East | [[", "| East 12 | [[")
    code, said = run(folder, "check")
    assert code == 7
    assert "“2026”" in said and "“12”" in said


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One of them said that no one and someone else agreed at once."),
        ("zh-hans", "一个工友说，大家一起统一了意见，一些人十分满意，千万不要忘记，一定一致。"),
        ("en", "In {1993}! the rule of {two months}! was made."),
        ("zh-hans", "{2015}!年{第三条}!。"),
    ],
)
def test_words_that_are_no_numbers_are_left_alone(language, text):
    brief = parse(HEAD.format(language=language, title="x") + text)
    assert list(unmarked(brief.plain, language)) == []


def test_8_languages_name_different_figures(folder):
    edit(folder, "平均[[p3.mean]]", "很多", "zh-hans")
    code, said = run(folder, "check")
    assert code == 8
    assert "arrears.zh-hans.md:1: [8] does not name “value p3.mean”" in said


def test_8_the_same_statement_with_another_test(folder):
    edit(folder, "{半数以上}[p1 >= 0.5]", "{半数以上}[p1 >= 0.4]", "zh-hans")
    assert run(folder, "check")[0] == 8


def test_8_the_same_figure_made_otherwise(folder):
    edit(folder, "arrears_amount, table: answers}", "arrears_amount, table: answers, by: place}")
    code, said = run(folder, "check")
    assert "makes p3 otherwise" in said
    assert code in (4, 5, 6, 8)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no head", 1),
        ("---\nbrief: x\n---\n", 1),
        (HEAD.format(language="en", title="x") + "\nsee [[p9.total]]", 12),
        (HEAD.format(language="fr", title="x"), 1),
        ("---\nbrief: [x\n---\n", 2),
    ],
)
def test_2_a_file_that_is_no_brief_says_where(tmp_path, text, line):
    (tmp_path / "arrears.en.md").write_text(text, "utf-8")
    with pytest.raises(BriefError) as refused:
        parse(text)
    assert refused.value.line == line
    done = CliRunner().invoke(command(), ["brief", "check", str(tmp_path / "arrears.en.md")])
    assert done.exit_code == 2


@pytest.mark.parametrize("hostile", ["__import__('os').system('true')", "p1.__class__", "p1()",
                                     "[x for x in p1]", "'a' * 9", "p1 if 1 else 0"])  # fmt: skip
def test_a_statement_is_no_program(hostile):
    figure = Figure("arrears_incidence", "t", "register", "", (), {}, "")
    with pytest.raises((NotUnderstood, NoValue)):
        holds(hostile, {"p1": figure})


def test_a_table_outside_the_folder_is_not_read(folder):
    outside = folder.parent / "outside.csv"
    outside.write_bytes((folder / "answers.csv").read_bytes())
    for language in ("en", "zh-hans"):
        edit(folder, "file:answers.csv", "file:../outside.csv", language)
    code, said = run(folder, "check")
    assert code == 5, said


def test_the_folder_asks_for_nothing_outside(folder):
    page = (folder / "out" / "en.html").read_text("utf-8")
    assert "http" not in page and "<script" not in page
    assert "57.1%" in page and 'href="#figure-p1"' in page
    assert "People who come are not like those who do not." in page
    assert "57.1%" in (folder / "out" / "zh-hans.html").read_text("utf-8")


def test_every_figure_opens_to_how_it_was_made(folder):
    page = (folder / "out" / "en.html").read_text("utf-8")
    for text in ("Definition", "Numerator", "Uncertainty", "Withheld", "Mind", "Data digest",
                 "Recompute: gongyou brief check"):  # fmt: skip
        assert page.count(text) >= 2


def test_paper_holds_the_same_words(folder):
    command = ["pdftotext", folder / "out" / "arrears.zh-hans.pdf", "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    text = text.replace("\n", "")
    assert "57.1%" in text and "被欠薪" in text
    book = zipfile.ZipFile(io.BytesIO((folder / "out" / "arrears.en.docx").read_bytes()))
    assert "57.1%" in book.read("word/document.xml").decode()


def test_figures_go_out_with_definitions_and_checksums(folder):
    out = folder / "out"
    for line in (out / "checksums.txt").read_text().splitlines():
        digest, name = line.split("  ")
        assert sha256((out / name).read_bytes()).hexdigest() == digest
    lines = (out / "figures.csv").read_text("utf-8").splitlines()
    assert any(line.startswith("p1,arrears_incidence,file:answers.csv,register") for line in lines)


def test_html_in_a_brief_stays_text(folder):
    edit(folder, "of workers", "<b onclick='x'>of</b> workers")
    brief = read(folder / "arrears.en.md")
    figures = Snapshot.read(folder / "arrears.figures.json").figures
    page = output.html(brief, figures)["en.html"].decode()
    assert "<b onclick" not in page and "&lt;b onclick" in page
