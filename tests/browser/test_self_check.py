"""The self-check in a real browser: offline, on a small screen, sending nothing.

1. a claim is worked out question by question; the desk opens what the phone sealed
2. nothing is requested, kept or put into the address; twelve ways of sending bring nothing
3. an old file and one that is cut give no amount; a wrong clock is asked about
4. random walks of clicks and nonsense end in a result
5. no reading voice, no dead button; a language that lacks words says so and falls back
"""

import http.server
import os
import random
import re
import threading
from datetime import date

import pytest
from playwright.sync_api import expect

from gongyou.outreach.check import Settings, build_check

pytestmark = pytest.mark.browser
BUILT = date(2026, 11, 30)
WALKS = 200 if os.environ.get("GONGYOU_SOAK") else 4
LANGUAGES = ("zh-hans", "en", "ug")
WAYS = {
    "fetch": "fetch(U).catch(() => 0)",
    "XMLHttpRequest": "const x = new XMLHttpRequest(); x.open('GET', U); x.send()",
    "sendBeacon": "navigator.sendBeacon(U, 'x')",
    "image": "new Image().src = U",
    "script": "document.body.append(Object.assign(document.createElement('script'), {src: U}))",
    "stylesheet": "document.head.append(Object.assign(document.createElement('link'), "
    "{rel: 'stylesheet', href: U}))",
    "iframe": "document.body.append(Object.assign(document.createElement('iframe'), {src: U}))",
    "WebSocket": "new WebSocket(U.replace('http', 'ws'))",
    "EventSource": "new EventSource(U)",
    "form": "const f = document.createElement('form'); f.action = U; f.method = 'post'; "
    "document.body.append(f); f.submit()",
    "prefetch": "document.head.append(Object.assign(document.createElement('link'), "
    "{rel: 'prefetch', href: U}))",
    "worker": "new Worker(URL.createObjectURL(new Blob(['fetch(\"' + U + '\")'])))",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A file as a centre hands it out, without a box."""
    path = tmp_path_factory.mktemp("check") / "check.html"
    path.write_text(build_check("cn", Settings(BUILT, languages=LANGUAGES)), "utf-8")
    return path


@pytest.fixture
def phone(browser, file):
    """Opens a file on a small screen without a network, on a day; gives page and requests."""
    contexts = []

    def open_(path=file, day=BUILT, offline=True):
        context = browser.new_context(viewport={"width": 360, "height": 640}, offline=offline)
        contexts.append(context)
        page = context.new_page()
        page.requests, page.errors = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.clock.set_fixed_time(f"{day.isoformat()}T10:00:00")
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


def choose_day(page, day: str) -> None:
    for number, part in enumerate(day.split("-")):
        page.locator("select").nth(number).select_option(part)
    page.get_by_role("button", name="Next").click()


def test_a_claim_is_worked_out_and_nothing_leaves(phone, file):
    page = phone()
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Told to go").click()
    page.get_by_role("button", name="They told me to go").click()
    page.locator("select").nth(0).select_option("440000")
    page.locator("select").nth(1).select_option("441900")
    page.get_by_role("button", name="Next").click()
    told = {"start": "2023-03-01", "last day": "2026-10-31"}
    for _ in range(12):
        head = page.locator("h1").inner_text()
        if page.locator(".sofar").count():
            break
        if "wage" in head:
            page.locator("input").fill("48,000")
            expect(page.locator(".unit")).to_contain_text("48,000 yuan a month")
            page.get_by_role("button", name="Next").click()
            page.get_by_role("button", name="No, change it").click()  # it asked back
            page.locator("input").fill("4千")
            page.get_by_role("button", name="Next").click()
        else:
            choose_day(page, next(day for word, day in told.items() if word in head))
    expect(page.locator(".sofar")).to_contain_text("¥32,000.00")
    page.get_by_role("button", name="See the result").click()
    expect(page.locator("#not_asked")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("We did not ask")
    page.get_by_role("button", name="Hand my answers").click()
    expect(page.locator("#sealed")).to_have_value(re.compile("GY0:"))
    assert page.requests == [file.as_uri()]
    assert page.errors == []
    kept = "[localStorage.length, sessionStorage.length, document.cookie.length, history.length]"
    assert page.evaluate(kept)[:3] == [0, 0, 0]
    expect(page).to_have_url(file.as_uri())


def test_twelve_ways_of_sending_bring_nothing(phone):
    arrived = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            arrived.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = phone(offline=False)
    for name, script in WAYS.items():
        address = f"http://127.0.0.1:{server.server_port}/{name}"
        page.evaluate(f"(U) => {{ try {{ {script} }} catch (error) {{}} }}", address)
    # one that is allowed, asked for last, arrives: so the others would have
    free = page.context.new_page()
    free.goto(f"http://127.0.0.1:{server.server_port}/allowed")
    server.shutdown()
    assert [path for path in arrived if path != "/favicon.ico"] == ["/allowed"]


def test_the_source_names_no_way_out(file):
    script = file.read_text("utf-8").split("<script>")[1]
    names = ("RTCPeerConnection", "window.open", "location", "sendBeacon", "import(", "cookie")
    more = ("localStorage", "sessionStorage", "indexedDB", "fetch(", "XMLHttp", "WebSocket", "eval")
    assert [name for name in names + more if name in script] == []


def test_an_old_file_gives_no_amount(phone):
    page = phone(day=date(2032, 1, 1))
    expect(page.locator("h1")).to_contain_text("太旧")
    expect(page.locator("main")).not_to_contain_text("¥")


def test_a_clock_before_the_file_was_made_is_asked_about(phone):
    page = phone(day=date(1970, 1, 2))
    expect(page.locator("h1")).to_contain_text("今天")


@pytest.mark.parametrize("part", [0.15, 0.4, 0.7, 0.9, 0.995])
def test_a_cut_file_says_that_it_is_incomplete(phone, file, tmp_path, part):
    text = file.read_text("utf-8")
    cut = tmp_path / "cut.html"
    cut.write_text(text[: int(len(text) * part)], "utf-8")
    page = phone(cut)
    expect(page.locator("#incomplete")).to_be_visible()
    expect(page.locator("h1")).to_have_count(0)


def test_random_walks_end_in_a_result(phone):
    draw = random.Random(14)
    page = phone()
    for _ in range(WALKS):
        page.get_by_role("button", name="全部清掉").click()
        for _step in range(70):
            if page.locator("#not_due, #open, #not_asked, #due").count():
                break
            walk_a_step(page, draw)
        expect(page.locator("#not_due, #open, #not_asked, #due").first).to_be_attached()
        assert page.errors == []


def walk_a_step(page, draw) -> None:
    """Answer somehow: any button but the ones that go back or stop early."""
    if page.locator("main input").count() and draw.random() < 0.7:
        page.locator("main input").fill(draw.choice(["4000", "8", "-1", "abc", "1.2万", "９００"]))
    selects = page.locator("main select")
    for number in range(selects.count()):
        values = selects.nth(number).locator("option").count()
        if values > 1:
            selects.nth(number).select_option(index=draw.randrange(1, values))
    buttons = page.locator("main > button, .others button")
    buttons.nth(draw.randrange(buttons.count())).click()


def test_uyghur_is_right_to_left_unchecked_and_falls_back_with_its_language(phone):
    page = phone()
    page.get_by_role("button", name="ئۇيغۇرچە").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#unchecked")).not_to_be_empty()
    page.locator("main button").nth(0).click()
    page.get_by_role("button", name="خوجايىن قانۇنغا خىلاپلىق قىلدى").click()
    for _ in range(25):
        head = page.locator("h1")
        if head.get_attribute("lang") == "zh-Hans":
            break
        page.get_by_role("button", name="بىلمەيمەن").click()
    expect(page.locator("h1")).to_have_attribute("lang", "zh-Hans")


def test_there_is_no_dead_read_aloud_button(phone):
    page = phone()
    expect(page.get_by_role("button", name="English")).to_be_visible()
    expect(page.get_by_role("button", name="读出来")).to_have_count(0)
