"""Filling in a browser: nothing is lost when the network, the tab or the program goes."""

import base64
import re

import pytest
from playwright.sync_api import expect

from gongyou.surveys.envelope import load_private_key, open_envelope
from tests.browser.centre import LONGEST
from tests.surveys.server import Server

pytestmark = pytest.mark.browser
# One red dot.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def server():
    made = Server()
    made.seed()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def browser(playwright, tmp_path):
    """A browser whose profile outlives it: `browser()` starts it again."""
    opened = []

    def start(**options):
        for context in opened:
            context.close()
        opened[:] = [
            playwright.chromium.launch_persistent_context(
                tmp_path / "profile",
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox"],
                viewport={"width": 390, "height": 800},
                **{"locale": "en-GB", **options},
            )
        ]
        return opened[0]

    yield start
    for context in opened:
        context.close()


def page_of(context, server):
    page = context.new_page()
    page.set_default_timeout(LONGEST)
    page.goto(f"http://localhost:{server.port}/fill/{server.told['link']}/")
    page.wait_for_selector("body[data-ready=yes]")
    return page


def open_form(page, title):
    page.locator("#forms li", has_text=title).get_by_role("button").click()
    page.wait_for_selector(".odk-form")


def rows(server):
    return server.sql(
        "SELECT instance_id, edits FROM surveys_submission s"
        " JOIN surveys_form f ON f.id = s.form_id WHERE f.form_id = 'hh'"
    )


def test_filled_without_a_network_closed_reopened_and_sent(server, browser):
    page = page_of(browser(), server)
    expect(page.locator("#ready")).to_be_visible()
    before = len(rows(server))
    server.stop()

    # The browser starts again without a network: page, bundle and form are on the device.
    page = page_of(browser(), server)
    open_form(page, "Household")
    page.locator("input[type=text]").first.fill("Li Xiaohong")
    expect(page.locator("#kept")).to_have_text("Saved on this device")

    # The power goes while the form is half filled.
    page = page_of(browser(), server)
    page.locator("#drafts").get_by_role("button", name="Continue").click()
    page.wait_for_selector(".odk-form")
    expect(page.locator("input[type=text]").first).to_have_value("Li Xiaohong")
    page.locator("input[inputmode=numeric], .p-inputnumber-input").first.fill("33")
    page.get_by_role("button", name="Send answers").click()
    expect(page.locator("#queue li")).to_have_attribute("data-state", "waiting")
    expect(page.locator("#drafts li")).to_have_count(0)

    # Again; then the network comes back.
    page = page_of(browser(), server)
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    server.start()
    # The page tries again by itself too: the button may be gone before it is pressed.
    page.locator("#send").dispatch_event("click")
    expect(page.locator("#queue li")).to_have_attribute("data-state", "sent")
    found = rows(server)
    assert len(found) == before + 1
    assert found[-1][1] == 0, "a resumed draft is no edit"


def test_every_script_of_the_page_is_kept_for_times_without_a_network(server, browser):
    page = page_of(browser(), server)
    expect(page.locator("#ready")).to_be_visible()
    missing = page.evaluate(
        """async () => {
            const names = performance.getEntriesByType("resource").map((each) => each.name);
            const scripts = names.filter((name) => name.endsWith(".js"));
            const kept = await Promise.all(scripts.map((name) => caches.match(name)));
            return [scripts.length, scripts.filter((_, n) => !kept[n])];
        }"""
    )
    assert missing[0] > 6
    assert missing[1] == []


def test_what_is_kept_on_the_device_is_encrypted(server, browser, tmp_path):
    page = page_of(browser(), server)
    open_form(page, "Household")
    page.locator("input[type=text]").first.fill("Zhuangbiaoshi")
    expect(page.locator("#kept")).to_have_text("Saved on this device")
    kept = page.evaluate(
        """async () => {
            const db = await new Promise((r) => { const q = indexedDB.open("gongyou-fill");
                q.onsuccess = () => r(q.result); });
            const all = (s) => new Promise((r) => {
                const q = db.transaction(s).objectStore(s).getAll();
                q.onsuccess = () => r(q.result); });
            const [draft] = await all("drafts"); const [key] = await all("keys");
            return [new TextDecoder("latin1").decode(draft.sealed), key.key.extractable,
                    JSON.stringify({...draft, sealed: 0, iv: 0})];
        }"""
    )
    assert "Zhuangbiaoshi" not in kept[0] + kept[2]
    assert kept[1] is False
    browser().close()
    for path in (tmp_path / "profile").rglob("*"):
        if path.is_file():
            assert b"Zhuangbiaoshi" not in path.read_bytes(), path


def test_a_refusal_is_shown_and_the_answers_stay(server, browser):
    page = page_of(browser(), server)
    open_form(page, "Household")
    page.route(
        "**/submission",
        lambda route: route.fulfill(
            status=403,
            content_type="text/xml",
            body='<OpenRosaResponse xmlns="http://openrosa.org/http/response">'
            "<message>This questionnaire is closed.</message></OpenRosaResponse>",
        ),
    )
    page.locator("input[type=text]").first.fill("A")
    page.get_by_role("button", name="Send answers").click()
    expect(page.locator("#queue li").first).to_have_attribute("data-state", "refused")
    expect(page.locator("#queue li").first).to_contain_text("closed")
    page.unroute("**/submission")
    page.locator("#send").click()
    expect(page.locator("#queue li").first).to_have_attribute("data-state", "sent")


def test_the_page_speaks_chinese_and_asks_nobody_outside(server, browser):
    asked = []
    context = browser(locale="zh-CN")
    context.on("request", lambda request: asked.append(request.url))
    page = page_of(context, server)
    problems = []
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    open_form(page, "Household")
    expect(page.get_by_role("button", name="提交答卷")).to_be_visible()
    expect(page.locator("#back")).to_have_text(re.compile("[\u4e00-\u9fff]"))
    assert problems == []
    outside = [url for url in asked if not re.match(r"(http://localhost:|blob:|data:)", url)]
    assert outside == []


def test_answers_to_a_form_with_a_key_leave_the_browser_encrypted_to_it(server, browser, tmp_path):
    photo = tmp_path / "photo.png"
    photo.write_bytes(PNG)
    page = page_of(browser(), server)
    open_form(page, "Locked away")
    page.locator("input[type=text]").first.fill("李小红 Zhuangbiaoshi")
    page.locator("input[type=file]").first.set_input_files(photo)
    posted = {}
    page.route("**/submission", lambda route: posted.update(parts_of(route)) or route.continue_())
    page.get_by_role("button", name="Send answers").click()
    sent = page.locator("#queue li").first
    expect(sent).to_have_attribute("data-state", "sent")
    envelope = posted.pop("submission.xml")
    assert b"Zhuangbiaoshi" not in envelope + b"".join(posted.values())
    key = load_private_key(server.told["private_key"].encode())
    opened = open_envelope(envelope, posted, key)
    assert "李小红 Zhuangbiaoshi" in opened.xml.decode()
    assert list(opened.files.values()) == [PNG]
    kept = server.sql("SELECT encrypted, edits FROM surveys_submission WHERE encrypted")
    assert len(kept) == 1


def parts_of(route) -> dict[str, bytes]:
    """Name and content of each part that was posted."""
    boundary = route.request.headers["content-type"].split("boundary=")[1].encode()
    found = {}
    for part in route.request.post_data_buffer.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        found[re.search(rb'filename="([^"]+)"', head)[1].decode()] = content.removesuffix(b"\r\n")
    return found
