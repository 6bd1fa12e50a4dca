"""Which rows of which submissions stand on a page of an OData table.

System values are compared by the database, so that a page opens only what it shows; a filter that
asks for answers opens on from where the page before ended, until the page is full. An order by
answers opens all of them.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q

from gongyou.surveys import odata
from gongyou.surveys.models import Form, Submission
from gongyou.surveys.odata import Item, Options, Page, Values
from gongyou.surveys.odata_filter import BadFilter, Node, answer, fields_of, read_filter
from gongyou.surveys.queries import lookup, opened
from gongyou.surveys.schema import Schema
from gongyou.vault.public import Actor

STEP = 200
MOMENTS = {"__system/submissionDate": "received_at", "__system/updatedAt": "updated_at"}
COLUMNS = {
    "__id": "instance_id", "__system/reviewState": "review", "__system/deviceId": "device",
    "__system/edits": "edits", "__system/formVersion": "version",
}  # fmt: skip
MIRRORED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
LOOKUPS = {"eq": "", "lt": "__lt", "le": "__lte", "gt": "__gt", "ge": "__gte"}
TICK = dt.timedelta(milliseconds=1)


@dataclass
class Source:
    """The answers of a form for somebody, to be walked in pages."""

    actor: Actor
    form: Form
    schema: Schema

    def page(self, table: str, options: Options, only: str = "", above: str = "") -> Page:
        """One page of a table.

        Args:
            only: the instance of the one submission that is asked for.
            above: key of the one row above whose children are asked for.

        Raises BadFilter.
        """
        walk = _Walk(self, table, options, only, above)
        start = walk.pairs(options.skiptoken)
        wanted = islice(start, options.skip if not options.skiptoken else 0, None)
        if options.top is None:
            pairs, more = list(wanted), False
        else:
            pairs = list(islice(wanted, options.top + 1))
            more, pairs = len(pairs) > options.top, pairs[: options.top]
        return Page(pairs, more, walk.count() if options.count else None)

    def opened(self, rows: list[Submission]) -> list[Item]:
        """Submissions with their answers."""
        found = opened.items(self.actor, self.form, rows)
        opened.loader(self.actor, self.form, self.schema, rows)(found)
        return found


class _Walk:
    def __init__(self, source: Source, table: str, options: Options, only: str, above: str):
        self.source, self.table, self.above = source, table, above
        schema = source.schema
        self.rows = lookup.submissions(source.actor, source.form)
        if only:
            self.rows = self.rows.filter(instance_id=only)
        self.tree, known = None, odata.field_names(schema, table)
        if options.filter:
            self.tree = read_filter(options.filter, known)
            found = _query(self.tree, table)
            if found is not None:
                self.rows, self.tree = self.rows.filter(found), None
        unknown = [name for name, _ in options.orderby if name not in known]
        if unknown:
            raise BadFilter(f"unknown field {unknown[0]}")
        self.orderby, self.top = options.orderby, options.top
        self.held: list | None = None

    def pairs(self, token: dict) -> Iterator:
        """The rows from behind a token on."""
        if self.orderby:
            return self._behind(self._all(), token)
        return self._in_order(token)

    def count(self) -> int:
        if not self.table and self.tree is None:
            return self.rows.count()
        return len(self._all())

    def _in_order(self, token: dict) -> Iterator:
        rows = self.rows
        if token:
            last = self._named(token)
            before = Q(received_at=last.received_at, pk__lt=last.pk)
            behind = Q(received_at__lt=last.received_at) | before
            # In a repeat the last submission may have more rows.
            rows = rows.filter(behind | Q(pk=last.pk)) if self.table else rows.filter(behind)
        found = self._opened(rows)
        if token and self.table:
            found = self._behind(found, token)
        return (pair for pair in found if self._fits(*pair))

    def _named(self, token: dict) -> Submission:
        form = self.source.form
        last = Submission.objects.filter(form=form, instance_id=token["id"]).first()
        if last is None:
            raise BadFilter("$skiptoken names nothing that is here")
        return last

    def _opened(self, rows) -> Iterator:
        """Rows of the table, opening as many submissions at once as a page needs."""
        step = STEP if self.top is None or self.table else min(self.top + 1, STEP)
        start = 0
        while part := list(rows[start : start + step]):
            for pair in odata.pairs_of(self.source.schema, self.table, self.source.opened(part)):
                if not self.above or self._above(*pair) == self.above:
                    yield pair
            # What a filter leaves out is made up for by the next few, not by all that follow.
            start, step = start + step, min(2 * step, STEP)

    def _fits(self, item: Item, row) -> bool:
        """Whether a row fulfils what of the filter asks for answers."""
        if self.tree is None:
            return True
        return bool(answer(self.tree, Values(self.source.schema, self.table, item, row)))

    def _above(self, item: Item, row) -> str:
        return odata.parent_key(self.source.schema, self.table, item, row)

    def _all(self) -> list:
        if self.held is None:
            pairs = list(self._opened(self.rows))
            schema, table = self.source.schema, self.table
            pairs = [pair for pair in pairs if self._fits(*pair)]
            for name, descending in reversed(self.orderby):
                pairs.sort(
                    key=lambda pair: _sortable(Values(schema, table, *pair).get(name)),
                    reverse=descending,
                )
            self.held = pairs
        return self.held

    def _behind(self, pairs, token: dict) -> Iterator:
        if not token:
            yield from pairs
            return
        passed = False
        for item, row in pairs:
            if passed:
                yield item, row
            elif item.instance_id == token["id"]:
                passed = not self.table or odata.row_key(row) == token["row"]
        if not passed:
            raise BadFilter("$skiptoken names nothing that is here")


def _sortable(value) -> tuple:
    """Nothing before numbers before texts, so that all can be compared."""
    if value is None:
        return (0, 0, "")
    if isinstance(value, int | float):
        return (1, value, "")
    return (2, 0, str(value))


def _query(tree: Node, table: str) -> Q | None:
    """A filter as a condition of the database; None where it asks for more than that."""
    names = fields_of(tree)
    if table:
        names = {_system(name, table) for name in names}
    if not names <= {*MOMENTS, *COLUMNS}:
        return None
    return _condition(tree, table)


def _system(name: str, table: str) -> str:
    """A field of the submission; a repeat's own `__id` is none."""
    if name.startswith("$root/Submissions/"):
        return name.removeprefix("$root/Submissions/")
    return name if not table or name.startswith("__system/") else ""


