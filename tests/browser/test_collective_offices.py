"""A tie is voted on again, a representative is recalled, the seat is filled by a by-election."""

import pytest

from tests.browser.test_collective_election import clean, lide, tab

pytestmark = pytest.mark.browser


def begin(page):
    """A paper vote for one seat with two who stand, opened."""
    tab(page, "Representatives")
    group = page.locator("details").filter(has_text="Hold an election").first
    group.get_by_text("Hold an election").click()
    group.get_by_label("Quorum in percent").fill("0")
    group.locator("input[name=seats]").fill("1")
    group.locator("select[name=means]").select_option("paper")
    group.get_by_role("button", name="Prepare the election").click()


def stand(page, codes):
    for code in codes:
        page.locator("input[name=member]").fill(code)
        page.locator("form[action*=nominate] button").click()
        page.get_by_role("button", name="Stands", exact=True).last.click()
    page.get_by_role("button", name="Open the voting").click()


def count(page, votes):
    page.locator("input[name=c-ballots]").fill(str(sum(votes)))
    page.locator("input[name=c-invalid]").fill("0")
    for field, number in zip(page.locator("input[name^=c-votes_]").all(), votes, strict=True):
        field.fill(str(number))
    page.locator("form[action*=count] button").click()


def counted_by_two(page, other, votes):
    """Both who count say the same; then the vote is closed."""
    count(page, votes)
    other.goto(page.url)
    count(other, votes)
    page.reload()
    page.get_by_role("button", name="Close and state the result").click()


def test_a_tie_a_recall_and_a_by_election(signed_in):
    page, other = signed_in("chen", width=1280), signed_in("li", width=1280)
    lide(page)
    tab(page, "Roll")
    codes = page.locator("#sign table tbody th a").all_inner_texts()[:2]
    begin(page)
    stand(page, codes)
    counted_by_two(page, other, [2, 2])
    assert "Tied for the last seats" in page.locator("main").inner_text()
    clean(page)
    begin(page)
    stand(page, codes)
    counted_by_two(page, other, [3, 1])
    assert "Tied" not in page.locator("main").inner_text()
    tab(page, "Representatives")
    page.locator("main a[href*='/mandates/']").filter(has_text=codes[0]).first.click()
    page.locator("input[name=r-entitled]").fill("4")
    page.locator("input[name=r-yes]").fill("3")
    page.locator("input[name=r-no]").fill("1")
    page.get_by_role("button", name="Record the vote").click()
    assert "recalled" in page.locator("main").inner_text()
    clean(page)
    page.get_by_role("button", name="Prepare a by-election").click()
    stand(page, codes[1:])
    counted_by_two(page, other, [4])
    tab(page, "Representatives")
    assert codes[1] in page.locator("main").inner_text()
    clean(page)
