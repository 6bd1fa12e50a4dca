"""Whatever anna can reach, a colleague outside and a passer-by cannot, nor learn that it exists."""

import html
import os
import re
import secrets
import uuid
from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.attacks.journey import FIRM, PLANTS

LINK = re.compile(r"""(?:href|hx-get|src|data-url|action|hx-post|formaction)="([^"#][^"]*)\"""")
FORM = re.compile(r"""<form[^>]*\bmethod="post"[^>]*>|<[^>]*hx-post=[^>]*>""", re.I)
TARGET = re.compile(r"""(?:action|hx-post|formaction)="([^"]+)\"""")
REF = re.compile(r"(?<=/)[A-Za-z0-9_-]{22}(?=/|\.|$)")
NUMBER = re.compile(r"(?<=/)\d+(?=/|$)")
SURVEY = re.compile(r"(?<=/surveys/)\d+(?=/|$)|(?<=/projects/)\d+(?=/|$)")
STAY = ("/accounts/", "/static/", "/account/", "/language/", "/theme/", "/drafts/")
HIDDEN = re.compile(r'(name="csrfmiddlewaretoken" value=|data-csrf=|nonce=)"[^"]*"')
EACH = 3 if os.environ.get("GONGYOU_SOAK") else 2
MOST = 400


def kind_of(path: str) -> str:
    """Equal for addresses of equal pages."""
    return NUMBER.sub("<n>", REF.sub("<ref>", urlsplit(path).path))


