"""Seconds to walk the answers of a questionnaire by OData, page by page, as clients do.

`python -m benchmarks.surveys_odata`: 5,000 rows, one in ten edited, filtered and selected, seven
a page, from the server as it runs, asked by one client over one connection. A page must cost
what its rows cost; so the walk is also made for a fifth of the rows, and the time of a page is
given beside that of the whole. Client and server share the machine. No peer: ODK Central cannot
be run here.
"""

import argparse
import http.client
import json
import time
from urllib.parse import quote, urlsplit

from benchmarks.report import say
from benchmarks.surveys_ingest import Client as Phone
from benchmarks.surveys_ingest import cpu_seconds
from tests.surveys.server import PASSPHRASE, Server

ROWS, EDITED, PAGE = 5_000, 10, 7
BAR = 5.0
WALKS = {
    "by an answer": "age ge 18",
    "by the moment": "__system/submissionDate gt 2020-01-01T00:00:00.000Z",
}


def answers(number: int, edit: bool = False) -> bytes:
    """A row: every tenth is a child's, so that a filter leaves some out."""
    name = f"uuid:{number}"
    own = f"{name}-edit" if edit else name
    old = f"<deprecatedID>{name}</deprecatedID>" if edit else ""
    age = 12 if number % EDITED == 5 else 30 + edit
    return (
        f'<data id="hh" version="1"><start>2026-03-01T08:00:00.000+08:00</start>'
        f"<end>2026-03-01T08:20:00.000+08:00</end><name>worker {number}</name><age>{age}</age>"
        f"<people><who>Li</who></people><people><who>Wang</who></people>"
        f"<meta><instanceID>{own}</instanceID>{old}</meta></data>"
    ).encode()


def fill(server: Server, rows: int) -> None:
    """Send them as phones do; edits last."""
    phone = Phone(server.port, server.told, False)
    for number in range(rows):
        assert phone.send(answers(number)) == 201
    for number in range(0, rows, EDITED):
        assert phone.send(answers(number, edit=True)) == 201


class Reader:
    """A client that follows the links."""

    def __init__(self, server: Server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        told = json.dumps({"email": "coordinator", "password": PASSPHRASE})
        self.head = {"Content-Type": "application/json"}
        self.head["Authorization"] = "Bearer " + self.ask("POST", "/v1/sessions", told)["token"]

    def ask(self, method: str, path: str, body: str | None = None) -> dict:
        """The JSON of one answer."""
        self.connection.request(method, path, body, self.head)
        answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content
        return json.loads(content)

    def walk(self, survey: int, question: str) -> tuple[list[dict], int]:
        """All rows and how many pages they took."""
        asked = {"$top": str(PAGE), "$filter": question, "$select": "__id,name,age"}
        path = f"/v1/projects/{survey}/forms/hh.svc/Submissions"
        path += "?" + "&".join(f"{key}={quote(value)}" for key, value in asked.items())
        rows, pages = [], 0
        while path:
            told = self.ask("GET", path)
            rows, pages = rows + told["value"], pages + 1
            link = urlsplit(told.get("@odata.nextLink", ""))
            path = f"{link.path}?{link.query}" if link.path else ""
        return rows, pages


def check(rows: list[dict], expected: int) -> None:
    """Every row once, in its last edit, with the columns that were asked for."""
    assert len({row["__id"] for row in rows}) == len(rows) == expected, (len(rows), expected)
    assert all(set(row) == {"__id", "name", "age"} for row in rows)
    edited = [row for row in rows if int(row["name"].split()[1]) % EDITED == 0]
    assert {row["age"] for row in edited} == {31}
    assert not any(row["__id"].endswith("-edit") for row in rows)


def main() -> None:
    """Fill, walk, report."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true", help="300 rows")
    rows = 300 if options.parse_args().quick else ROWS
    server = Server()
    server.seed()
    server.start()
    try:
        fill(server, rows)
        reader = Reader(server)
        for name, question in WALKS.items():
            used, began = cpu_seconds(server.process.pid), time.perf_counter()
            found, pages = reader.walk(server.told["survey"], question)
            took = time.perf_counter() - began
            used = cpu_seconds(server.process.pid) - used
            kept = rows - rows // EDITED if name == "by an answer" else rows
            check(found, kept)
            bar = BAR * rows / ROWS
            say(
                "surveys_odata", f"walk of {rows} rows in {pages} pages, filtered {name}, s",
                ours=round(took, 2), bar=f"<= {bar:.1f} s", kept=took <= bar,
                page_ms=round(1000 * took / pages, 2), server_cpu_s=round(used, 2),
            )  # fmt: skip
    finally:
        server.stop()


if __name__ == "__main__":
    main()
