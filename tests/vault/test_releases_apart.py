"""Two laptops one release of the program apart: the newer takes what the older gives, the older
keeps what the newer gives until it is updated itself. The next release is invented here."""

import pytest

from tests.vault.installations import WHOLE, run
from tests.vault.test_laptops import BEGIN, OPEN, STATE, TAKE

NEWER = "tests.vault.newer"
UPDATE = "commands.open_database(PASSPHRASE)\ncommands.update()\nprint(json.dumps(True))"
OLDER_WORKS = """
from gongyou.centre.models import Employer
from gongyou.centre.services.people import change_employer
add_worker(by=anna, compartment=where, name="Told to the older", phone="1")
firm = Employer.objects.get(name="Red Star")
change_employer(by=anna, employer=firm, name="Red Star", registration="R-1")
"""
NEWER_WORKS = """
from tests.vault.newer_release.models import Canteen
from gongyou.vault.public import journal
with transaction.atomic():
    worker.shift = "night"
    worker.save()
    journal.append(anna, "centre.change_worker", worker)
with transaction.atomic():
    meal = Canteen.objects.create(compartment=where, meal="rice")
    journal.append(anna, "centre.change_worker", worker)
add_worker(by=anna, compartment=where, name="Told to the newer")
"""
TOLD = """
from gongyou.centre.models import Employer
from gongyou.vault.laptops import waiting
names = sorted(w.reveal(anna, "name") for w in Worker.objects.all())
print(json.dumps([names, len(waiting.kept()), commands.check(actor=anna).problems]))
"""
TOLD_NEWER = """
from tests.vault.newer_release.models import Canteen, Employer
shifts = sorted([w.reveal(anna, "name"), w.shift] for w in Worker.objects.all())
print(json.dumps([shifts, [e.register for e in Employer.objects.all()],
    [c.meal for c in Canteen.objects.all()], Clash.objects.count(),
    len(laptops.waiting_for(anna)), commands.check(actor=anna).problems]))
"""
FIRM = '\nadd_employer(by=anna, compartment=where, name="Red Star", registration="R-0")\n'


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """Both began with one release; the second was updated; then people worked on both."""
    folder = tmp_path_factory.mktemp("releases")
    first, second = folder / "first", folder / "second"
    run(first, BEGIN.replace("print(json", FIRM + "print(json"), WHOLE)
    asked = run(second, "print(json.dumps(laptops.ask(PASSPHRASE)))", WHOLE)
    copy = str(folder / "copy.age")
    enrol = f"laptops.enrol(anna, {asked!r}, Path({copy!r}), anna.account, "
    run(first, OPEN + enrol + f"laptops.words_of({asked!r}))", WHOLE)
    run(second, f"laptops.join(Path({copy!r}), PASSPHRASE)", WHOLE)
    assert run(second, UPDATE, NEWER)
    run(first, OPEN + OLDER_WORKS, WHOLE)
    run(second, OPEN + NEWER_WORKS, NEWER)
    return folder


def give(folder, name, program):
    stick = folder / f"of the {name}"
    run(folder / name, OPEN + f"laptops.give(Path({str(stick)!r}))", program)
    return TAKE.format(folder=str(stick))


def test_each_release_takes_the_others_work_sooner_or_later_and_nothing_is_lost(apart):
    first, second = apart / "first", apart / "second"
    said = run(first, OPEN + give(apart, "second", NEWER), WHOLE)
    assert (said["done"], said["problems"]) == ([], [])
    assert "newer version" in said["refused"][0]
    # Work goes on meanwhile; what came is kept, and is no harm.
    run(first, OPEN + 'change_worker(by=anna, worker=worker, phone="2")', WHOLE)
    assert run(first, OPEN + TOLD, WHOLE) == [["Li Hong", "Told to the older"], 1, []]

    said = run(second, OPEN + give(apart, "first", WHOLE), NEWER)
    assert (said["refused"], said["problems"]) == ([], [])
    # What the older knew nothing of is as an update would have it; what it calls otherwise counts.
    shifts = [["Li Hong", "night"], ["Told to the newer", "day"], ["Told to the older", "day"]]
    both = [shifts, ["R-1"], ["rice"], 0, 0, []]
    assert run(second, OPEN + TOLD_NEWER, NEWER) == both

    # Updated, the other takes what waited, with nothing else at hand.
    assert run(first, UPDATE, NEWER)
    said = run(first, OPEN + TAKE.format(folder=str(apart / "nothing")), NEWER)
    assert (len(said["done"]), said["refused"], said["problems"]) == (1, [], [])
    assert run(first, OPEN + TOLD_NEWER, NEWER) == both
    for one, other in (("first", "second"), ("second", "first")):
        said = run(apart / other, OPEN + give(apart, one, NEWER), NEWER)
        assert (said["refused"], said["problems"]) == ([], [])
    assert run(first, OPEN + STATE, NEWER) == run(second, OPEN + STATE, NEWER)
    assert run(second, OPEN + TOLD_NEWER, NEWER) == both
