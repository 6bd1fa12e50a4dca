"""One centre in which somebody has worked a day, for all attacks on it."""

import pytest

from tests.attacks.centre import Centre, Person
from tests.attacks.journey import whole_day


@pytest.fixture(scope="session")
def used(tmp_path_factory):
    """A centre after anna's day, still serving: `.day`, `.bela`, `.centre`."""
    centre = Centre(tmp_path_factory.mktemp("used")).setup().serve()
    try:
        yield Used(centre)
    finally:
        centre.stop()


class Used:
    """The centre, what anna made in it, and a colleague of another compartment."""

    def __init__(self, centre: Centre):
        self.centre = centre
        self.anna = Person(centre, "anna")
        self.day = whole_day(self.anna)
        self.bela = Person(centre, "bela")
        self.nobody = Person(centre)
