"""The command line from a file to the answer, in both languages."""

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from gongyou.cli import build
from tests.law.workbooks import books

HEAD = [
    "工号",
    "姓名",
    "工作地点",
    "入职日期",
    "离职日期",
    "离职方式",
    "约定月工资",
    "离职前12个月平均工资",
    "车间",
]
ROSTER = {
    "花名册": [
        HEAD,
        ["A1", "张小花", "440306", "2008-03-01", "2014-12-31", "违法解除", 3500, 3500, "手缝"],
        ["A2", "李大山", "440306", "2013-01-01", "2014-12-31", "协商解除", 3000, "约3000", "裁断"],
    ]
}
runner = CliRunner()


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("books") / "roster.xlsx"
    path.write_bytes(books.xlsx(ROSTER))
    return str(path)


def run(*words, code=0):
    result = runner.invoke(build(), [*map(str, words)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_a_workbook_becomes_claims(book):
    shown = run("claims", book, "--on", "2015-03-01", "--lang", "en")
    assert "Compensation for unlawful termination" in shown.stdout
    assert "49,000.00" in shown.stdout  # 3,500 × 7 × 2
    assert "1 cells" in shown.stderr and "H3" in shown.stderr
    chinese = run("claims", book, "--on", "2015-03-01", "--lang", "zh-hans")
    assert "违法解除或终止赔偿金" in chinese.stdout and "大约数" in chinese.stderr


def test_json_has_exact_amounts_problems_and_no_names(book):
    held = json.loads(run("claims", book, "--on", "2015-03-01", "--format", "json").stdout)
    first = next(w for w in held["workers"] if w["worker"] == "A1")
    (line,) = [r for r in first["results"] if r["entitlement"] == "cn.unlawful_termination"]
    assert line["amount"] == "49000" and line["in_total"] and line["file_by"] == "2015-12-31"
    assert held["problems"][-1]["cell"] == "H3"
    assert "张小花" not in json.dumps(held, ensure_ascii=False)


def test_xlsx_opens_with_a_row_a_worker_and_the_problems(book, tmp_path):
    out = tmp_path / "claims.xlsx"
    run("claims", book, "--on", "2015-03-01", "--out", out, "--lang", "zh-hans")
    made = openpyxl.load_workbook(out)
    assert made.sheetnames == ["汇总", "工友", "明细", "问题"]
    rows = list(made["工友"].iter_rows(values_only=True))
    assert rows[0][:2] == ("工友", "请求合计") and rows[1][:2] == ("A1", 49000)
    assert "H3" in [row[1].value for row in made["问题"].iter_rows()]


def test_pdf_for_all_or_one_each_and_html(book, tmp_path):
    run("claims", book, "--on", "2015-03-01", "--out", tmp_path / "all.pdf")
    run("claims", book, "--on", "2015-03-01", "--out", tmp_path / "sheets", "--lang", "zh-hans")
    assert sorted(p.name for p in (tmp_path / "sheets").iterdir()) == ["A1.pdf", "A2.pdf"]
    text = subprocess.run(
        ["pdftotext", tmp_path / "all.pdf", "-"], capture_output=True, check=True, text=True
    ).stdout
    assert "A1" in text and "A2" in text and "张小花" not in text
    page = run("claims", book, "--on", "2015-03-01", "--format", "html", "--names").stdout
    assert page.startswith("<!doctype html>") and "张小花" in page


def test_one_worker_is_explained_step_by_step(book):
    shown = run("claims", book, "--on", "2015-03-01", "--explain", "A1", "--lang", "zh-hans").stdout
    assert "《劳动合同法》" in shown and "全部工作年限（补偿年限） = 7 年" in shown
    assert "不应付的项目" in shown


def test_readings_of_law_and_of_facts(book):
    whole = run(
        "claims",
        book,
        "--on",
        "2015-03-01",
        "--reading",
        "amounts=yuan",
        "--reading",
        "worker",
        "--format",
        "json",
    )
    held = json.loads(whole.stdout)
    assert held["reading"] == {"facts": "worker", "law": {"amounts": "yuan"}}
    wrong = run("claims", book, "--reading", "nonsense", code=2)
    assert "employer" in wrong.stderr and "amounts=" in wrong.stderr


def test_the_mapping_is_saved_changed_and_given_again(book, tmp_path):
    saved, content = tmp_path / "map.json", "编号,怪列\nA1,2008-03-01\n"
    source = tmp_path / "odd.csv"
    source.write_text(content, "utf-8")
    run("claims", source, "--save-mapping", saved, "--format", "json", code=3)
    mapping = json.loads(saved.read_text("utf-8"))
    mapping["sheets"][0]["columns"][1]["fact"] = "employment.start"
    saved.write_text(json.dumps(mapping), "utf-8")
    assert "A1" in run("claims", source, "--mapping", saved).stdout


def test_the_report_of_problems_is_a_file_of_its_own_and_strict_tells(book, tmp_path):
    report = tmp_path / "problems.csv"
    run("claims", book, "--on", "2015-03-01", "--problems", report, "--strict", code=4)
    rows = list(csv.DictReader(io.StringIO(report.read_text("utf-8-sig"))))
    assert [r["cell"] for r in rows if r["severity"] == "cell"] == ["H3"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["claims", "no.xlsx"], 3, "no.xlsx"),
        (["claims", "{book}", "--law", "xx"], 2, "cn"),
        (["claims", "{book}", "--on", "tomorrow"], 2, "2014-12-31"),
        (["claims", "{book}", "--format", "doc"], 2, "xlsx"),
        (["claims", "{book}", "--format", "pdf"], 2, "--out"),
        (["claims", "{book}", "--explain", "Z9"], 2, "A1, A2"),
        (["claims", "{book}", "--worker", "Z9"], 2, "A1, A2"),
        (["claims", "{book}", "--out", "/proc/none/x.json"], 3, "/proc/none"),
        (["offers", "{book}", "gibberish"], 3, "gibberish"),
        (["offers", "{book}", "N", "--group", "shoe"], 2, "workshop"),
        (["law", "show", "cn.severence"], 2, "cn.severance"),
        (["law", "parameters", "minimum_wag"], 2, "minimum_wage"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_errors_say_what_to_do_and_never_show_a_traceback(book, words, code, said, lang):
    line = [word.replace("{book}", book) for word in words]
    result = run(*line, "--lang", lang, code=code)
    assert said in result.stderr and "Traceback" not in result.output


def test_offers_are_costed_beside_the_claim(book, tmp_path):
    lide = "每满一年2000元，最多6年；不满一年每月166元"
    shown = run("offers", book, lide, "--on", "2015-03-01", "--lang", "en", "--group", "workshop")
    assert "12,000.00" in shown.stdout and "手缝" in shown.stdout
    listed = tmp_path / "offers.txt"
    listed.write_text(f"# two offers\nLide: {lide}\nN+1\n", "utf-8")
    held = json.loads(run("offers", book, listed, "--on", "2015-03-01", "--format", "json").stdout)
    assert [cost["total"]["people"] for cost in held] == [2, 2]
    first = {row["worker"]: row for row in held[0]["workers"]}
    assert first["A1"]["offer"] == "12000.00" and first["A1"]["below_half"] is True  # of 49,000
    out = tmp_path / "o.xlsx"
    run("offers", book, listed, "--on", "2015-03-01", "--out", out, "--lang", "zh-hans")
    assert openpyxl.load_workbook(out).sheetnames == ["方案", "工友", "问题"]


def test_the_law_is_shown_with_articles_dates_formula_and_figures_in_both_languages():
    shown = run("law", "show", "cn.severance", "--lang", "en").stdout
    for words in (
        "Labour Contract Law, art. 46, 47",
        "2008-01-01",
        "Computed as",
        "Official figures",
        "《劳动合同法》",
        "算法",
        "官方标准",
    ):
        assert words in shown, words


@pytest.mark.parametrize("law", ["cn", "us", "uk", "hk", "fr"])
def test_every_law_can_be_listed_and_each_entitlement_shown(law):
    from gongyou.law import load_pack

    assert run("law", "list", "--law", law).stdout
    for code in list(load_pack(law).entitlements)[:3]:
        assert code in run("law", "show", code).stdout
    assert run("law", "parameters", "--law", law).stdout


def test_figures_can_be_looked_up_by_place_and_day():
    shown = run(
        "law", "parameters", "minimum_wage_month", "--place", "440300", "--on", "2014-12-31"
    ).stdout
    assert "1808" in shown and "2014-02-01" in shown and "1600" not in shown


@pytest.mark.parametrize("asked", ["severance", "经济补偿", "Severance"])
def test_an_entitlement_is_found_by_bare_code_or_by_name(asked):
    assert "cn.severance" in run("law", "show", asked, "--lang", "en").stdout


def test_a_name_that_two_entitlements_share_is_answered_with_both():
    shown = run("law", "show", "年休假", "--lang", "en", code=2).output
    assert "cn.annual_leave.entitlement" in shown and "cn.annual_leave.untaken_pay" in shown


@pytest.mark.parametrize("place", ["440300", "深圳", "深圳宝安"])
def test_figures_are_found_by_the_name_of_a_place_or_of_one_inside_it(place):
    shown = run("law", "parameters", "minimum_wage_month", "--place", place, "--on", "2023-05-01")
    assert "2360" in shown.stdout


def test_a_day_without_figures_is_said_not_shown_as_an_empty_table():
    words = ("law", "parameters", "minimum_wage_month", "--place", "440300")
    assert "No rows" in run(*words, "--on", "1950-05-01", "--lang", "en").stdout


def test_the_command_starts_without_django():
    code = (
        "import sys; sys.argv=['gongyou','law','list'];"
        "from gongyou.cli import build;"
        "from typer.testing import CliRunner; r=CliRunner().invoke(build(),['law','list']);"
        "assert r.exit_code==0; sys.exit('django' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_help_is_in_the_language_of_the_environment(monkeypatch):
    code = (
        "import sys; sys.argv=['gongyou','claims','--help']; from gongyou.cli import main; main()"
    )
    for lang, words in (("zh_CN.UTF-8", "退出码"), ("en_US.UTF-8", "Exit codes")):
        shown = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            env={"LANG": lang, "PATH": "/usr/bin"},
            check=True,
        ).stdout
        assert words in shown


def test_an_unknown_day_never_becomes_one(tmp_path):
    """A worker with only a name on the list has a claim of nothing and says what is missing."""
    path = Path(tmp_path / "r.csv")
    path.write_text("姓名,车间\n王某,一\n", "utf-8")
    held = json.loads(run("claims", path, "--on", date(2015, 1, 1), "--format", "json").stdout)
    assert held["workers"][0]["total"] == "0" and held["workers"][0]["results"]


def test_a_doubtful_offer_is_asked_back_with_what_each_meaning_comes_to(tmp_path):
    # One with 18 months (one full year), one with four and a half years (four full years).
    roster = tmp_path / "two.csv"
    roster.write_text(
        "工号,姓名,入职日期,离职日期,月工资\n"
        "1,甲,2013-01-01,2014-06-30,3000\n2,乙,2010-01-01,2014-06-30,4000\n",
        "utf-8",
    )
    doubtful = "3000 per year; 1500 if under 2 years"
    shown = run("offers", roster, doubtful, "--on", "2015-03-01", "--lang", "en", code=3).output
    # 1,500 + 4 × 3,000; or 3,000 + 1,500 + 4 × 3,000.
    assert "13,500.00" in shown and "16,500.00" in shown
