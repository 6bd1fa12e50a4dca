"""The shell as people use it: sign-in, menu, language, theme, keyboard, lock."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_sealed_program_opens_with_the_first_sign_in(opened, centre):
    page = opened()
    page.goto("/account/")
    expect(page).to_have_url(re.compile("sign-in"))
    page.get_by_label("Sign-in name").fill("li")
    page.get_by_label("Passphrase").fill("blue kettle under the bridge")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_wrong_passphrase_is_explained_and_focused(opened, states):
    states("chen")
    page = opened()
    page.goto("/accounts/sign-in/")
    page.get_by_label("Sign-in name").fill("chen")
    page.get_by_label("Passphrase").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("wrong")
    expect(summary).to_be_focused()


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(signed_in):
    page = signed_in(width=390)
    page.goto("/")
    menu = page.locator("#navigation")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").press("Enter")
    menu.wait_for(state="visible")
    page.locator("#navigation:focus-within").wait_for()
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")


def test_the_first_tab_skips_to_the_content(signed_in):
    page = signed_in()
    page.goto("/account/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_changing_the_language_keeps_what_was_typed(signed_in):
    page = signed_in()
    page.goto("/compartments/new/")
    page.get_by_label("Title").fill("东门五金厂")
    page.get_by_role("button", name="切换为简体中文").click()
    page.get_by_role("heading", name="新建可见范围").wait_for()
    expect(page.get_by_label("标题")).to_have_value("东门五金厂")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_dark_is_kept_and_follows_the_system_by_default(signed_in):
    page = signed_in(color_scheme="dark")
    page.goto("/account/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("button", name="Light").click()
    page.locator("html[data-bs-theme=light]").wait_for()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")


def test_a_confirmation_can_be_left_with_escape(signed_in):
    page = signed_in()
    page.goto("/account/")
    page.get_by_role("button", name="Make a new code").first.click()
    dialog = page.get_by_role("dialog", name="Make a new recovery code?")
    dialog.wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")


def test_locking_and_unlocking(opened, states):
    page = opened(state=None)
    from tests.browser.conftest import sign_in

    sign_in(page, "li")
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("button", name="Lock now").click()
    page.get_by_role("heading", name="Locked").wait_for()
    page.get_by_label("Passphrase").fill("blue kettle under the bridge")
    page.get_by_role("button", name="Unlock").click()
    page.wait_for_url(re.compile(r"/$"))


def test_search_is_posted_so_no_name_stands_in_the_address(signed_in):
    page = signed_in()
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("李小红")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Search").wait_for()
    expect(page).to_have_url(re.compile("^[^%?]*$"))
    expect(page).not_to_have_title(re.compile("李小红"))


def test_charts_draw_under_the_content_policy(signed_in):
    page = signed_in()
    page.goto("/components/")
    page.locator("[data-chart] canvas").nth(2).wait_for()
    page.get_by_text("The same as a table").first.click()
    expect(page.get_by_role("rowheader", name="2025-01")).to_be_visible()


def test_a_passkey_is_the_second_step(opened, browser, centre):
    page = opened()
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    from tests.browser.conftest import sign_in

    sign_in(page, "wang")
    page.goto("/account/passkey/")
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("heading", name="Emergency codes").wait_for()
    page.get_by_role("link", name="I have them on paper").click()
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_label("Sign-in name").fill("wang")
    page.get_by_label("Passphrase").fill("paper lantern in the north")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="My day").first.wait_for()
    page.goto("/account/")
    page.get_by_role("button", name="Remove").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    page.get_by_text("Only the passphrase protects").wait_for()
