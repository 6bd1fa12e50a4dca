"""An election and a receipt of the fund in a browser, in both languages, with axe."""

import re
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.centre import tab

pytestmark = pytest.mark.browser
GRAVE = ("serious", "critical")
CODE = re.compile(r"(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}")
WORDS = {
    "en": {
        "tabs": ("Representatives", "Fund", "Roll", "Protection"),
        "add": "Add the constituency",
        "prepare": ("Hold an election", "Prepare the election"),
        "name": "Name a candidate",
        "stands": "Stands",
        "open": "Open the voting",
        "close": "Close and state the result",
        "book": "Book it",
        "quorum": "Quorum in percent",
    },
    "zh-Hans": {
        "tabs": ("工人代表", "互助金", "名册", "代表保护"),
        "add": "添加选区",
        "prepare": ("举行选举", "准备选举"),
        "name": "提名候选人",
        "stands": "参选",
        "open": "开始投票",
        "close": "结束并公布结果",
        "book": "入账",
        "quorum": "法定人数（百分比）",
    },
}


def lide(page):
    page.goto("/collective/")
    page.get_by_role("link", name="利得鞋厂搬迁维权").click()


def clean(page):
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert not [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in GRAVE]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def first_member(page, words):
    tab(page, words["tabs"][2])
    return page.locator("#sign table tbody th a").first.inner_text()


def codes_of(download) -> list[str]:
    """The codes printed on the slips; the first page has the key of the box."""
    done = subprocess.run(
        ["pdftotext", "-f", "2", str(download.path()), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    return CODE.findall(done.stdout)


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh-Hans", 390)])
def test_an_election_from_the_candidate_to_the_public_list(signed_in, opened, lang, width):
    page, words = signed_in("chen", lang=lang, width=width), WORDS[lang]
    lide(page)
    candidate = first_member(page, words)
    tab(page, words["tabs"][0])
    # Everyone votes in one constituency already; a second of the same people is refused.
    page.locator("input[name=name]").fill(f"组-{lang}")
    page.get_by_role("button", name=words["add"]).click()
    expect(page.locator(".error-summary, .invalid-feedback").first).to_be_visible()
    tab(page, words["tabs"][0])
    group = page.locator("details").filter(has_text=words["prepare"][0]).first
    group.get_by_text(words["prepare"][0]).click()
    group.get_by_label(words["quorum"]).fill("0")
    group.locator("select[name=means]").select_option("online")
    clean(page)
    group.get_by_role("button", name=words["prepare"][1]).click()
    page.locator("input[name=member]").fill(candidate)
    page.locator("form[action*=nominate] button").click()
    page.locator("input[name=shown]").fill("阿芳")
    page.get_by_role("button", name=words["stands"], exact=True).click()
    with page.expect_download() as slips:
        page.get_by_role("button", name=words["open"]).click()
    codes = codes_of(slips.value)
    assert len(codes) >= 2
    page.reload()
    clean(page)
    receipt = _vote(opened(lang=lang, width=390), page.locator("a[href*='/vote/']").first, codes[0])
    page.get_by_role("button", name=words["close"]).click()
    page.locator("#result a[href*='/vote/']").click()
    expect(page.locator("main")).to_contain_text(receipt)
    clean(page)


def _vote(voter, link, code: str) -> str:
    """Vote as somebody who has only the slip; a second time is refused."""
    address = link.get_attribute("href")
    voter.goto(address)
    clean(voter)
    voter.locator("input[name=code]").fill(code.lower())
    voter.locator("form button.btn-primary").click()
    voter.get_by_label("阿芳").check()
    clean(voter)
    voter.locator("form button.btn-primary").click()
    receipt = voter.locator("[data-receipt]").inner_text()
    voter.goto(address)
    voter.locator("input[name=code]").fill(code)
    voter.locator("form button.btn-primary").click()
    expect(voter.locator(".error-summary")).to_be_visible()
    expect(voter.locator("input[name=choice]")).to_have_count(0)
    return receipt


@pytest.mark.parametrize(("lang", "width"), [("en", 390), ("zh-Hans", 1280)])
def test_a_gift_is_booked_and_its_receipt_checked_by_anyone(signed_in, opened, lang, width):
    page, words = signed_in("chen", lang=lang, width=width), WORDS[lang]
    lide(page)
    tab(page, words["tabs"][1])
    page.locator("input[name=r-amount]").fill("61.50")
    page.get_by_role("button", name=words["book"], exact=True).click()
    row = page.locator("table tbody tr").filter(has_text="61.50").first
    code = row.locator("td").last.inner_text().strip()
    clean(page)
    anyone = opened(lang=lang, width=390)
    anyone.goto("/collective/receipt/")
    anyone.locator("input[name=receipt]").fill(code)
    anyone.locator("form button.btn-primary").click()
    expect(anyone.locator("main")).to_contain_text("61.50")
    clean(anyone)


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh-Hans", 390)])
def test_citizen_on_6_november_2011_shows_both_numbers(signed_in, lang, width):
    page = signed_in("chen", lang=lang, width=width)
    page.goto("/collective/")
    page.get_by_role("link", name="冠星精密表链厂（西铁城代工厂）劳资谈判").first.click()
    tab(page, WORDS[lang]["tabs"][0])
    page.locator("input[name=day]").fill("2011-11-06")
    page.locator("form.filters button:not(.day-button)").click()
    page.wait_for_url("**day=2011-11-06")
    told = page.locator("#told").inner_text()
    assert "584" in told
    assert "582" in told
    clean(page)
