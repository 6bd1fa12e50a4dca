"""Claim sheets: what stands on them, in both languages, with fonts inside, and only as text."""

import json
import subprocess
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from gongyou.documents import NoChineseFont, TemplateError, Typesetter, fonts, render_typst
from gongyou.law import Facts, claim, claims_by_reading
from gongyou.law.claim_sheets import (
    Centre,
    Person,
    advice,
    render_html,
    render_pdf,
    render_pdfs,
    sheet_data,
)
from gongyou.law.phrasing.wording import shown

ON = date(2015, 3, 1)
EMPLOYMENT = {
    "worker": "G-7Q4K",
    "employer": "某鞋业有限公司",
    "place": "440306",
    "start": date(2008, 3, 1),
    "end": date(2014, 12, 31),
    "end_kind": "unlawful_dismissal",
    "agreed_wage": Decimal(3500),
    "average_wage_12m": Decimal(3500),
    "contract_written": True,
}
PAY = [
    {
        "worker": "G-7Q4K",
        "month": date(2014, m, 1),
        "due": Decimal(3500),
        "paid": Decimal(3300),
        "base_wage": Decimal(3000),
        "hours_overtime_workday": Decimal(20),
    }
    for m in range(1, 13)
]


@pytest.fixture(scope="module")
def held():
    facts = Facts(employment=EMPLOYMENT, pay=PAY, events=[])
    return claim(facts, "cn", ON), claims_by_reading(facts, "cn", ON)


def text_of(pdf, tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True
    ).stdout


def person(name="", worker="G-7Q4K"):
    return Person(worker, EMPLOYMENT, name)


def test_the_sheet_says_how_much_by_which_article_and_until_when(held, tmp_path):
    text = text_of(render_pdf(held[0], "zh-hans", person=person(), ranges=held[1]), tmp_path)
    plain = "".join(text.split())
    assert "49,000.00" in text  # 3,500 × 7 years × 2, by hand
    assert f"{held[0].total:,.2f}" in text and "2015-12-31" in text
    for words in (
        "《劳动合同法》第47条",
        "第87条",
        "违法解除或终止赔偿金",
        "广东省深圳市宝安区",
        "还缺什么",
        "还有305天",
        "签名",
    ):
        assert words in plain, words


def test_the_english_sheet_has_english_words_only_where_it_must(held, tmp_path):
    text = text_of(render_pdf(held[0], "en", person=person(), ranges=held[1]), tmp_path)
    for words in (
        "Claim sheet",
        "Labour Contract Law, art. 47, 48, 87",
        "305 days left",
        "What is missing",
        "Signature",
    ):
        assert words in " ".join(text.split()), words


def test_every_amount_stands_with_its_multiplication_and_its_months(tmp_path):
    facts = Facts(employment=EMPLOYMENT, pay=PAY, events=[])
    made = claim(facts, "cn", ON)
    plain = "".join(
        text_of(render_pdf(made, "zh-hans", person=person(), facts=facts), tmp_path).split()
    )
    # severance 3,500 × 7 years, twice; each month 3,500 − 3,300 = 200
    for words in ("3,500×7×2=49,000元", "2014-013,500−3,300200", "所属期间2014-01至2014-12"):
        assert words in plain, words


def test_what_to_do_next_stands_on_a_page_of_its_own_with_the_centre(held, tmp_path):
    centre = Centre("某工友中心", "020-12345678")
    made = render_pdf(held[0], "zh-hans", person=person(), centre=centre, where="某仲裁委员会")
    first, own = "".join(text_of(made, tmp_path).split()).split("给您本人：接下来怎么办")
    assert "最迟在2015-12-31前到某仲裁委员会申请" in own and "020-12345678" in own
    assert "某工友中心" in first and "还缺什么" not in first


def test_nothing_weakens_the_case_on_what_is_handed_in(held):
    data = sheet_data(held[0], person(), "zh-hans", ranges=held[1])
    own = ("missing", "unasked", "check", "disputed", "range", "sure", "next")
    handed_in = json.dumps({k: v for k, v in data.items() if k not in own}, ensure_ascii=False)
    for words in ("凭记忆", "律师事务所", "可信度", "未核实", "自述", "通常情形"):
        assert words not in handed_in, words


def test_an_alternative_is_shown_as_one_and_not_added(held):
    data = sheet_data(held[0], person(), "en")
    other = [item for item in data["due"] if not item["chosen"]]
    assert [item["label"] for item in other] == ["Severance"]
    assert "unlawful termination" in other[0]["instead"]
    chosen = sum(Decimal(i["amount"].replace(",", "")) for i in data["due"] if i["chosen"])
    assert chosen == held[0].total


def test_what_is_missing_names_the_papers_that_show_it(held):
    rows = {row["fact"]: row for row in sheet_data(held[0], person(), "zh-hans")["missing"]}
    assert rows["已休年休假天数"]["papers"] == "休假单、考勤记录"
    assert "未休年休假工资" in rows["已休年休假天数"]["decides"]


