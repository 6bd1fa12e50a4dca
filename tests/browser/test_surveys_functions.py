"""Functions of the ODK XForms list over blank answers: the form opens, or the formula is found.

The list is that of https://getodk.github.io/xforms-spec/#xpath-functions; each stands in a
calculation over questions that nobody has answered yet.
"""

import threading
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from pyxform.xls2xform import convert

from gongyou.surveys.fill.views import STATIC, bundle
from tests.browser.centre import LONGEST
from tests.browser.test_surveys_corpus import Handler

pytestmark = pytest.mark.browser
FUNCTIONS = """
if(${t} = '', 1, 2)
coalesce(${t}, ${i})
once(${t})
uuid()
version()
string(${i})
concat(${t}, ${i})
join(',', ${k})
substr(${t}, 0, 2)
substring-before(${t}, 'a')
substring-after(${t}, 'a')
string-length(${t})
normalize-space(${t})
translate(${t}, 'a', 'b')
contains(${t}, 'a')
starts-with(${t}, 'a')
ends-with(${t}, 'a')
regex(${t}, '[0-9]+')
selected(${m}, 'a')
selected-at(${m}, 0)
count-selected(${m})
jr:choice-name(${o}, '${o}')
indexed-repeat(${k}, ${r}, 1)
position(${r})
count(${r})
count-non-empty(${k})
sum(${k})
max(${k})
min(${k})
number(${t})
int(${i})
round(${i}, 1)
abs(${i})
pow(${i}, 2)
log(${i})
log10(${i})
exp(${i})
exp10(${i})
sqrt(${i})
sin(${i})
cos(${i})
tan(${i})
asin(${i})
acos(${i})
atan(${i})
atan2(${i}, ${i})
pi()
random()
boolean(${t})
boolean-from-string(${t})
not(${t})
true()
today()
now()
date(${d})
date-time(${w})
decimal-date-time(${d})
decimal-date-time(${w})
decimal-time(${h})
format-date(${d}, '%Y-%m-%d')
format-date-time(${w}, '%Y %H:%M')
area(${g})
area(${k})
distance(${l})
distance(${g})
distance(${p}, ${p})
intersects(${l})
geofence(${p}, ${g})
checklist(1, 2, ${t} = 'a')
weighted-checklist(1, 2, ${t} = 'a', 1)
digest(${t}, 'SHA-256')
base64-decode(${t})
randomize(${k})
current()/../t
pulldata('sites', 'name', 'key', ${t})
""".strip().splitlines()
FORM = """
| survey | | | | | | |
| | type | name | label | calculation | {column} | choice_filter |
| | text | t | T | | | |
| | integer | i | I | | | |
| | date | d | D | | | |
| | dateTime | w | W | | | |
| | time | h | H | | | |
| | geopoint | p | P | | | |
| | geotrace | l | L | | | |
| | geoshape | g | G | | | |
| | select_multiple ab | m | M | | | |
| | select_one ab | o | O | | | |
| | begin_repeat | r | R | | | |
| | integer | k | K | | | |
| | end_repeat | | | | | |
{row}
| choices | | |
| | list_name | name | label |
| | ab | a | A |
| | ab | b | B |
"""
FAILS = "decimal-date-time(${d})"
# Where else a formula may stand, by the attribute that `opening` turns into a column.
PLACES = {
    "default": f"| | text | q | Q | | {FAILS} | |",
    "relevant": f"| | text | q | Q | | {FAILS} > 1 | |",
    "constraint": f"| | text | q | Q | | {FAILS} > 1 | |",
    "required": f"| | text | q | Q | | {FAILS} > 1 | |",
    "itemset": f"| | select_one ab | q | Q | | | name = {FAILS} |",
}
PAGE = """<!doctype html><meta charset="utf-8"><script type="module">
globalThis.gongyouWord = (word) => word;
const { opens } = await import("./bundle/%s");
const { problemsOf } = await import("./culprits.js");
const none = async () => new Response("name,label\\n", { status: 200 });
globalThis.problems = (xml) => problemsOf(xml, opens, none);
globalThis.ready = true;
</script>"""


@pytest.fixture(scope="module")
def problems(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("functions")
    (folder / "index.html").write_text(PAGE % bundle()["entry"])
    script = STATIC / "fill" / "culprits.js"
    (folder / "culprits.js").write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.set_default_timeout(LONGEST)
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    page.wait_for_function("globalThis.ready")
    yield lambda xml: page.evaluate("xml => problems(xml)", xml)
    page.close()
    server.shutdown()


def form(row, column="relevant"):
    return convert(FORM.format(row=row, column=column), form_name="data").xform


def test_every_function_opens_over_blank_answers_or_is_found(problems):
    stands = [("/data/c", "calculate")]
    for function in FUNCTIONS:
        told = problems(form(f"| | calculate | c | | {function} | | |"))
        assert [(each["path"], each["attribute"]) for each in told] in ([], stands), function


@pytest.mark.parametrize("attribute", PLACES)
def test_a_formula_is_found_wherever_it_stands(problems, attribute):
    column = attribute if attribute in ("default", "constraint", "required") else "relevant"
    told = problems(form(PLACES[attribute], column))
    assert [(each["path"], each["attribute"]) for each in told] == [("/data/q", attribute)]
