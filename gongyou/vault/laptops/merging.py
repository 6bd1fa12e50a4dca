"""Take a bundle in: prove it, add its entries, let the tables follow, and note what clashes.

All of it in one transaction: a crash leaves the centre as it was or wholly merged. The state is
the fold of all entries, so the order in which bundles come makes no difference.
"""

import shutil
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.models import Compartment
from gongyou.vault.accounts.services.unsealing import open_slots
from gongyou.vault.backup.archive import BadArchive
from gongyou.vault.durable import fsync_folder
from gongyou.vault.files import media
from gongyou.vault.identities.index import note_change
from gongyou.vault.identities.registry import all_searchable
from gongyou.vault.journal import fold, genesis, rebuild, staging
from gongyou.vault.journal.canonical import dumps
from gongyou.vault.journal.chain import append, write
from gongyou.vault.journal.device import this_device
from gongyou.vault.journal.leaves import Taken, unpack
from gongyou.vault.journal.models import About, Content, Entry, KeyLeaf, Stream
from gongyou.vault.journal.plan import identifier, stamp, tables
from gongyou.vault.journal.streams import stream_id
from gongyou.vault.laptops import aside, waiting
from gongyou.vault.laptops.bundles import Bundle, Newer, Refused, clocks_apart, heard, read, travels
from gongyou.vault.laptops.clashes import clashes_between, note_all
from gongyou.vault.laptops.judging import Judge, changes_of
from gongyou.vault.laptops.proving import Came, fresh_of, prove, read_entry, readable
from gongyou.vault.laptops.vectors import vector

_hooks: list[Callable[[dict[str, set[str]]], None]] = []


def on_merge(work: Callable[[dict[str, set[str]]], None]) -> None:
    """A room computes again what follows from rows that came: table → ids, in the transaction."""
    _hooks.append(work)


@dataclass
class Merged:
    """What a bundle brought."""

    entries: int = 0
    rows: int = 0
    clashes: int = 0
    aside: int = 0
    sender: str = ""
    # By how many days a clock is wrong: of the sender, or of this laptop.
    clocks_apart: int = 0
    missing_files: list[str] = field(default_factory=list)


def take(by: Actor, bundle: Bundle) -> Merged:
    """Take in what a bundle brings. Doubled ones bring nothing.

    Raises:
        Refused: something in it is forged, forked or doesn't fit; nothing was taken in.
    """
    with readable():
        came = [read_entry(line) for line in bundle.lines]
    try:
        merged = _take(by, bundle, came)
    except IntegrityError as error:
        # Only the end of the transaction shows a row that points to nothing.
        raise Refused(
            _("what it holds does not fit together: %(what)s") % {"what": error}
        ) from None
    _place_files(bundle)
    return merged


def _take(by: Actor, bundle: Bundle, came: list[Came]) -> Merged:
    with transaction.atomic():
        with readable():
            _require_all_of_ours(bundle)
            fresh = fresh_of(came)
            prove(fresh)
            judge = Judge()
            waiting = _judged(judge, fresh)
            apart = clocks_apart(bundle)
        merged = Merged(entries=len(fresh), sender=bundle.sender, clocks_apart=apart)
        if fresh:
            _merge(by, bundle, fresh, merged, Asides(judge, waiting))
        heard(bundle)
    return merged


def _require_all_of_ours(bundle: Bundle) -> None:
    """That nobody has entries of this laptop which it lost: it would write others under their
    numbers, and nobody would hear it any more."""
    own = this_device().id
    ends = dict(Stream.objects.filter(device=own).values_list("pk", "head_seq"))
    places = [None, *Compartment.objects.values_list("pk", flat=True)]
    ours = {pk: ends.get(pk, 0) for pk in (stream_id(own, place) for place in places)}
    if any(bundle.head["knows"].get(str(pk), 0) > seq for pk, seq in ours.items()):
        raise Refused(
            _(
                "this laptop was put back to an older copy of itself: the other one has entries of "
                "it that are gone here. Write down what was recorded here since then, and enrol "
                "this laptop anew in an empty folder"
            )
        )


@dataclass
class Asides:
    """Which entries wait for a coordinator, by the compartments that decide; and by which rule."""

    judge: Judge
    waiting: dict[uuid.UUID, set[str]]

    def count(self, entries: list[Came]) -> list[Came]:
        """Those that count."""
        return [each for each in entries if each.entry.pk not in self.waiting]


def _judged(judge: Judge, fresh: list[Came]) -> dict[uuid.UUID, set[str]]:
    waiting = {}
    for each in fresh:
        waits = judge.look(each.entry, list(changes_of(each.packed, each.keys)))
        if waits:
            waiting[each.entry.pk] = waits
    return waiting


