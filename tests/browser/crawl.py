"""Follow every link that a person can reach, once or twice a kind of page."""

import re
from collections import Counter, deque
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

LINK = re.compile(r"""(?:href|hx-get|src|data-url)="([^"#][^"]*)\"""")
REF = re.compile(r"(?<=/)[A-Za-z0-9_-]{22}(?=/|\.|$)")
NUMBER = re.compile(r"(?<=/)\d+(?=/|$)")
SLUG = re.compile(r"(/(?:indicators|fact|help|guides/p/[a-z]+)/)[a-z0-9_-]+(?=/)")
EACH = 2
STAY = ("/accounts/sign-out/", "/accounts/unlock/")


@dataclass(frozen=True)
class Answer:
    """What came back, kept after its browser context is gone."""

    status: int
    type: str
    text: str

    @property
    def is_page(self) -> bool:
        """Whether it is a page for people."""
        return self.status < 400 and self.type.startswith("text/html")


def ask(request, path: str, **options) -> Answer:
    """One answer; the text only of what is text."""
    answer = request.get(path, **options)
    kind = answer.headers.get("content-type", "")
    if answer.headers.get("content-disposition", "").startswith("attachment"):
        kind = "application/octet-stream"  # a file to keep is no page, whatever is in it
    text = answer.text() if kind.startswith(("text/", "application/json")) else ""
    return Answer(answer.status, kind, text)


def kind_of(path: str) -> str:
    """The path with its identifiers replaced, so that equal pages look alike."""
    plain = SLUG.sub(r"\1<slug>", urlsplit(path).path)
    return NUMBER.sub("<n>", REF.sub("<ref>", plain))


def links_of(text: str, base: str) -> list[str]:
    """Addresses of this program in a page, in order, without static files."""
    found = []
    for link in LINK.findall(text):
        path = urldefrag(urljoin(base, link.replace("&amp;", "&")))[0]
        if path.startswith("/") and not path.startswith(("/static/", "//", *STAY)):
            found.append(path)
    return found


def crawl(request, start="/", each=EACH) -> dict[str, Answer]:
    """Answers by path. `request` is a browser's request context with its cookies."""
    waiting, seen, kinds, answers = deque([start]), {start}, Counter(), {}
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path)
        if kinds[kind] >= each:
            continue
        kinds[kind] += 1
        answer = answers[path] = ask(request, path)
        if not answer.is_page:
            continue
        for link in links_of(answer.text, path):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return answers


def pages(answers: dict[str, Answer]) -> list[str]:
    """The paths of the pages for people."""
    return [path for path, answer in answers.items() if answer.is_page]
