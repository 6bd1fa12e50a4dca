"""A laptop whose clock is two years off: what is written on it counts, and the clock is named."""

import pytest

from tests.vault.test_laptops import act, made, two  # noqa: F401

OFF = """
import datetime as dt
from django.utils import timezone
_real = timezone.now
timezone.now = lambda: _real() + dt.timedelta(days={days})
"""
WORK = """
add_worker(by=anna, compartment=where, name="{name}")
change_worker(by=anna, worker=worker, phone="{phone}")
laptops.give(Path({stick!r}))
"""
TAKE = """
import tempfile
with tempfile.TemporaryDirectory() as work:
    done, refused = laptops.take_all(anna, laptops.bundles_in(Path({stick!r})), Path(work))
names = sorted(w.reveal(anna, "name") for w in Worker.objects.all())
ahead = [one for one in commands.check(actor=anna).problems if "still to come" in one]
rest = [one for one in commands.check(actor=anna).problems if "still to come" not in one]
print(json.dumps([[why for _p, why in refused], [one.clocks_apart for one in done], names,
    len(laptops.inbox(anna)), len(ahead), rest]))
"""


@pytest.mark.parametrize("days", [730, -730])
def test_what_was_written_under_a_wrong_clock_counts_and_the_clock_is_named(two, days):  # noqa: F811
    off = OFF.format(days=days)
    one, other = str(two / "of the first"), str(two / "of the second")
    act(two / "first", WORK.format(name="First Person", phone="111", stick=one))
    act(two / "second", off + WORK.format(name="Second Person", phone="222", stick=other))
    both = ["First Person", "Li Hong", "Second Person"]
    told = act(two / "first", TAKE.format(stick=other))
    # The bundle is no day old, whatever that laptop's clock says; both phones wait for a decision.
    assert told[0] == []
    assert told[1][0] in {729, 730}
    assert told[2:4] == [both, 1]
    # Dated by the wrong clock, an entry is still to come here; behind, it is put in its order.
    assert (told[4], told[5]) == (1 if days > 0 else 0, [])
    told = act(two / "second", off + TAKE.format(stick=one))
    if days > 0:
        # By a clock that is ahead everything is old: it says where to look, and keeps nothing out.
        assert "look at the clocks" in told[0][0]
        told = act(two / "second", TAKE.format(stick=one))
    assert (told[0], told[2], told[3], told[5]) == ([], both, 1, [])