def crawl(who, seeds) -> tuple[set, set]:
    """Addresses that open for a person, and those to which its pages send forms."""
    waiting, seen, kinds, opened, targets = deque(seeds), set(seeds), Counter(), set(), set()
    while waiting and len(opened) < MOST:
        path = waiting.popleft()
        if kinds[kind_of(path)] >= EACH:
            continue
        kinds[kind_of(path)] += 1
        answer = who.get(path)
        if answer.status_code >= 300:
            continue
        opened.add(path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        for form in FORM.findall(answer.text):
            targets |= {urljoin(path, html.unescape(t)) for t in TARGET.findall(form)} or {path}
        for link in LINK.findall(answer.text):
            found = urldefrag(urljoin(path, html.unescape(link)))[0]
            if found.startswith("/") and not found.startswith(STAY) and found not in seen:
                seen.add(found)
                waiting.append(found)
    return opened, {urlsplit(t).path for t in targets if t.startswith("/")}


@pytest.fixture(scope="module")
def reached(used):
    """Everything anna can open, and everywhere her forms go."""
    made = used.day.made
    case = urlsplit(made["case"]).path.strip("/").split("/")[-1]
    seeds = ["/", *(path for path in made.values() if path.startswith("/"))]
    seeds += [f"/api/{name}" for name in ("workers", "employers", "cases", "deadlines")]
    seeds += [f"/api/cases/{case}", f"/api/cases/{case}/claim", "/export/"]
    seeds += [f"{made['run']}file/", "/v1/projects", "/v1/projects/1/forms/gate/submissions"]
    seeds += ["/v1/projects/1/forms/gate.svc/Submissions", "/v1/projects/1", "/v1/projects/1/forms"]
    seeds += [f"{made['form']}{part}/" for part in ("answers", "analysis", "export", "checks")]
    opened, targets = crawl(used.anna, seeds)
    return sorted(opened), sorted(t for t in targets if not t.startswith(STAY))


def bare(answer) -> str:
    """A body without what differs from request to request."""
    return HIDDEN.sub("", answer.text).replace(urlsplit(answer.request.url).path, "<here>")


def elsewhere(path: str) -> str | None:
    """The same address with identifiers of nothing; None when it names nothing."""
    made_up = SURVEY.sub("987654", REF.sub(lambda _: secrets.token_urlsafe(16), path))
    return None if made_up == path else made_up


# The secret in them is the right to read or to send: who has the address may use it.
BY_SECRET = re.compile(r"^/(calendar/[^/]+\.ics|openrosa/[A-Za-z0-9_-]{40,}|fill/)")


def test_the_crawl_reaches_all_rooms(reached):
    opened, targets = reached
    for beginning in ("/cases/", "/workers/", "/work/", "/evidence/", "/api/", "/collective/",
                      "/surveys/", "/documents/runs/", "/rosters/", "/employers/"):  # fmt: skip
        assert any(path.startswith(beginning) for path in opened), beginning
    assert len(opened) > 80 and len(targets) > 30


def differences(who, paths, ask) -> list:
    """Addresses that answer somebody outside otherwise than an address of nothing does."""
    wrong = []
    for path in paths:
        nothing = elsewhere(path)
        if nothing is None or BY_SECRET.match(path):
            continue
        theirs, missing = ask(who, path), ask(who, nothing)
        if theirs.status_code not in (302, 401, 404):
            wrong.append((path, theirs.status_code))
        elif theirs.status_code == 302 and "/accounts/" not in theirs.headers["Location"]:
            wrong.append((path, theirs.headers["Location"]))
        elif (theirs.status_code, bare(theirs)) != (missing.status_code, bare(missing)):
            wrong.append((path, theirs.status_code, missing.status_code))
    return wrong


def get(who, path):
    """Look."""
    return who.get(path)


def post(who, path):
    """Act."""
    return who.post(path, {"names": "on"})


def test_a_colleague_outside_finds_nothing_at_anna_s_addresses(used, reached):
    assert differences(used.bela, reached[0], get) == []


def test_a_passer_by_finds_nothing_at_anna_s_addresses(used, reached):
    assert differences(used.nobody, reached[0], get) == []


def test_a_colleague_outside_cannot_act_at_anna_s_addresses(used, reached):
    assert differences(used.bela, reached[1], post) == []


def test_a_passer_by_cannot_act_at_anna_s_addresses(used, reached):
    paths = [path for path in reached[1] if not BY_SECRET.match(path)]
    assert len(paths) > 30
    for path in paths:
        answer = used.nobody.post(path, {})
        if answer.status_code == 302:
            # An act that is done answers so too: it must lead to the sign-in, not to a page.
            assert answer.headers["Location"].startswith("/accounts/sign-in/"), path
        else:
            assert answer.status_code in (401, 403, 404, 405), path


def pseudonyms(text: str) -> set[str]:
    """Every pseudonym in a page."""
    return set(re.findall(r"\bG-[0-9A-Z]{4,}\b", text))


def test_lists_searches_figures_and_feeds_of_others_hold_nothing_of_anna_s(used, reached):
    hers = set()
    for path in reached[0]:
        hers |= set(REF.findall(path))
    names = pseudonyms(used.anna.get("/workers/").text) | pseudonyms(used.anna.get("/cases/").text)
    assert names
    shared = [path for path in reached[0] if elsewhere(path) is None and not BY_SECRET.match(path)]
    for who in (used.bela, used.nobody):
        for path in shared:
            for answer in (who.get(path), who.post(path, {"names": "on"})):
                found = [t for t in [*PLANTS, FIRM, *names, *hers] if t in answer.text]
                assert not found, (path, found)
    for term in [*PLANTS, FIRM, *sorted(names)[:2]]:
        for path, field in (
            ("/search/", "term"),
            ("/intake/employers/", "employer_name"),
            ("/intake/workers/", "name"),
        ):
            text = used.bela.post(path, {field: term}).text
            assert not any(ref in text for ref in hers), (path, term)
            assert not any(name in text for name in names - {term}), (path, term)


def test_a_form_of_hers_cannot_name_records_of_anna_s(used):
    from tests.attacks.journey import INTAKE, compartment

    where = compartment(used.bela.get("/intake/new/").text)
    hers = compartment(used.anna.get("/intake/new/").text)
    refused = used.bela.post("/intake/new/", INTAKE | {"compartment": hers})
    assert refused.status_code == 422
    for name in ("worker", "employer"):
        form = INTAKE | {"compartment": where, name: str(uuid.uuid4())}
        assert used.bela.post("/intake/new/", form).status_code == 404


def test_numbers_of_surveys_do_not_count_those_of_others(used):
    """A colleague's first survey must not be told that there are others."""
    from tests.attacks.journey import compartment

    where = compartment(used.bela.get("/surveys/").text)
    made = used.bela.post("/surveys/", {"title": "Mine", "compartment": where})
    number = int(made.headers["Location"].split("/")[2])
    assert number >= 10_000
