"""Two laptops of one centre, as processes with folders of their own, apart and together again."""

import shutil

import pytest

from tests.vault.installations import WHOLE, run

ANNA, BELA = "anna", "bela"
BEGIN = f"""
commands.initialise()
commands.add_user("{ANNA}", PASSPHRASE, administrator=True, new_compartment="East gate")
{ANNA} = commands.open_actor("{ANNA}", PASSPHRASE)
(where,) = {ANNA}.compartments()
commands.add_user("{BELA}", "blue kettle under the bridge", by={ANNA}, compartment=where)
from gongyou.centre.public import add_employer
from gongyou.centre.services.people import add_worker
worker = add_worker(by={ANNA}, compartment=where, name="Li Hong", phone="13800000001")
print(json.dumps(str(worker.pk)))
"""
OPEN = """
commands.open_database(PASSPHRASE)
anna = commands.open_actor("anna", PASSPHRASE)
(where,) = anna.compartments()
from gongyou.centre.models import Worker, Case, Employment
from gongyou.centre.services.people import add_worker, change_worker
from gongyou.vault.laptops.models import Clash
from gongyou.vault.public import laptops
worker = Worker.objects.filter(name__isnull=False).order_by("created_at").first()
"""
TAKE = """
import tempfile
with tempfile.TemporaryDirectory() as work:
    done, refused = laptops.take_all(anna, laptops.bundles_in(Path({folder!r})), Path(work))
whole = commands.check(actor=anna)
print(json.dumps({{"done": [[m.entries, m.clashes] for m in done],
    "refused": [why for _p, why in refused], "problems": whole.problems}}))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A centre with a worker, and a second laptop that was enrolled."""
    folder = tmp_path_factory.mktemp("laptops")
    first, second = folder / "first", folder / "second"
    worker = run(first, BEGIN, WHOLE)
    asked = run(second, "print(json.dumps(laptops.ask(PASSPHRASE)))", WHOLE)
    words = run(second, f"print(json.dumps(laptops.words_of({asked!r})))", WHOLE)
    copy = folder / "copy.age"
    enrol = f"""
row = laptops.enrol(anna, {asked!r}, Path({str(copy)!r}), anna.account, {words!r})
print(json.dumps([row.name, row.number]))
"""
    assert run(first, OPEN + enrol, WHOLE) == ["laptop B", 1]
    run(second, f"laptops.join(Path({str(copy)!r}), PASSPHRASE)", WHOLE)
    return folder, worker


@pytest.fixture
def two(made, tmp_path):
    """Copies of both, for one test."""
    for name in ("first", "second"):
        shutil.copytree(made[0] / name, tmp_path / name)
    return tmp_path


def act(folder, script: str):
    return run(folder, OPEN + script, WHOLE)


def exchange(two, frm: str, to: str, name: str = "stick") -> dict:
    stick = two / f"{name}-{frm}-{to}"
    act(two / frm, f"laptops.give(Path({str(stick)!r}))")
    return act(two / to, TAKE.format(folder=str(stick)))


STATE = """
from gongyou.vault.journal import fold
state = fold.fold()
kept = {name: rows for name, rows in state.items()
        if name.split("_")[0] != "vault" or name in ("vault_clash", "vault_pseudonym")}
import hashlib
print(json.dumps([hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest(),
    {name: len(rows) for name, rows in kept.items() if rows}, commands.check(actor=anna).problems]))
"""


def test_the_second_laptop_is_whole_and_opens_with_the_same_passphrase(two):
    said = act(
        two / "second",
        'print(json.dumps([worker.reveal(anna, "name"), commands.check(actor=anna).problems]))',
    )
    assert said == ["Li Hong", []]


@pytest.mark.soak
def test_words_that_differ_enrol_nobody(two):
    asked = run(two / "third", "print(json.dumps(laptops.ask(PASSPHRASE)))", WHOLE)
    script = f"""
try:
    laptops.enrol(anna, {asked!r}, Path("x"), anna.account, "some other words")
except laptops.NotEnrolled as no:
    print(json.dumps(str(no)))
"""
    assert "words differ" in act(two / "first", script)


def test_what_was_written_apart_stands_on_both(two):
    act(two / "first", 'add_worker(by=anna, compartment=where, name="First Person")')
    act(two / "second", 'add_worker(by=anna, compartment=where, name="Second Person")')
    assert exchange(two, "first", "second")["problems"] == []
    back = exchange(two, "second", "first")
    assert (back["refused"], back["problems"]) == ([], [])
    names = 'print(json.dumps(sorted(w.reveal(anna, "name") for w in Worker.objects.all())))'
    everyone = ["First Person", "Li Hong", "Second Person"]
    assert act(two / "first", names) == act(two / "second", names) == everyone
    exchange(two, "first", "second", "again")
    assert act(two / "first", STATE) == act(two / "second", STATE)