def _condition(tree: Node, table: str) -> Q | None:
    if tree.kind in ("and", "or"):
        parts = [_condition(each, table) for each in tree.parts]
        if None in parts:
            return None
        made = parts[0]
        for each in parts[1:]:
            made = made & each if tree.kind == "and" else made | each  # type: ignore[operator]
        return made
    if tree.kind == "not":
        inner = _condition(tree.parts[0], table)
        return None if inner is None else ~inner
    if tree.kind == "compare":
        return _comparison(tree, table)
    return None


def _comparison(tree: Node, table: str) -> Q | None:
    left, right = tree.parts
    word = "ne" if tree.value == "neq" else str(tree.value)
    if right.kind == "field":
        left, right, word = right, left, MIRRORED.get(word, word)
    if left.kind != "field" or fields_of(right):
        return None
    name, value = _system(str(left.value), table), answer(right, {})
    if name in MOMENTS:
        return _moment(MOMENTS[name], word, value)
    return _plain(COLUMNS[name], word, value)


def _moment(column: str, word: str, value) -> Q | None:
    """Clients know moments to the millisecond that they were shown."""
    if value is None:
        return _null(Q(**{f"{column}__isnull": True}), word)
    if not isinstance(value, dt.datetime):
        return None
    here, next_ = Q(**{f"{column}__gte": value}), Q(**{f"{column}__gte": value + TICK})
    there = Q(**{f"{column}__isnull": False})
    found = {"lt": ~here, "le": ~next_, "ge": here, "gt": next_, "eq": here & ~next_}
    return ~(here & ~next_) if word == "ne" else found[word] & there


def _plain(column: str, word: str, value) -> Q | None:
    empty = Q(device="") if column == "device" else Q(**{f"{column}__isnull": True})
    if value is None:
        return _null(empty, word)
    if not isinstance(value, float if column == "edits" else str):
        return None
    if word == "ne":
        return ~Q(**{column: value}) | empty
    return Q(**{f"{column}{LOOKUPS[word]}": value}) & ~empty


def _null(empty: Q, word: str) -> Q:
    """Nothing equals only nothing, and is neither more nor less."""
    return {"eq": empty, "ne": ~empty}.get(word, Q(pk__in=[]))
