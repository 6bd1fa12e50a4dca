"""Every accepted form of the corpus is shown by ODK Web Forms in a real browser and filled."""

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pyxform.xls2xform import convert

from gongyou.surveys.answers import read
from gongyou.surveys.fill.views import BUNDLE, STATIC, bundle
from tests.browser.centre import LONGEST

pytestmark = pytest.mark.browser
FORMS = Path(__file__).parents[1] / "conformance" / "forms"
MANIFEST = json.loads((FORMS / "MANIFEST.json").read_text())["forms"]
ACCEPTED = [e["file"] for e in MANIFEST if e["pyxform_4_5"] == e["odk_validate"] == "ok"]
# A form whose choices lie in a file shows them once the file is there.
NO_ANSWER = {
    "pyxform__pull_data.xlsx": "a note and a calculation with pulldata(), which ODK Web Forms"
    " 0.22 leaves empty; there is nothing to fill in",
}
FILES = {
    "fruits.csv": "name_key,name\nmango,Mango\n",
    "places.csv": "name,label\n" + "".join(f"n{n},Village {n}\n" for n in range(3000)),
}
LONG_LISTS = """
| survey | | | |
| | type | name | label |
| | select_one_from_file places.csv | one | One |
| | select_multiple_from_file places.csv | many | Many |
"""
PAGE = """<!doctype html><meta charset="utf-8"><div id="form"></div>
<script type="module" src="show.js"></script>"""
SHOW = """
globalThis.gongyouWord = (word) => word;
const { mount } = await import("./bundle/%s");
const name = location.hash.slice(1);
const formXml = await (await fetch(name + ".xml")).text();
globalThis.sent = null;
globalThis.shown = mount(document.getElementById("form"), {
  formXml, draft: null,
  fetchFile: (url) => fetch("files/" + String(url).split("/").pop()),
  onSend: async (payload) => { globalThis.sent = await payload.xml.text(); return true; },
});
globalThis.state = async () => (await (await globalThis.shown.read()).xml.text());
"""


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder; the bundle lies there compressed."""

    def do_GET(self):
        packed = BUNDLE / f"{Path(self.path).name}.gz"
        if "/bundle/" not in self.path or not packed.exists():
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(packed.read_bytes())
        return None

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "files").mkdir()
    for name, content in FILES.items():
        (folder / "files" / name).write_text(content)
    (folder / "index.html").write_text(PAGE)
    (folder / "show.js").write_text(SHOW % bundle()["entry"])
    for name in ACCEPTED:
        path = FORMS / name
        # ODK Validate has its say in tests/conformance; here it would only take a minute.
        found = convert(str(path), form_name="data")
        (folder / f"{path.stem}.xml").write_text(found.xform)
        if found.itemsets:
            (folder / "files" / "itemsets.csv").write_text(found.itemsets)
    (folder / "long_lists.xml").write_text(convert(LONG_LISTS, form_name="data").xform)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_every_accepted_form_is_shown_and_takes_an_answer(site, browser):
    page = browser.new_page()
    page.set_default_timeout(LONGEST)
    for name in ACCEPTED:
        stem = Path(name).stem
        page.goto(f"{site}/?{stem}#{stem}")
        expect(page.locator(".odk-form"), name).to_be_visible()
        empty = page.evaluate("state()")
        for field in page.locator("input[type=text]:visible:not([readonly])").all()[:3]:
            field.click()
            page.keyboard.type("7")
            page.keyboard.press("Tab")
        chosen = page.locator("input[type=radio], input[type=checkbox]").first
        if chosen.count():
            chosen.check(force=True)
        assert (page.evaluate("state()") == empty) == (name in NO_ANSWER), name
        arrived = read(page.evaluate("state()").encode())
        assert arrived.instance_id.startswith("uuid:"), name
    page.close()


def test_thousands_of_choices_are_a_list_to_search_in(site, browser):
    page = browser.new_page()
    page.set_default_timeout(LONGEST)
    page.goto(f"{site}/?long_lists#long_lists")
    expect(page.locator(".odk-form")).to_be_visible()
    expect(page.locator("input[type=radio], input[type=checkbox]")).to_have_count(0)
    for place, number in ((".p-select", 2987), (".p-multiselect", 1999)):
        page.locator(place).first.click()
        expect(page.get_by_role("option").first).to_be_visible()
        expect(page.get_by_role("option").nth(99)).to_have_count(0)
        page.get_by_role("searchbox").fill(f"Village {number}")
        page.get_by_role("option", name=f"Village {number}", exact=True).click()
        page.keyboard.press("Escape")
    answers = page.evaluate("state()")
    assert "<one>n2987</one>" in answers
    assert "<many>n1999</many>" in answers
    page.close()


def test_the_words_the_page_translates_are_those_that_the_bundle_asks_for():
    import re

    from gongyou.surveys.fill.words import WEB_FORMS

    source = (STATIC.parents[3] / "frontend/web-forms/words.js").read_text()
    asked = {word.strip() for word in re.findall(r'"([^"]+)"', source)}
    assert asked | {"{n} questions with errors."} == set(WEB_FORMS)