def test_a_field_changed_on_both_waits_for_a_decision_and_both_values_are_kept(two):
    act(two / "first", 'change_worker(by=anna, worker=worker, phone="111")')
    act(two / "second", 'change_worker(by=anna, worker=worker, phone="222")')
    assert exchange(two, "first", "second")["done"][0][1] == 1
    exchange(two, "second", "first")
    shown = """
(line,) = laptops.inbox(anna)
print(json.dumps([line.field, [side.text for side in line.values], worker.reveal(anna, "phone")]))
"""
    field, values, provisional = act(two / "first", shown)
    assert (field, sorted(values), provisional) == ("phone", ["111", "222"], "222")
    assert act(two / "second", shown) == [field, values, provisional]
    decide = """
(clash,) = Clash.objects.all()
laptops.decide(anna, clash, 0)
worker.refresh_from_db()
print(json.dumps([worker.reveal(anna, "phone"), len(laptops.inbox(anna))]))
"""
    assert act(two / "first", decide) == ["111", 0]
    exchange(two, "first", "second", "decided")
    after = 'print(json.dumps([worker.reveal(anna, "phone"), len(laptops.inbox(anna))]))'
    assert act(two / "second", after) == ["111", 0]


def test_doubled_late_and_lost_bundles_do_no_harm(two):
    act(two / "second", 'add_worker(by=anna, compartment=where, name="One")')
    lost = two / "lost"
    act(two / "second", f"laptops.give(Path({str(lost)!r}))")
    act(two / "second", 'add_worker(by=anna, compartment=where, name="Two")')
    assert exchange(two, "second", "first")["problems"] == []
    late = act(two / "first", TAKE.format(folder=str(lost)))
    assert (late["done"][0][0], late["refused"], late["problems"]) == (0, [], [])
    assert act(two / "first", "print(json.dumps(Worker.objects.count()))") == 3


def test_a_destroyed_identity_stays_destroyed_though_the_other_wrote_meanwhile(two):
    act(two / "second", 'change_worker(by=anna, worker=worker, phone="999")')
    act(two / "first", 'shred(anna, [worker], reason="asked")')
    exchange(two, "first", "second")
    exchange(two, "second", "first")
    gone = """
from gongyou.vault.journal.models import KeyLeaf
row = Worker.objects.get()
lines = [leaf.line for leaf in KeyLeaf.objects.filter(row=row.data_key_id.hex) if leaf.line]
print(json.dumps([row.shredded, row.reveal(anna, "phone"), row.reveal(anna, "name"),
    all('"wrap":""' in line for line in lines), commands.check().problems]))
"""
    gone = gone.replace("worker =", "").replace("Worker.objects.get()", "Worker.objects.first()")
    for name in ("first", "second"):
        assert act(two / name, gone) == [True, None, None, True, []]


@pytest.mark.soak
def test_numbers_and_codes_of_the_second_laptop_bear_its_letter_and_share(two):
    script = """
from gongyou.vault.public import next_number
from gongyou.vault.identities import pseudonyms
from django.db import transaction
with transaction.atomic():
    codes = pseudonyms.new_pseudonyms(50)
    journal.append(anna, "centre.export", changes={"count": 0})
signs = [[pseudonyms.ALPHABET.index(sign) for sign in code[2:]] for code in codes]
print(json.dumps([str(next_number(Case.objects.all(), "ordinal")),
    sorted({pseudonyms.share_of(code) for code in signs})]))
"""
    assert act(two / "first", script) == ["1", [0]]
    assert act(two / "second", script) == ["B1", [1]]


def test_a_revoked_laptop_is_not_heard(two):
    revoke = 'laptops.revoke(anna, laptops.named("laptop B"))'
    act(two / "first", revoke)
    act(two / "second", 'add_worker(by=anna, compartment=where, name="Thief")')
    said = exchange(two, "second", "first")
    assert said["done"] == []
    assert "no longer belongs" in said["refused"][0]


@pytest.mark.soak
def test_a_copied_disk_is_noticed(two):
    shutil.copytree(two / "second", two / "clone")
    act(two / "second", 'add_worker(by=anna, compartment=where, name="One")')
    act(two / "clone", 'add_worker(by=anna, compartment=where, name="Other")')
    exchange(two, "second", "first")
    said = exchange(two, "clone", "first")
    assert "two different histories" in said["refused"][0]
    assert act(two / "first", "print(json.dumps(Worker.objects.count()))") == 2


