"""The collective way in a browser: type an offer, look at a day, read the chronicle, go back."""

import pytest
from playwright.sync_api import expect

from tests.browser.centre import tab

pytestmark = pytest.mark.browser
WORDS = {
    "en": ("Bargaining", "Offer", "Promises kept", "Chronicle", "File for members", "Roll"),
    "zh-Hans": ("协商", "方案", "协议履行", "大事记", "为成员申请仲裁", "名册"),
}


def lide(page, lang):
    page.goto("/collective/")
    page.get_by_role("link", name="利得鞋厂搬迁维权").click()
    return WORDS[lang]


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh-Hans", 390)])
def test_an_offer_is_costed_while_it_is_typed(signed_in, lang, width):
    page = signed_in("chen", lang=lang, width=width)
    words = lide(page, lang)
    tab(page, words[0])
    typed = page.locator("textarea[name=typed]")
    typed.fill("每满一年2000元，最多6年；不满一年每月166元")
    expect(page.locator("#costed .stats")).to_contain_text("¥")
    expect(page.locator("#costed").locator("canvas, svg").first).to_be_visible()
    typed.fill("免费午餐")
    page.locator("#costed .note-warning").wait_for()


@pytest.mark.parametrize(("lang", "width"), [("en", 390), ("zh-Hans", 1280)])
def test_what_was_promised_and_unpaid_on_1_march_2015(signed_in, lang, width):
    page = signed_in("chen", lang=lang, width=width)
    words = lide(page, lang)
    tab(page, words[2])
    page.locator("input[name=day]").fill("2015-03-01")
    page.locator("form.filters button:not(.day-button)").click()
    page.wait_for_url("**day=2015-03-01")
    for reference in ("D1", "D2", "D6"):
        expect(page.locator("#unpaid")).to_contain_text(reference)
    expect(page.locator("#not-told")).to_contain_text("D3")


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_the_chronicle_shows_and_narrows_every_event(signed_in, lang):
    page = signed_in("chen", lang=lang)
    words = lide(page, lang)
    tab(page, words[3])
    # The sources tell 25 events; the demonstration adds what its generated people do.
    page.locator("#events tbody tr").nth(24).wait_for()
    expect(page.locator("#disagreements tbody tr")).to_have_count(4)
    page.locator("select[name=phase]").select_option("6")
    page.locator("form.filters button:not(.day-button)").first.click()
    expect(page.locator("#events tbody tr")).to_have_count(2)


def test_chosen_members_get_an_application_and_the_case_goes_on(signed_in):
    page = signed_in("chen")
    words = lide(page, "en")
    tab(page, words[5])
    pseudonym = page.locator("table tbody th a").first.inner_text()
    tab(page, words[4])
    page.get_by_label("For whom").first.select_option("chosen")
    page.locator("textarea[name=run-pseudonyms]").fill(pseudonym)
    page.get_by_role("button", name="Open the cases and make the applications").click()
    page.get_by_role("link", name="Part 1 (PDF)").wait_for()
