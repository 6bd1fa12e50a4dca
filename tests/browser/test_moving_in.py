"""Moving in as its user walks it: files, meanings, everyone in, everything back."""

import pytest
from playwright.sync_api import expect

from tests.centre.test_moving_in import AIRTABLE, form, kobo, table

pytestmark = pytest.mark.browser

WORDS = {
    "en": {"in": "Move everyone in", "new": "They are all new", "undo": "Undo the import"},
    "zh-hans": {"in": "全部迁入", "new": "这些都是新单位", "undo": "撤销导入"},
}


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh-hans", 390)])
def test_files_of_another_system_come_in_and_go_back(signed_in, lang, width):
    page, words = signed_in("chen", lang, width), WORDS[lang]
    page.goto("/moving-in/")
    given = [("1.xlsx", form(7)), ("2.xlsx", form(8)), ("kobo.xlsx", kobo())]
    given.append(("airtable.csv", table(AIRTABLE)))
    page.locator("#id_files").set_input_files(
        [{"name": n, "mimeType": "application/octet-stream", "buffer": held} for n, held in given]
    )
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/moving-in/*/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#troubles")).to_contain_text("B6")
    page.get_by_label(words["new"]).check()
    page.get_by_role("button", name=words["in"]).click()
    undo = page.get_by_role("button", name=words["undo"])
    undo.click()
    page.locator("dialog[open] button.btn-danger").click()
    expect(page.get_by_role("button", name=words["in"])).to_be_visible()
