"""After the count: what archives of every night, the newest keys and the log tell of a ballot.

Each centre elects with six voters, backs up after the first and the third, counts, backs up
again. Then everything that was kept is opened with every key that a member can get.
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import psycopg
import pytest

from tests.postgres import server
from tests.vault.installations import INIT, WHOLE, run

VOTE = (
    INIT.format(title="x")
    + """
import pyrage, shutil
from datetime import date
from gongyou.centre.public import add_employer
from gongyou.collective.models import VoterSlip
from gongyou.collective.services import ballots, boxes, elections
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.people import Entry, add_people

anna = commands.open_actor("anna", PASSPHRASE)
where = anna.compartments()[0]
firm = add_employer(by=anna, compartment=where, name="x", place="440113")
case = open_case(by=anna, compartment=where, title="x", employer=firm)
entries = [Entry(name=f"Zhang{n}", facts={"start": date(2010, 1, 1)}, where={}) for n in range(8)]
add_people(by=anna, case=case, entries=entries, source="roster", joined_on=date(2015, 1, 1))
room = elections.add_constituency(by=anna, case=case, name="all")
election = elections.prepare_election(by=anna, constituency=room, means="online", seats=1)
members = list(elections.electors(room, date.today()))
for member in members[:2]:
    named = elections.nominate(by=anna, election=election, member=member)
    elections.answer_nomination(by=anna, candidate=named, accepts=True)
codes = elections.open_election(by=anna, election=election)
election.refresh_from_db()
key = pyrage.x25519.Identity.generate()
folder = Path(os.environ["KEPT"])
(folder / "officer").write_text(str(key))
receipts, archives = [], []
for n, choice in enumerate((1, 2, 1, 1, 2, 2)):
    elections.give_slips(by=anna, election=election, members=[members[n]])
    receipts.append(ballots.cast(election=election, code=codes[n], choices=[choice]))
    if n in (0, 2):
        archives.append(str(commands.backup(folder, [str(key.to_public())]).data))
sealed = boxes.read(election).sealed
closed = elections.close_election(by=anna, election=election)
assert closed.result["ballots"] == 6 and elections.recount(closed)
archives.append(str(commands.backup(folder, [str(key.to_public())]).data))
shutil.copytree(commands.data_folder(), folder / "copied")
print(json.dumps([archives, receipts, sealed]))
"""
)
RESTORED = """
from gongyou.collective.models import Ballot, Box, Election
folder = Path(os.environ["KEPT"])
archive = Path(os.environ["ARCHIVE"])
commands.restore(archive, (folder / "officer").read_text(), PASSPHRASE)
election = Election.objects.get()
held = sorted(Ballot.objects.values_list("receipt", flat=True))
print(json.dumps([election.state, election.void_because, held, Box.objects.count(),
                  list(Path(os.environ["GONGYOU_DATA"]).glob("ballots/*"))]))
"""
WRITTEN = """
import struct
from sqlcipher3 import dbapi2
commands.open_database(PASSPHRASE)
from gongyou.vault.sqlcipher.holder import held
key, place = held().hex(), Path(os.environ["KEPT"]) / "copied"
wal = (place / "gongyou.db-wal").read_bytes() if (place / "gongyou.db-wal").exists() else b""
cuts, at = [], 32
size = struct.unpack(">I", wal[8:12])[0] if wal else 0
while wal and at + 24 + size <= len(wal):
    commit = struct.unpack(">I", wal[at + 4 : at + 8])[0]
    at += 24 + size
    cuts += [at] if commit else []
states = []
for cut in [0, *cuts]:
    work = place.parent / "replay"
    work.mkdir(exist_ok=True)
    (work / "x.db").write_bytes((place / "gongyou.db").read_bytes())
    (work / "x.db-wal").write_bytes(wal[:cut])
    db = dbapi2.connect(str(work / "x.db"))
    db.execute("PRAGMA key = " + chr(34) + "x'" + key + "'" + chr(34))
    states.append(db.execute("SELECT count(*) FROM collective_ballot").fetchone()[0])
    db.close()
print(json.dumps(states))
"""


@pytest.fixture(scope="module", params=["embedded", "server"])
def centre(request, tmp_path_factory):
    """What was kept of an election, and a function that runs a script in a place of its own."""
    kept = tmp_path_factory.mktemp("kept")
    common = {"KEPT": str(kept)}
    if request.param == "embedded":
        held = run(kept / "data", VOTE, WHOLE, **common)
        yield held, lambda place, script, **more: run(kept / place, script, WHOLE, **common, **more)
        return
    with server() as url:
        host = quote(parse_qs(urlsplit(url).query)["host"][0], safe="")
        common["GONGYOU_SECRET_KEY"] = "a secret that the server keeps, long enough for it"

        def there(place, script, **more):
            name = f"b{os.urandom(6).hex()}"
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            address = f"postgresql://tests@{host}/{name}"
            return run(kept / place, script, WHOLE, **common, DATABASE_URL=address, **more)

        yield there("data", VOTE), there


def test_no_archive_of_the_voting_holds_a_ballot_and_the_restored_vote_is_void(centre):
    (archives, _receipts, _sealed), there = centre
    state = there("night", RESTORED, ARCHIVE=archives[1])
    assert state == ["void", "restored", [], 0, []]


def test_the_archive_after_the_count_holds_all_ballots_at_once_and_no_box(centre):
    (archives, receipts, _sealed), there = centre
    assert there("after", RESTORED, ARCHIVE=archives[2]) == ["closed", "", sorted(receipts), 0, []]


def test_the_copied_folder_holds_neither_box_nor_sealed_ballot(centre):
    (archives, _receipts, sealed), _there = centre
    copied = Path(archives[0]).parent / "copied"
    assert not list((copied / "ballots").iterdir())
    content = b"".join(f.read_bytes() for f in copied.rglob("*") if f.is_file())
    assert not any(one.encode() in content for one in sealed)


def test_the_log_replayed_commit_by_commit_knows_no_ballots_or_all(centre):
    (archives, *_), there = centre
    if not (Path(archives[0]).parent / "copied" / "slots").exists():
        pytest.skip("the server keeps its log outside the folder; no statement of a vote is in it")
    assert set(there("data", WRITTEN)) <= {0, 6}