def test_chinese_fonts_are_inside_the_file(held, tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(render_pdf(held[0], "zh-hans", person=person()))
    fonts = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout
    lines = fonts.splitlines()[2:]
    assert lines and all("yes yes yes" in " ".join(line.split()) for line in lines), fonts
    assert "CJK" in fonts


@pytest.mark.parametrize(
    "name",
    [
        '#import "@preview/x:1.0.0"',
        '#read("/etc/passwd")',
        "*bold* _it_ $x$ `raw`",
        "张<b>三</b>",
        "\\ \" ' } ] )",
        '#eval("1+1")',
        "𠮷野家",
        "a" * 300,
        "= heading\n- list",
    ],
)
def test_what_a_person_is_called_is_text_and_nothing_else(held, tmp_path, name):
    text = text_of(render_pdf(held[0], "zh-hans", person=person(name)), tmp_path)
    plain = "".join(text.split())
    assert all("".join(line.split())[:40] in plain for line in name.splitlines())
    page = render_html(held[0], "zh-hans", person=person(name))
    assert "<b>三" not in page and "张&lt;b&gt;" in page if "<b>" in name else name


def test_a_template_can_not_read_files_outside_its_folder(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "secret.txt"
    inside.mkdir()
    outside.write_text("secret")
    for line in ('#read("../secret.txt")', '#read("/etc/passwd")', '#import "@preview/a:0.1.0": *'):
        (inside / "t.typ").write_text(line)
        with pytest.raises(TemplateError):
            render_typst(inside / "t.typ", {})


def test_any_template_takes_any_data(tmp_path):
    template = tmp_path / "t.typ"
    template.write_text("#let d = json(bytes(sys.inputs.data))\n#d.amount #d.day #d.rows.at(0)")
    pdf = render_typst(template, {"amount": Decimal("1.50"), "day": ON, "rows": ("一",)})
    assert "1.50 2015-03-01" in text_of(pdf, tmp_path)
    assert (
        Typesetter(template)
        .render({"amount": 1, "day": "", "rows": [""]}, format="svg")
        .startswith(b"<svg")
    )


def test_many_workers_in_one_file_and_one_file_each(held, tmp_path):
    people = [(held[0], person(worker=f"G-{n:04d}")) for n in range(5)]
    one = render_pdf(people, "zh-hans")
    assert all(f"G-{n:04d}" in text_of(one, tmp_path) for n in range(5))
    assert [name for name, pdf in render_pdfs(people) if pdf.startswith(b"%PDF")] == [
        f"G-{n:04d}" for n in range(5)
    ]


def test_a_claim_that_came_back_from_json_gives_the_same_sheet(held):
    again = type(held[0]).from_json(held[0].to_json())
    assert json.dumps(sheet_data(again, person(), "en")) == json.dumps(
        sheet_data(held[0], person(), "en")
    )


def test_without_a_chinese_font_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv(fonts.FONTS_VARIABLE, str(tmp_path))
    for cached in (fonts.chinese_font, fonts.folders):
        cached.cache_clear()
    try:
        with pytest.raises(NoChineseFont) as error:
            fonts.chinese_font()
        assert "fonts-noto-cjk" in error.value.message("en")
        assert "fonts-noto-cjk" in error.value.message("zh-hans")
    finally:
        monkeypatch.undo()
        for cached in (fonts.chinese_font, fonts.folders):
            cached.cache_clear()


def test_a_worker_of_whom_nothing_is_known_gets_a_sheet_that_says_so(tmp_path):
    bare = claim(Facts(employment={"worker": "G-1"}, pay=[], events=[]), "cn", ON)
    text = text_of(render_pdf(bare, "zh-hans", person=Person("G-1")), tmp_path)
    # unknown is not zero
    assert "0.00" not in text and "还缺什么" in text and "未知" in text


def test_what_is_rounded_only_to_be_shown_says_so():
    assert shown(Fraction(1924801, 700), "CNY", "en") == "≈ 2,749.72 yuan"
    assert shown(Fraction(274972, 100), "CNY", "en") == "2,749.72 yuan"


def test_a_day_that_is_over_is_said_so():
    late = claim(Facts(employment=EMPLOYMENT, pay=PAY, events=[]), "cn", date(2016, 5, 1))
    data = sheet_data(late, person(), "en")
    assert "is over for at least one right" in data["next"][0] and "2015-12-31" in data["next"][0]
    assert not any("Hand in your claim by" in step for step in data["next"])


def test_the_next_day_is_the_first_that_is_not_over_and_what_is_over_is_named():
    def right(label, day):
        limit = SimpleNamespace(last_safe_filing_date=day, label=lambda lang: "a year")
        return SimpleNamespace(limitation=limit, label=lambda lang: label)

    on = date(2026, 11, 30)
    rights = [right("second wage", date(2023, 2, 28)), right("wages", date(2027, 10, 31))]
    until = advice.deadline(rights, on, "en")
    assert (until["deadline"], until["left"], until["urgent"]) == ("2027-10-31", 335, True)
    assert "second wage it was 2023-02-28" in until["deadline_note"]
    [step, *_] = advice.next_steps(until, [], "en", SimpleNamespace(name="", phone=""), "Panyu")
    assert "2023-02-28" in step and "2027-10-31" in step and "Panyu" in step
    over = advice.deadline(rights[:1], on, "en")
    assert (over["deadline"], over["left"]) == ("2023-02-28", -1371)
    ahead = advice.deadline(rights[1:], on, "en")
    assert (ahead["urgent"], ahead["over"]) == (False, {})
