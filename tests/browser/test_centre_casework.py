"""The caseworker's way: intake, claim, steps, a changed fact, documents; by keyboard too."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WORDS = {
    "en": {"record": "Record and see the claim", "steps": "How it is computed", "claim": "Claim"},
    "zh-hans": {"record": "登记并查看请求", "steps": "怎样算的", "claim": "请求"},
}


def fill_intake(page, name="浏览器小妹") -> None:
    page.goto("/intake/new/")
    page.locator("#id_story").fill("老板说不用来了，没有补偿。")
    page.locator("#id_name").fill(name)
    page.locator("#id_employer_name").fill("浏览器测试厂")
    page.locator("#id_start").fill("2015-03-01")
    page.locator("#id_end").fill("2024-03-31")
    page.locator("#id_end_kind").select_option("unlawful_dismissal")
    page.locator("#id_place").fill("番禺")
    page.locator("#id_average_wage_12m").fill("4000")
    page.locator("input[name=grievances][value=dismissed]").check()
    page.locator("input[name=consent][value=keep]").check()


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh-hans", 390)])
def test_an_intake_leads_to_a_claim_whose_numbers_open(signed_in, lang, width):
    page = signed_in("chen", lang, width)
    fill_intake(page, {"en": "浏览器大妹", "zh-hans": "浏览器二妹"}[lang])
    page.get_by_role("button", name=WORDS[lang]["record"]).click()
    page.wait_for_url("**/claim/")
    # Nine years and one month at 4,000 a month: 9.5 months, twice (LCL 47, 87).
    expect(page.locator("main")).to_contain_text("76,000")
    page.locator("details.steps-toggle > summary").first.click()
    page.locator(".law-steps summary").first.wait_for()
    page.locator(".law-steps summary").last.click()
    expect(page.locator(".law-steps details[open]")).not_to_be_empty()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_closed_tab_loses_nothing_and_two_tabs_are_two_people(signed_in):
    first, second = signed_in("chen"), signed_in("chen")
    first.goto("/intake/new/")
    expect(first.locator("#id_story")).to_be_focused()
    fill_intake(first, "甲先来")
    first.locator(".saved[data-state=saved]").wait_for()
    second.goto("/intake/new/")
    expect(second.locator("#id_name")).to_have_value("")
    fill_intake(second, "乙后来")
    second.locator(".saved[data-state=saved]").wait_for()
    first.locator("#id_phone").fill("13800138000")
    first.locator(".saved[data-state=saved]").wait_for()
    first.close()
    second.close()
    again = signed_in("chen")
    for name in ("甲先来", "乙后来"):
        again.goto("/intake/new/")
        line = again.locator("[data-drafts] li", has_text=name)
        line.get_by_role("link").click()
        expect(again.locator("#id_name")).to_have_value(name)
        again.locator("[data-discard]").click()
        expect(again.locator("#id_name")).to_have_value("")
    expect(again.locator("[data-drafts] li", has_text="后来")).to_have_count(0)


def test_a_known_employer_is_taken_by_arrow_and_enter_and_the_form_stays(signed_in):
    page = signed_in("chen")
    page.goto("/intake/new/")
    page.locator("#id_employer_name").press_sequentially("hengli", delay=20)
    page.locator("input[name=employer_choice]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_employer")).not_to_have_value("")
    expect(page.locator("#id_employer_name")).to_have_value(re.compile("恒联"))
    expect(page).to_have_url(re.compile("/intake/new/"))
    expect(page.locator("#id_employer_name")).not_to_be_focused()
    page.locator("[data-discard]").click()


def test_documents_come_as_a_download(signed_in):
    page = signed_in("chen")
    page.goto("/cases/")
    page.locator("tbody th a").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Claim sheet (PDF)").click()
    assert waiting.value.suggested_filename.endswith(".pdf")
