"""What one person can reach, another must not: all addresses are tried as someone else."""

import re

import pytest

from tests.browser.crawl import ask

pytestmark = pytest.mark.browser
PSEUDONYM = re.compile(r"\b[A-Z]{1,2}-[0-9A-Z]{4}\b")
RAW = re.compile(r"\{\{|\{%")
CODE = re.compile(r"<code>.*?</code>", re.DOTALL)
OPEN_TO_ALL = (
    *("/accounts/sign-in/", "/accounts/forgotten/", "/join/"),
    *("/collective/receipt/", "/collective/vote/", "/help/"),
)


@pytest.fixture(scope="module")
def reached(crawled):
    """Answers by path for each person."""
    return {login: crawled(login) for login in ("chen", "li")}


def _context(browser, centre, state=None):
    return browser.new_context(base_url=centre.url, storage_state=state)


def test_nothing_that_is_reached_is_broken(reached):
    for login, answers in reached.items():
        broken = [(path, one.status) for path, one in answers.items() if one.status >= 400]
        assert not broken, login


def test_no_page_shows_its_own_workings(reached):
    for answers in reached.values():
        for path, answer in answers.items():
            assert not (answer.is_page and RAW.search(CODE.sub("", answer.text))), path


def test_nobody_sees_anything(browser, centre, reached):
    context = _context(browser, centre)
    for path in reached["chen"]:
        answer = ask(context.request, path, max_redirects=0)
        assert path.startswith(OPEN_TO_ALL) or answer.status in (302, 401, 404), path
        assert not PSEUDONYM.search(answer.text), path


def test_a_colleague_outside_finds_no_trace_of_the_other_compartment(
    browser, centre, states, reached
):
    """Pseudonyms that only the one sees; none is in any answer to the other."""
    seen = {
        login: {name for answer in answers.values() for name in PSEUDONYM.findall(answer.text)}
        for login, answers in reached.items()
    }
    foreign = seen["chen"] - seen["li"]
    context = _context(browser, centre, states("li"))
    for path in set(reached["chen"]) - set(reached["li"]):
        text = ask(context.request, path).text
        assert not foreign & set(PSEUDONYM.findall(text)), path


def test_no_address_or_title_holds_a_name(reached):
    for answers in reached.values():
        for path, answer in answers.items():
            assert not re.search(r"[一-鿿]|%E[4-9]", path), path
            title = re.search(r"<title>(.*?)</title>", answer.text)
            assert title is None or "·" in title[1]
