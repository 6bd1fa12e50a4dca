"""A tie, the vote that follows, a recall and the by-election, walked in a browser as one story."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.centre import tab
from tests.browser.test_collective_election import WORDS, clean, codes_of, lide

pytestmark = pytest.mark.browser
NAMES = ("阿芳", "阿明", "阿珍")


def prepare(page, words):
    tab(page, words["tabs"][0])
    group = page.locator("details").filter(has_text=words["prepare"][0]).first
    group.get_by_text(words["prepare"][0]).click()
    group.get_by_label(words["quorum"]).fill("0")
    group.locator("select[name=means]").select_option("online")
    group.get_by_role("button", name=words["prepare"][1]).click()
    expect(page.locator("form[action*=nominate]")).to_be_visible()


def candidates(page, members, names):
    for member, name in zip(members, names, strict=True):
        page.locator("input[name=member]").fill(member)
        page.locator("form[action*=nominate] button").click()
        row = page.locator("table tbody tr").filter(has_text=member)
        row.locator("input[name=shown]").fill(name)
        row.locator("button[name=accepts][value=yes]").click()
        expect(
            page.locator("table tbody tr").filter(has_text=member).locator("time")
        ).to_be_visible()


def open_voting(page):
    with page.expect_download() as slips:
        page.locator("form[action$='/open/'] button").click()
    page.reload()
    return codes_of(slips.value), page.locator("a[href*='/vote/']").first.get_attribute("href")


def vote(voter, address, code, name):
    voter.goto(address)
    voter.locator("input[name=code]").fill(code)
    voter.locator("form button.btn-primary").click()
    voter.get_by_label(name).check()
    voter.locator("form button.btn-primary").click()
    expect(voter.locator("[data-receipt]")).to_be_visible()


def test_a_tie_is_voted_again_and_who_is_recalled_leaves_a_seat_for_a_by_election(
    signed_in, opened
):
    page, words = signed_in("chen", lang="zh-Hans", width=390), WORDS["zh-Hans"]
    voter = opened(lang="zh-Hans", width=390)
    lide(page)
    tab(page, words["tabs"][2])
    members = page.locator("#sign table tbody th a").all_inner_texts()[:3]

    # Two seats, one vote for each of three: nobody is elected, all stand in the vote that follows.
    prepare(page, words)
    candidates(page, members, NAMES)
    codes, address = open_voting(page)
    for code, name in zip(codes, NAMES, strict=False):
        vote(voter, address, code, name)
    page.locator("form[action$='/close/'] button.btn-danger").click()
    expect(page.locator("#result")).to_contain_text("最后名额得票相同")
    expect(page.locator("table tbody").get_by_text("当选")).to_have_count(0)
    clean(page)
    page.locator("#result a[href*='/vote/']").click()
    expect(page.locator("main")).to_contain_text("最后名额得票相同")

    # Again: two votes for the first, who gets a mandate.
    lide(page)
    prepare(page, words)
    candidates(page, members, NAMES)
    codes, address = open_voting(page)
    for code in codes[:2]:
        vote(voter, address, code, NAMES[0])
    page.locator("form[action$='/close/'] button.btn-danger").click()
    expect(page.locator("table tbody tr").filter(has_text=members[0])).to_contain_text("当选")
    tab(page, words["tabs"][0])
    page.locator("a[href*='/mandates/']").filter(has_text=members[0]).first.click()

    # Half of those entitled are too few to recall; more than half end the mandate.
    for yes, said in (("5", "未罢免"), ("6", "被罢免")):
        form = page.locator("form[action*='/recall/']")
        for field, value in (("entitled", "10"), ("yes", yes), ("no", "4")):
            form.locator(f"input[name=r-{field}]").fill(value)
        form.locator("button").last.click()
        expect(page.locator("main")).to_contain_text(said)
    clean(page)
    page.get_by_role("button", name="准备补选").click()
    expect(page).to_have_url(re.compile("/elections/"))
    expect(page.locator("dl.facts").first).to_contain_text("1")
    tab(page, words["tabs"][0])
    expect(page.locator("ul.list-lines").filter(has_text="补选")).to_be_visible()
    clean(page)
