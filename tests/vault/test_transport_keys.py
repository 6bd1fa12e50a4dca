"""The key to which bundles for a laptop are sealed changes as laptops meet. What was sealed to an
older one opens until all know the newer; afterwards a stick from before opens for nobody."""

from tests.vault.test_laptops import act, exchange, made, two  # noqa: F401

GIVE = "laptops.give(Path({stick!r}))"
OPENS = """
from gongyou.vault.backup import archive
from gongyou.vault.laptops import keys
def opens(folder):
    (path,) = laptops.bundles_in(Path(folder))
    try:
        mine = archive.identities_of(keys.transport_identities())
        archive.read(path, mine, lambda _name, content: content.read())
    except archive.BadArchive:
        return False
    return True
"""


def _opens(two, stick) -> bool:  # noqa: F811
    return act(two / "second", f"{OPENS}print(json.dumps(opens({str(stick)!r})))")


def test_an_old_stick_opens_until_the_new_key_is_known_and_then_for_nobody(two):  # noqa: F811
    early, late = two / "early", two / "late"
    act(two / "first", GIVE.format(stick=str(early)))
    act(two / "first", 'shred(anna, [worker], reason="asked")')
    # The second renews its key as it gives; of this the first does not hear.
    act(two / "second", GIVE.format(stick=str(two / "lost")))
    act(two / "first", GIVE.format(stick=str(late)))
    assert _opens(two, early) and _opens(two, late)
    for number in range(2):
        assert exchange(two, "second", "first", f"round {number}")["refused"] == []
        assert exchange(two, "first", "second", f"round {number}")["refused"] == []
    act(two / "second", GIVE.format(stick=str(two / "another")))
    # On the early one the destroyed key lay still: whoever seizes stick and laptop opens it not.
    assert not _opens(two, early) and not _opens(two, late)
    assert exchange(two, "first", "second", "at the end")["problems"] == []


def test_a_power_cut_between_the_new_key_and_its_telling_loses_no_bundle(two):  # noqa: F811
    cut = """
from gongyou.vault.laptops import bundles, keys
from gongyou.vault.journal.models import Device
kept = keys._keep
def cut(identities):
    kept(identities)
    raise SystemExit
keys._keep = cut
try:
    laptops.give(Path({stick!r}))
except SystemExit:
    pass
keys._keep = kept
laptops.give(Path({stick!r}))
"""
    stick = str(two / "stick")
    act(two / "first", GIVE.format(stick=str(two / "of the first")))
    act(two / "second", cut.format(stick=stick))
    assert exchange(two, "second", "first")["refused"] == []
    said = exchange(two, "first", "second")
    assert (len(said["done"]), said["problems"]) == (1, [])
    assert _opens(two, two / "of the first")