def _merge(by: Actor, bundle: Bundle, fresh: list[Came], merged: Merged, asides: Asides) -> None:
    unknown = _unknown_to(bundle.head["knows"])
    _add(fresh)
    for each in unknown:
        waits = aside.barred(asides.judge, each.entry, list(changes_of(each.packed)))
        if waits:
            asides.waiting[each.entry.pk] = waits
    ours, theirs = writes_of(asides.count(unknown)), writes_of(asides.count(fresh))
    found = clashes_between(ours, theirs)
    wrapped = {(table, row) for each in fresh for _n, table, row, *_rest in each.keys}
    touched = theirs.put | theirs.gone | wrapped
    revived, merged.rows = let_follow(ours, theirs, {pk.hex for pk in asides.waiting})
    merged.aside = aside.note_all(asides.waiting)
    merged.clashes = note_all(found)
    _close(by, revived, merged)
    if bundle.head.get("schema") != stamp():
        genesis.tell_new_columns()
    follow(touched | set(revived))
    if staging.left():
        append(None, "vault.follow_merge")


def let_follow(ours, theirs, beside: Collection[str] = ()) -> tuple[dict, int]:
    """Let the tables follow the entries; gives rows that came back, and how many changed.

    Args:
        beside: entries that do not count, besides those that the journal says so of.
    """
    state, graves = fold.fold_with_graves(beside=beside)
    revived = _revive(state, graves, ours, theirs)
    try:
        return revived, rebuild.fill(state)
    except IntegrityError as error:
        raise Refused(
            _("two rows that may not stand beside each other: %(what)s") % {"what": error}
        ) from None


@dataclass
class Writes:
    """Who wrote which cell last, and which rows were deleted."""

    cells: dict = field(default_factory=dict)
    gone: set = field(default_factory=set)
    put: set = field(default_factory=set)


def _unknown_to(known: dict) -> list[Came]:
    """What was written here that the sender did not know of."""
    unknown = [
        Came(entry, None, [])
        for entry in Entry.objects.filter(version=2).order_by("at", "pk").iterator(1000)
        if entry.seq > known.get(str(entry.stream_id), 0)
    ]
    ids = [each.entry.pk for each in unknown]
    for start in range(0, len(ids), 500):
        part = Content.objects.filter(entry__in=ids[start : start + 500])
        packed = {pk: bytes(content) for pk, content in part.values_list("entry", "packed")}
        for each in unknown[start : start + 500]:
            each.packed = packed.get(each.entry.pk)
    return unknown


def writes_of(entries: list[Came]) -> Writes:
    """Who wrote which cell last among some entries, in their order; which rows went."""
    found = Writes()
    for each in entries:
        by_machine = each.entry.account_id is None
        for leaf in unpack(each.packed) if each.packed else ():
            if not leaf.line:
                continue
            table, row, what, *cells = leaf.said
            if not travels(table):
                continue
            if what == "gone":
                found.gone.add((table, row))
                continue
            # What an update wrote into a column that it added takes the place of nothing.
            if each.entry.act != fold.MIGRATE:
                found.put.add((table, row))
            if not by_machine:
                columns = tables()[table].names
                for column, value in cells[0].items():
                    if column in columns:
                        found.cells[table, row, column] = (value, each.entry)
    return found


def _add(fresh: list[Came]) -> None:
    """The entries, their leaves and chains. Of wrapped keys only the newest stay."""
    last: dict[uuid.UUID, Entry] = {}
    for each in fresh:
        last[each.entry.stream_id] = each.entry
    known = set(Stream.objects.filter(pk__in=last).values_list("pk", flat=True))
    for pk, entry in last.items():
        if pk not in known:
            place = entry.compartment_id.hex if entry.compartment_id else ""
            Stream.objects.create(pk=pk, device_id=entry.device_id, place=place, version=2)
    Entry.objects.bulk_create([each.entry for each in fresh], batch_size=200)
    Content.objects.bulk_create(
        [Content(entry=each.entry, packed=each.packed) for each in fresh if each.packed],
        batch_size=200,
    )
    KeyLeaf.objects.bulk_create(
        [
            KeyLeaf(
                entry=each.entry, number=number, table=table, row=row, line=line,
                digest=bytes.fromhex(digest),
            )
            for each in fresh
            for number, table, row, line, digest in each.keys
        ],
        batch_size=200,
    )  # fmt: skip
    About.objects.bulk_create(
        [
            About(entry=each.entry, record_id=uuid.UUID(pk))
            for each in fresh
            for _kind, pk in staging.orjson.loads(each.entry.about)
        ],
        batch_size=500,
    )
    for pk, entry in last.items():
        Stream.objects.filter(pk=pk).update(
            head_seq=entry.seq, head_hash=entry.hash, head_at=entry.at
        )
    _keep_newest_keys({row for each in fresh for _n, _t, row, *_rest in each.keys})


