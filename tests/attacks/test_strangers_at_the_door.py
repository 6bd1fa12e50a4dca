"""Thirty wrong passphrases at once while twenty people work: nobody waits for a stranger."""

import threading
import time

import pytest

from tests.attacks.centre import Centre, Person

PAGES = ("/", "/figures/", "/calendar/", "/deadlines/", "/account/")
PEOPLE, STRANGERS = 20, 30


class FullCost(Centre):
    """Passphrases cost what they cost in a centre."""

    def environment(self) -> dict:
        """As the program is installed."""
        return super().environment() | {"GONGYOU_PASSPHRASE_COST": "full"}


@pytest.fixture
def office(tmp_path):
    """A centre, and twenty people who are signed in."""
    centre = FullCost(tmp_path).setup().serve()
    try:
        first = Person(centre, "anna")
        people = []
        for _ in range(PEOPLE):
            one = Person(centre)
            one.cookies.update(first.cookies)
            people.append(one)
        yield centre, people
    finally:
        centre.stop()


def work(people, until) -> list[tuple[float, int]]:
    """Everybody opens one page after the other; how long each took, and what came."""
    took: list[tuple[float, int]] = []

    def one(person, number):
        turn = number
        while time.monotonic() < until():
            began = time.monotonic()
            answer = person.get(PAGES[turn % len(PAGES)])
            took.append((time.monotonic() - began, answer.status_code))
            turn += 1
            time.sleep(0.5)

    threads = [threading.Thread(target=one, args=(p, n)) for n, p in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


@pytest.mark.soak
def test_nobody_who_works_waits_two_seconds_for_a_stranger(office):
    centre, people = office
    quiet_end = time.monotonic() + 10
    quiet = work(people, lambda: quiet_end)
    told: list[int] = []

    def stranger(number):
        form = {"login": f"stranger{number}", "passphrase": "wrong wrong wrong"}
        one = Person(centre)
        one.get("/accounts/sign-in/")
        told.append(one.post("/accounts/sign-in/", form).status_code)

    crowd = [threading.Thread(target=stranger, args=(n,)) for n in range(STRANGERS)]
    for thread in crowd:
        thread.start()
    end = time.monotonic() + 15
    busy = work(people, lambda: end)
    for thread in crowd:
        thread.join()
    assert {status for _took, status in quiet + busy} == {200}
    assert set(told) <= {422, 503}
    at_rest = sorted(took for took, _status in quiet)[-1]
    beside = sorted(took for took, _status in busy)
    print(
        f"{len(busy)} pages: median {beside[len(beside) // 2]:.2f} s, "
        f"p95 {beside[len(beside) * 95 // 100]:.2f} s, longest {beside[-1]:.2f} s, "
        f"when quiet {at_rest:.2f} s; strangers {sorted(told)}"
    )
    # What a busy machine adds shows when it is quiet, too.
    assert beside[-1] <= 2 + at_rest
