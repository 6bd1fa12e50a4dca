"""kill -9 while people work: whatever was answered with yes is there, and the check is clean."""

import os
import random
import threading
import time

import pytest
import requests

from tests.attacks import files
from tests.attacks.acknowledged import token
from tests.attacks.centre import Centre, Person
from tests.attacks.journey import FIRM, INTAKE, WORKBOOK, Day, compartment, first, send_answers
from tests.attacks.journey import collective as collective_part
from tests.attacks.journey import intake as intake_part
from tests.attacks.journey import survey as survey_part

SOAK = bool(os.environ.get("GONGYOU_SOAK"))
KILLS = 100 if SOAK else 10
MOST = 16  # answers of one life
CHANCE = random.Random(11)
TEXT = {"Content-Type": "application/json"}


class Worker(threading.Thread):
    """Somebody who writes as fast as the server answers, until it is killed."""

    def __init__(self, who: Person, day: Day, where: str, kinds: list[str], told: list):
        super().__init__(daemon=True)
        self.who, self.day, self.where, self.kinds, self.told = who, day, where, kinds, told
        self.draft = self.sending = self.broken = ""

    def run(self) -> None:
        """One write after the other."""
        while True:
            kind = CHANCE.choice(self.kinds)
            try:
                told = getattr(self, kind)()
            except requests.RequestException:
                return
            except Exception as error:
                self.broken = repr(error)
                return
            if told:
                self.told.append([kind, told])

    def accepted(self, answer, told: str) -> str:
        """What was acknowledged; a refusal would be a fault of this test."""
        # can fail: each act's own answer; a refused form is 422, a sign-in page is elsewhere
        assert answer.status_code in (201, 204, 302), (answer.url, answer.status_code)
        assert "/accounts/" not in answer.headers.get("Location", ""), answer.url
        return told

    def intake(self) -> str:
        """A new worker with a case."""
        answer = self.who.post(
            "/intake/new/", INTAKE | {"compartment": self.where, "worker_choice": "new"}
        )
        return self.accepted(answer, answer.headers.get("Location", ""))

    def autosave(self) -> None:
        """A half-written form; what counts is the last one that was kept."""
        name = self.sending = token()
        path = f"/drafts/kill.{self.ident}/"
        self.accepted(self.who.post(path, f'{{"a": "{name}"}}', headers=TEXT), name)
        self.draft = name

    def task(self) -> str:
        """Something to do."""
        title = token()
        form = {"task-kind": "call", "task-title": title}
        return self.accepted(self.who.post(f"{self.day.made['case']}add/task/", form), title)

    def fact(self) -> str:
        """Another wage."""
        value = str(CHANCE.randint(10_000, 9_999_999))
        form = {"source": "payslip", "value": value}
        path = f"{self.day.made['work']}fact/agreed_wage/"
        return self.accepted(self.who.post(path, form), value)

    def upload(self) -> str:
        """A paper."""
        title = token()
        form = {"kind": "photo", "title": title, "held_by": "worker", "pages": "1"}
        paper = {"file": ("a.txt", f"{title}\n".encode() * CHANCE.randint(1, 3000))}
        path = f"{self.day.made['case']}evidence/"
        return self.accepted(self.who.post(path, form, files=paper), title)

    def roster(self) -> str:
        """People of a firm; their number tells one roster from the other."""
        count = CHANCE.randint(2, 60)
        rows = [("工号", "姓名"), *((f"K{n}", f"{token()}") for n in range(count))]
        form = {"compartment": self.where, "employer_name": FIRM, "source": "roster"}
        upload = {"file": ("a.xlsx", files.workbook(rows), WORKBOOK)}
        path = self.who.post("/rosters/", form, files=upload).headers["Location"]
        return self.accepted(self.who.post(f"{path}import/"), str(count))

    def roll(self) -> str:
        """A member of the collective case, in a workshop of their own."""
        shop = token()
        rows = [("工号", "姓名", "车间"), (token(), token(), shop)]
        upload = {"file": ("a.xlsx", files.workbook(rows), WORKBOOK)}
        case = self.day.made["collective"]
        roster = self.who.post(f"{case}roll/import/", files=upload)
        self.accepted(roster, shop)
        self.accepted(self.who.post(f"{roster.headers['Location']}import/"), shop)
        page = self.who.get(f"{case}roll/import/").text
        waiting = first(r'name="roster" value="([^"]+)"', page)
        sent = {"roster": waiting, "joined_on": "2025-05-02"}
        return self.accepted(self.who.post(f"{case}roll/take/", sent), shop)

    def submission(self) -> str:
        """Answers from a phone."""
        instance = f"uuid:{token()}"
        sent = send_answers(Person(self.who.centre), self.day.made["phone"], "x", "", instance)
        return self.accepted(sent, instance)


KINDS = (
    ["task", "autosave", "fact", "intake"],
    ["upload", "task", "autosave"],
    ["submission"],
    ["fact", "roster", "roll", "autosave"],
)


def one_life(centre: Centre, day: Day, where: str, told: list) -> list[Worker]:
    """Four people work, until the server is killed when it has answered so many of them."""
    enough = len(told) + CHANCE.randint(1, MOST)
    anna = Person(centre, "anna")
    people = [anna, Person(centre, "anna"), anna, Person(centre, "anna")]
    workers = [Worker(who, day, where, kinds, told)
               for who, kinds in zip(people, KINDS, strict=True)]  # fmt: skip
    for worker in workers:
        worker.start()
    while len(told) < enough:
        assert any(worker.is_alive() for worker in workers), "nobody works any more"
        time.sleep(0.005)
    centre.kill()
    for worker in workers:
        worker.join()
    assert [worker.broken for worker in workers if worker.broken] == [], centre.log()[-6000:]
    return workers


@pytest.mark.crash
@pytest.mark.soak
def test_no_acknowledged_write_of_the_pages_is_lost(tmp_path):
    centre = Centre(tmp_path).setup().serve("serve" if SOAK else "zygote")
    told: list = []
    try:
        day = Day(Person(centre, "anna"))
        for part in (intake_part, collective_part, survey_part):
            part(day)
        where = compartment(day.page("/intake/new/"))
        for _ in range(KILLS):
            workers = one_life(centre, day, where, told)
            centre.serve_again()
            anna = Person(centre, "anna")
            for worker in workers:
                if worker.draft:
                    kept = anna.get(f"/drafts/kill.{worker.ident}/").json()["a"]
                    assert kept in (worker.draft, worker.sending)
    finally:
        centre.stop()
    assert len(told) >= KILLS
    assert len({kind for kind, _told in told}) >= (7 if SOAK else 4)
    assert centre.lost(told) == {"lost": [], "problems": []}
