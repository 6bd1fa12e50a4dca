"""Whether who wrote an entry might: each of its rows is looked at against the members.

The entries that come are walked in their order; members, laptops and administrators that one
brings count for those after it. Rows of people are for who may write in the compartment in which
they stand, before the change and after it; rows of accounts, members and keys have rules of their
own. What a laptop wrote by itself, or in the name of somebody whose signature is missing, may
change nobody's rights.

Somebody who might once, and was removed meanwhile, wrote in good faith or not: that waits for a
coordinator (`aside.py`). Somebody who never might makes the whole bundle void.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence

import orjson
from django.utils.translation import gettext as _

from gongyou.vault.accounts.models import Account, Compartment, Membership
from gongyou.vault.journal.fold import ASIDE, MIGRATE, State, fold_with_graves
from gongyou.vault.journal.leaves import GONE, SALT, unpack
from gongyou.vault.journal.models import Device, Entry
from gongyou.vault.journal.plan import tables
from gongyou.vault.journal.sentences import by_program
from gongyou.vault.keys.models import CompartmentKey
from gongyou.vault.laptops.bundles import Refused
from gongyou.vault.laptops.control_rules import Change, ControlRules, Member, Writer
from gongyou.vault.laptops.places import Places
from gongyou.vault.merge_kinds import MergeKind, merge_kind_of
from gongyou.vault.rights import RIGHTS, Right

# Rows that prove themselves by the keys in them; nobody gains a right by writing them.
PROVED_BY_KEYS = frozenset({"vault_grant", "mfa_authenticator", "surveys_digestsecret"})
MERGE, MORE, FOLLOW = "vault.merge", "vault.more", "vault.follow_merge"


def changes_of(packed: bytes | None, keys: Sequence = ()) -> Iterator[Change]:
    """What the leaves of an entry say that were not cut."""
    for leaf in unpack(packed) if packed else ():
        if leaf.line:
            yield _change(leaf.said)
    for _number, _table, _row, line, _digest in keys:
        if line:
            yield _change(orjson.loads(line[2 * SALT :]))


def _change(said: list) -> Change:
    return Change(said[0], said[1], said[2] == GONE, said[3] if len(said) > 3 else {})


class Judge(ControlRules):
    """What is known of members and laptops, growing with the entries that it is shown."""

    def __init__(self, known: bool = True):
        """
        Args:
            known: begin with what the tables hold; else with nothing, to walk a whole journal.
        """
        self.members: dict[str, Member] = {}
        self.accounts: dict[str, bool] = {}
        self.compartments: set[str] = set()
        # Of each compartment key its compartment; of a revoked laptop how far it is heard.
        self.keys: dict[str, str] = {}
        self.revoked: dict[str, dict] = {}
        # Who lost a right by what came: compartment → accounts.
        self.lost: dict[str, set[str]] = defaultdict(set)
        self.places, self.seen = Places(), dict[str, Entry]()
        self._graves: State | None = None
        # Of a whole journal the first laptop names itself.
        self.whole = not known
        if known:
            self._begin()

    def _begin(self) -> None:
        for row in Membership.objects.all():
            self.members[row.pk.hex] = Member(
                row.account_id.hex, row.compartment_id.hex, row.role, row.removed_at is not None
            )
        accounts = Account.objects.values_list("pk", "is_administrator")
        self.accounts = {pk.hex: administers for pk, administers in accounts}
        self.compartments = {pk.hex for pk in Compartment.objects.values_list("pk", flat=True)}
        keys = CompartmentKey.objects.values_list("pk", "compartment_id")
        self.keys = {pk.hex: place.hex for pk, place in keys}
        revoked = Device.objects.exclude(revoked_at=None).values_list("pk", "accepted")
        self.revoked = {pk.hex: accepted for pk, accepted in revoked}

    def look(self, entry: Entry, changes: list[Change]) -> set[str]:
        """In which compartments a coordinator must let an entry count; none: it counts.

        A laptop that was revoked is answered by "" where its entry stands in no compartment.

        Raises:
            Refused: whoever wrote it never might.
        """
        self.seen[entry.pk.hex] = entry
        late = self.is_late(entry)
        waits = {entry.compartment_id.hex if entry.compartment_id else ""} if late else set()
        if changes:
            waits |= self._judge(entry, changes)
        if not waits:
            self._learn(changes)
        return waits

    def is_late(self, entry: Entry) -> bool:
        """Whether a laptop wrote it after it was revoked."""
        accepted = self.revoked.get(entry.device_id.hex)
        return accepted is not None and entry.seq > accepted.get(str(entry.stream_id), 0)

    def now(self, account: str | None, place: str, right: Right) -> bool:
        """Whether somebody has a right in a compartment now."""
        return any(
            right in RIGHTS.get(one.role, ()) for one in self._of(account, place) if not one.removed
        )

    def ever(self, account: str | None, place: str) -> bool:
        """Whether somebody was a member of a compartment at any time."""
        return any(True for _one in self._of(account, place))

    def _of(self, account: str | None, place: str) -> Iterator[Member]:
        for one in self.members.values():
            if one.account == account and one.compartment == place:
                yield one

    # --- one entry ---------------------------------------------------------------------------

    def _judge(self, entry: Entry, changes: list[Change]) -> set[str]:
        writer = Writer(
            entry.account_id.hex if entry.account_id else None,
            entry.user_key_id is not None,
            entry.device_id.hex,
            self._act_of(entry),
            {
                change.row
                for change in changes
                if change.table == "vault_compartment" and change.row not in self.compartments
            },
        )
        known = {(c.table, c.row) for c in changes if self.places.knows(c)}
        self.places.learn(changes)
        waits: set[str] = set()
        for change in changes:
            if change.table == ASIDE:
                self._aside(writer, change)
                continue
            if entry.act == MERGE and self._revived(change, known):
                continue
            if entry.act == MIGRATE and (change.table, change.row) in known and not change.gone:
                continue  # it takes the place of nothing (see `fold.put`)
            table = tables().get(change.table)
            if table is None:
                raise Refused(_("it holds rows of a table that this program doesn't know"))
            if merge_kind_of(table.model) is MergeKind.CONTROL:
                waits |= self._control(writer, change)
            else:
                waits |= self._kept(writer, change)
        return waits

    def _act_of(self, entry: Entry) -> str:
        """The act of an entry, or of the one that it goes on with."""
        if entry.act == MORE:
            told = self._entry(uuid.UUID(orjson.loads(entry.changes)["of"]).hex)
            return told.act if told is not None else ""
        return entry.act

    def _entry(self, pk: str) -> Entry | None:
        return self.seen.get(pk) or Entry.objects.filter(pk=uuid.UUID(hex=pk)).first()

    def _revived(self, change: Change, known: set) -> bool:
        """What a merge says of a row that was there already takes the place of nothing."""
        if (change.table, change.row) in known:
            return True
        if self._graves is None:
            _state, self._graves = fold_with_graves()
        return change.row in self._graves.get(change.table, {})

    def _aside(self, writer: Writer, change: Change) -> None:
        """Only what waits by the rule may be set aside, and only coordinators let it count."""
        place = self.places.after(change) or ""
        if "entry_id" in change.cells:
            entry = self._entry(change.cells["entry_id"])
            account = entry.account_id.hex if entry and entry.account_id else None
            barred = entry is not None and (
                self.is_late(entry) or not self.now(account, place, Right.WRITE)
            )
            self._require(barred and change.cells.get("admitted") is None)
        elif place:
            self._require(writer.signed and self.now(writer.account, place, Right.MANAGE))
        else:
            self._require(writer.signed and self.accounts.get(writer.account or "", False))

    def _kept(self, writer: Writer, change: Change) -> set[str]:
        """Rows that people write: for who may write where they stand."""
        if writer.account is None:
            return self._by_program(writer, change)
        waits = set()
        for place in self.places.of(change):
            if place in writer.created or self.now(writer.account, place, Right.WRITE):
                continue
            if not self.ever(writer.account, place):
                self._require(self.places.is_new(change) and self._is_guest(writer, place))
                continue
            waits.add(place)
        return waits

    def _is_guest(self, writer: Writer, place: str) -> bool:
        """Whether somebody outside was let in to add something, such as advice on one case."""
        return writer.signed and any(
            account == writer.account and place in self.places.all_of(table, row)
            for table, row, account in self.places.guests()
        )

    def _by_program(self, writer: Writer, change: Change) -> set[str]:
        """What a laptop writes by itself: answers that came, and which key a record has."""
        if change.cells.keys() == {"data_key_id"} or writer.act in by_program():
            return set()
        if writer.act == FOLLOW and change.cells.keys() <= tables()[change.table].computed:
            return set()
        if writer.act == MIGRATE and not change.gone:
            return self.places.of(change) or {""}
        self._refuse()
        return set()

    def _control(self, writer: Writer, change: Change) -> set[str]:
        """Accounts, members, keys and laptops: each by a rule of its own."""
        if change.table in PROVED_BY_KEYS:
            return set()
        rule = getattr(self, f"_{change.table.removeprefix('vault_')}", None)
        if rule is None:
            self._require(writer.signed and self.accounts.get(writer.account, False))  # type: ignore[arg-type]
            return set()
        return rule(writer, change)

    # --- what it brings ----------------------------------------------------------------------

    def _learn(self, changes: list[Change]) -> None:
        """Members, accounts, keys and laptops that count from now on."""
        for change in changes:
            cells = change.cells
            if change.table == "vault_membership":
                self._learn_member(change)
            elif change.table == "vault_account" and not change.gone:
                known = self.accounts.get(change.row, False)
                self.accounts[change.row] = bool(cells.get("is_administrator", known))
            elif change.table == "vault_compartment":
                self.compartments.add(change.row)
            elif change.table == "vault_compartmentkey" and "compartment_id" in cells:
                self.keys[change.row] = cells["compartment_id"]
            elif change.table == "vault_device" and cells.get("revoked_at"):
                self.revoked[change.row] = cells.get("accepted") or {}

    def _learn_member(self, change: Change) -> None:
        known, cells = self.members.get(change.row), change.cells
        if known and (change.gone or cells.get("removed_at") or "role" in cells):
            self.lost[known.compartment].add(known.account)
        if change.gone:
            if known:
                known.removed = True
        elif known is None:
            self.members[change.row] = Member(
                cells["account_id"], cells["compartment_id"], cells["role"],
                bool(cells.get("removed_at")),
            )  # fmt: skip
        else:
            known.role = cells.get("role", known.role)
            known.removed = bool(cells.get("removed_at", known.removed))


def uuid_of(place: str) -> uuid.UUID | None:
    """A compartment's id; None for what stands in none."""
    return uuid.UUID(hex=place) if place else None