def test_a_changed_passphrase_opens_the_other_laptop_too(two):
    new = "eleven brown bears by the mill"
    stick = two / "stick"
    give = f"laptops.give(Path({str(stick)!r}))"
    act(two / "first", f'change_passphrase(anna, PASSPHRASE, "{new}")\n{give}')
    assert act(two / "second", TAKE.format(folder=str(stick)))["problems"] == []
    script = f"""
commands.open_database("{new}")
anna = commands.open_actor("anna", "{new}")
print(json.dumps(len(anna.compartments())))
"""
    assert run(two / "second", script, WHOLE) == 1


def apart_while_bela_goes(two) -> None:
    """On the second laptop Bela writes, on the first her membership ends."""
    wrote = """
bela = commands.open_actor("bela", "blue kettle under the bridge")
add_worker(by=bela, compartment=where, name="Told at the gate")
"""
    act(two / "second", wrote)
    removed = """
from gongyou.vault.accounts.models import Membership
remove_member(anna, Membership.objects.get(account__login="bela", removed_at=None))
"""
    act(two / "first", removed)


WAITS = """
print(json.dumps([sorted(w.reveal(anna, "name") for w in Worker.objects.all()),
    [[one.who, one.laptop, one.count] for one in laptops.waiting_for(anna)],
    commands.check(actor=anna).problems]))
"""


def test_what_a_removed_member_wrote_meanwhile_waits_and_can_be_let_in(two):
    apart_while_bela_goes(two)
    assert exchange(two, "second", "first")["refused"] == []
    back = exchange(two, "first", "second")
    assert (back["refused"], back["problems"]) == ([], [])
    for name in ("first", "second"):
        names, ((who, laptop, count),), problems = act(two / name, WAITS)
        assert (names, who, laptop, problems) == (["Li Hong"], "bela", "laptop B", [])
        assert count >= 1
    let_in = """
(one,) = laptops.waiting_for(anna)
laptops.decide_aside(anna, one.key, True)
"""
    assert act(two / "first", let_in + WAITS) == [["Li Hong", "Told at the gate"], [], []]
    exchange(two, "first", "second", "decided")
    assert act(two / "second", WAITS) == [["Li Hong", "Told at the gate"], [], []]


def test_it_waits_on_the_laptop_it_was_written_on_too_when_that_one_hears_first(two):
    apart_while_bela_goes(two)
    assert exchange(two, "first", "second")["refused"] == []
    names, ((who, _laptop, _count),), problems = act(two / "second", WAITS)
    assert (names, who, problems) == (["Li Hong"], "bela", [])


@pytest.mark.soak
def test_what_a_lost_laptop_wrote_comes_by_another_and_waits(two):
    act(two / "first", 'laptops.revoke(anna, laptops.named("laptop B"))')
    act(two / "second", 'add_worker(by=anna, compartment=where, name="Thief")')
    # Whatever carries it: here the journal of the lost one, given by the laptop itself.
    forged = """
from gongyou.vault.laptops import bundles
bundles._proved = lambda manifest: manifest["head"]
"""
    stick = two / "stick"
    act(two / "second", f"laptops.give(Path({str(stick)!r}))")
    said = act(two / "first", forged + TAKE.format(folder=str(stick)))
    assert (said["refused"], said["problems"]) == ([], [])
    assert act(two / "first", "print(json.dumps(Worker.objects.count()))") == 1


def test_a_key_made_anew_on_both_is_united_by_a_coordinator(two):
    renew = "from gongyou.vault.accounts.services.compartments import rotate\nrotate(anna, where)"
    act(two / "first", renew)
    act(two / "second", renew + '\nadd_worker(by=anna, compartment=where, name="Second Person")')
    assert exchange(two, "second", "first")["refused"] == []
    unite = """
(one,) = laptops.split(anna)
laptops.unite(anna, one.compartment, one.shown)
change_worker(by=anna, worker=worker, phone="555")
print(json.dumps([len(laptops.split(anna)), len(laptops.inbox(anna))]))
"""
    assert act(two / "first", unite) == [0, 0]
    assert exchange(two, "first", "second")["refused"] == []
    after = """
bela = commands.open_actor("bela", "blue kettle under the bridge")
change_worker(by=bela, worker=worker, address="East gate 5")
change_worker(by=anna, worker=worker, notes="spoke again")
print(json.dumps([worker.reveal(bela, "phone"), worker.reveal(anna, "address"),
    len(laptops.split(anna)), commands.check(actor=anna).problems]))
"""
    assert act(two / "second", after) == ["555", "East gate 5", 0, []]
