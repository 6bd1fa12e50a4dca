"""Every page that can be reached: accessible, whole on a phone, in both languages."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.crawl import kind_of, pages

pytestmark = pytest.mark.browser
GRAVE = ("serious", "critical")
RULES = {"resultTypes": ["violations"]}
PHONE, SCREEN = 360, 1100
# The two languages share their templates: here each reads every other page, in a soak all pages.
SOAK = bool(os.environ.get("GONGYOU_SOAK"))


@pytest.fixture(scope="module")
def kinds(crawled):
    """One page of each kind, as the coordinator and as the administrator reach them."""
    found = {}
    for login in ("chen", "wang"):
        for path in pages(crawled(login)):
            found.setdefault(kind_of(path), (login, path))
    assert len(found) > 8
    return [found[kind] for kind in sorted(found)]  # in an order that no centre's own refs change


def _problems(page) -> list[str]:
    result = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url} {one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in result
        if one["impact"] in GRAVE
    ]


def _wide(page) -> list[str]:
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{page.url} is {width[0]} px wide"] if width[0] > width[1] + 1 else []


class TestEvenPages:
    """Half of the pages: reading them takes minutes, and each half has a core of its own."""

    @pytest.mark.parametrize("lang", ["en", "zh-hans"] if SOAK else ["en"])
    def test_no_page_shuts_anyone_out(self, signed_in, kinds, lang):
        assert _complaints(signed_in, kinds[::2], lang) == []


class TestOddPages:
    """The other half."""

    @pytest.mark.parametrize("lang", ["en", "zh-hans"] if SOAK else ["zh-hans"])
    def test_no_page_shuts_anyone_out(self, signed_in, kinds, lang):
        assert _complaints(signed_in, kinds[1::2], lang) == []


def _complaints(signed_in, kinds, lang) -> list[str]:
    opened, problems = {}, []
    for login, path in kinds:
        page = opened.get(login) or signed_in(login, lang, SCREEN)
        opened[login] = page
        page.goto(path, wait_until="load")
        problems += _wide(page) + _problems(page)
        page.set_viewport_size({"width": PHONE, "height": 900})
        problems += _wide(page)
        page.set_viewport_size({"width": SCREEN, "height": 900})
    return problems


BOTH = pytest.mark.parametrize(("lang", "width"), [("en", SCREEN), ("zh-hans", PHONE)])


@pytest.mark.parametrize("path", ["/accounts/sign-in/", "/accounts/forgotten/", "/join/", "/nope/"])
@BOTH
def test_nor_do_the_pages_before_signing_in(opened, states, path, lang, width):
    states("chen")
    page = opened(lang, width)
    page.goto(path)
    assert not _problems(page) + _wide(page)


def test_dark_pages_can_be_read_too(signed_in):
    page = signed_in("chen", color_scheme="dark")
    problems = []
    for path in ("/", "/account/", "/components/", "/compartments/"):
        page.goto(path)
        problems += _problems(page)
    assert not problems


def test_pages_carry_the_language_they_speak(signed_in):
    page = signed_in("chen", "zh-hans")
    for path in ("/", "/account/", "/compartments/"):
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        expect(page).to_have_title(re.compile("[一-鿿]"))