def _keep_newest_keys(rows: set[str]) -> None:
    leaves = KeyLeaf.objects.filter(row__in=rows, line__isnull=False)
    by_row: dict = defaultdict(list)
    for leaf in leaves.select_related("entry").order_by("entry__at", "entry__pk"):
        by_row[leaf.row].append(leaf)
    for found in by_row.values():
        destroyed = next((leaf for leaf in found if '"wrap":""' in leaf.line), None)
        kept = destroyed or found[-1]
        old = [leaf.pk for leaf in found if leaf.pk != kept.pk]
        KeyLeaf.objects.filter(pk__in=old).update(line=None)


def _revive(state, graves, ours: Writes, theirs: Writes) -> dict:
    """A deletion loses against a change or a reference that did not know of it."""
    wanted = (ours.gone & theirs.put) | (theirs.gone & ours.put)
    wanted = {(table, row) for table, row in wanted if row not in state[table]}
    revived: dict = {}
    waiting = list(wanted | _referred(state, graves, ours.put | theirs.put))
    while waiting:
        table, row = waiting.pop()
        if row in state[table] or row not in graves[table]:
            continue
        state[table][row] = graves[table][row]
        revived[table, row] = dict(graves[table][row])
        waiting += _referred(state, graves, {(table, row)})
    return revived


def _referred(state, graves, rows: set) -> set:
    found = set()
    for name, row in rows:
        cells = state[name].get(row)
        for column in tables()[name].columns if cells else ():
            target = column.field.related_model
            other = target._meta.db_table if target is not None else None
            value = cells.get(column.name)
            if other in state and value and value not in state[other] and value in graves[other]:
                found.add((other, value))
    return found


def follow(touched: set) -> None:
    """What is computed from the rows: names to be found, lines of claims, and so on."""
    rows: dict[str, set[str]] = defaultdict(set)
    for table, row in touched:
        rows[table].add(row)
    open_slots(rows.get("vault_account", set()))
    _note_names(rows)
    for hook in _hooks:
        hook(rows)


def _note_names(rows: dict[str, set[str]]) -> None:
    """Names that came are found from now on."""
    for searchable in all_searchable():
        ids = [identifier(row) for row in rows.get(searchable.model._meta.db_table, ())]
        for record in searchable.model._base_manager.filter(pk__in=ids):  # type: ignore[misc]
            note_change(record)


def _close(by: Actor, revived: dict, merged: Merged) -> None:
    """The entry of the merge: how far both were, with clashes and what was revived."""
    changes = {"count": merged.entries, "clashes": merged.clashes, "knows": vector()}
    entry = Entry(
        account_id=by.account.pk if by and by.account else None,
        act="vault.merge",
        changes=dumps(changes),
    )
    rest = staging.take()
    again = staging.leaves_of({key: (cells, False) for key, cells in revived.items()})
    taken = Taken([*rest.leaves, *again.leaves], [*rest.keys, *again.keys], rest.replaced)
    write(entry, by, taken)


def _place_files(bundle: Bundle) -> None:
    """Files that came get their place; one that is there already stays."""
    for location, path in bundle.files.items():
        target = media.path_of(location)
        if not target.exists():
            target.parent.mkdir(exist_ok=True, mode=0o700)
            shutil.move(path, target)
            fsync_folder(target.parent)


def take_all(
    by: Actor, paths: list[Path], work: Path
) -> tuple[list[Merged], list[tuple[Path, str]]]:
    """Take in every bundle that is for this laptop, and those that waited for an update of the
    program; what is refused is named with its reason."""
    waited, done, refused = waiting.kept(), [], []
    for number, path in enumerate([*waited, *sorted(paths)]):
        late, own = path in waited, work / str(number)
        try:
            done.append(take(by, read(path, own, late)))
        except Newer as why:
            if not late:
                waiting.keep(path, why.sender, why.made_at)
                refused.append((path, str(why)))
            continue
        except Refused as why:
            refused.append((path, str(why)))
            continue
        except BadArchive:
            continue  # for another laptop, or damaged: nobody can tell which
        if late:
            path.unlink()
    return done, refused
