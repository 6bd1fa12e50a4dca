"""A real browser against a real, sealed centre.

    def test_something(signed_in):
        page = signed_in("chen")                       # or li, wang; lang="zh-hans", width=360
        page.goto("/workers/")

Every page that a test opens is watched: an error in the console, a blocked script or a failed
request fails the test.
"""

import os

import pytest
from playwright.sync_api import expect

from tests.browser import centre as centres
from tests.browser.centre import LONGEST
from tests.browser.crawl import crawl

EACH = 2 if os.environ.get("GONGYOU_SOAK") else 1
expect.set_options(timeout=LONGEST)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium."""
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    }


@pytest.fixture(scope="session")
def centre(tmp_path_factory):
    """One demonstration centre for all tests of a process, the same for each process."""
    own = tmp_path_factory.mktemp("browser")
    many = "PYTEST_XDIST_WORKER" in os.environ  # their folders lie in one of the whole run
    whole = tmp_path_factory.getbasetemp()
    running = centres.serve(centres.copy(whole.parent if many else whole, own))
    yield running
    centres.stop(running)


@pytest.fixture(scope="session")
def states(browser, centre):
    """Signed-in browser states, made once a person."""
    made = {}

    def state(login: str):
        if login not in made:
            context = browser.new_context(base_url=centre.url)
            context.set_default_timeout(LONGEST)
            page = context.new_page()
            sign_in(page, login)
            made[login] = context.storage_state()
            context.close()
        return made[login]

    return state


@pytest.fixture(scope="session")
def crawled(browser, centre, states):
    """A function: what somebody reaches by following links, answers by path; read once."""
    found = {}

    def by(login: str):
        if login not in found:
            context = browser.new_context(base_url=centre.url, storage_state=states(login))
            context.set_default_timeout(LONGEST)
            found[login] = crawl(context.request, each=EACH)
            context.close()
        return found[login]

    return by


def sign_in(page, login: str) -> None:
    """Fill the form as a person does."""
    page.goto("/accounts/sign-in/")
    page.get_by_label("Sign-in name").fill(login)
    page.get_by_label("Passphrase").fill(centres.PEOPLE[login])
    page.locator("form button.btn-primary").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


@pytest.fixture
def opened(browser, centre):
    """A function that opens a watched page in a language and width."""
    contexts, complaints = [], []

    def open_page(lang="en", width=1100, state=None, **more):
        context = browser.new_context(
            base_url=centre.url,
            viewport={"width": width, "height": 900},
            storage_state=state,
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        context.add_cookies([{"name": "language", "value": lang, "url": centre.url}])
        context.set_default_timeout(LONGEST)
        page = context.new_page()
        page.on("console", lambda said: _listen(said, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


def _listen(said, complaints) -> None:
    # A refused form is answered 422, which Chromium reports as a failed resource.
    expected = ("422", "404")
    if said.type == "error" and not any(code in said.text for code in expected):
        complaints.append(f"{said.text} {said.location.get('url', '')}")


@pytest.fixture
def signed_in(opened, states):
    """A function from a login to a signed-in, watched page."""

    def open_as(login="chen", lang="en", width=1100, **more):
        return opened(lang, width, state=states(login), **more)

    return open_as
