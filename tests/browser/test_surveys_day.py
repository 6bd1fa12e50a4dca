"""A manager's day with thirty enumerators, on pages alone: no file, no command."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
FRAME = "site\tgate\n" + "\n".join(f"S{n}\tG{n % 4}" for n in range(40))
SUBMIT = "main form button.btn-primary"


def chosen(page, name):
    """Tick the first box of a name."""
    page.locator(f"input[name={name}]").first.check()


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh-Hans", 390)])
def test_a_managers_day_with_thirty_enumerators(signed_in, lang, width):
    page = signed_in("chen", lang=lang, width=width)
    page.goto("/surveys/")
    page.locator("main a", has_text="Working time 2026").first.click()
    survey = page.url

    # thirty devices and one sheet of codes
    page.locator("a[href$='/devices/many/']").click()
    page.locator("textarea[name=people]").fill("\n".join(f"{lang} {n}" for n in range(30)))
    page.locator("input[name=team]").fill(f"team {lang}")
    chosen(page, "forms_allowed")
    page.locator(SUBMIT).click()
    expect(page.locator("img[src^='data:image/svg']")).to_have_count(30)

    # a questionnaire made on a page, of the library, and checked
    page.goto(survey)
    page.locator("a[href$='/make/']").first.click()
    page.locator("input[name=title]").fill(f"Day {lang}")
    page.locator("input[name=form_id]").fill(f"day_{lang.replace('-', '_').lower()}")
    page.locator(SUBMIT).click()
    page.locator("input[value=hours_week]").check()
    page.locator("input[value=contract]").check()
    page.locator("button[value=library]").click()
    expect(page.locator("main table tbody tr")).to_have_count(2)
    page.locator("button[value=check]").click()
    expect(page.locator("form[action$='/publish/'] button")).to_be_visible()
    page.locator("form[action$='/publish/'] button").click()

    # a sample drawn and given out
    page.goto(survey)
    page.locator("a[href$='/samples/']").click()
    page.locator("input[name=title]").fill(f"Sites {lang}")
    page.locator("textarea[name=frame]").fill(FRAME)
    page.locator("input[name=n]").fill("12")
    page.locator(SUBMIT).click()
    expect(page.locator("main table tbody tr")).to_have_count(12)

    # answers: narrowed, checked together, one opened
    page.goto(survey)
    page.locator("a[href$='/answers/']").first.click()
    page.locator("select[name=collector]").select_option(index=1)
    page.locator("form.filters button").first.click()
    chosen(page, "answer")
    page.locator("#how").select_option("hasIssues")
    page.locator(".batch button").click()
    page.locator("select[name=review]").select_option("hasIssues")
    page.locator("form.filters button").first.click()
    expect(page.locator("input[name=answer]").first).to_be_visible()

    # progress with a quota
    page.locator("a[href$='/progress/']").first.click()
    page.locator("input[name=target]").fill("50")
    page.locator("form[action$='/quota/'] button").first.click()
    expect(page.locator("main")).to_contain_text("50")
