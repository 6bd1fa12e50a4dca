"""Which rows of which submissions stand on a page of an OData table.

System values are compared by the database, so that a page opens only what it shows; a filter that
asks for answers opens on from where the page before ended, until the page is full. An order by
answers opens all of them. A walk can be held between two pages (`services/walks`).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from django.db.models import F, OrderBy, Q

from gongyou.surveys import odata
from gongyou.surveys.models import Form, Submission
from gongyou.surveys.odata import Item, Options, Page, Values
from gongyou.surveys.odata_filter import BadFilter, Node, answer, fields_of, read_filter
from gongyou.surveys.queries import lookup, opened
from gongyou.surveys.schema import Schema
from gongyou.vault.public import Actor, Right

STEP = 500
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
        return Walk(self, table, options, only, above).page(options.top)

    def opened(self, rows: list[Submission]) -> list[Item]:
        """Submissions with their answers."""
        found = opened.items(self.actor, self.form, rows)
        opened.loader(self.actor, self.form, self.schema, rows)(found)
        return found


class Walk:
    """The rows of a table from where a client asked on; each page goes on behind the last.

    Raises BadFilter.
    """

    def __init__(
        self, source: Source, table: str, options: Options, only: str = "", above: str = ""
    ):
        self.source, self.table, self.above = source, table, above
        self.options, self.top = options, options.top
        # How many submissions were opened so far, and whether with identities.
        self.opened, schema = 0, source.schema
        self.names = source.actor.may(Right.READ_IDENTITY, source.form.survey.compartment_id)
        # Few devices send many answers: they are not read anew with each of them.
        rows = lookup.submissions(source.actor, source.form).select_related(None)
        self.rows = rows.prefetch_related("collector", "account")
        if only:
            self.rows = self.rows.filter(instance_id=only)
        self.tree, known = None, odata.field_names(schema, table)
        if options.filter:
            self.tree = read_filter(options.filter, known)
            found = _query(self.tree, table)
            if found is not None:
                self.rows, self.tree = self.rows.filter(found), None
        self.orderby = options.orderby
        odata.check_names(schema, table, options)
        self._rest: Iterator | None = None
        self._next: list = []

    def page(self, top: int | None) -> Page:
        """The next so many rows, or all that are left."""
        if self._rest is None:
            self._rest = self._begin()
        wanted = None if top is None else max(top + 1 - len(self._next), 0)
        found = [*self._next, *islice(self._rest, wanted)]
        pairs, self._next = (found, []) if top is None else (found[:top], found[top:])
        return Page(pairs, bool(self._next), self.count if self.options.count else None)

    @cached_property
    def count(self) -> int:
        """How many rows there are from the first on."""
        if not self.table and self.tree is None:
            return self.rows.count()
        return len(self._all)

    def _begin(self) -> Iterator:
        """The rows from behind the token on, or without those to be skipped."""
        token, skip = self.options.skiptoken, self.options.skip
        if token:
            skip = 0
        if not self.table and self.tree is None and self._by_columns():
            return self._plainly(token, skip)
        if self.orderby or (self.options.count and not token):
            # They are opened for this page anyway.
            return islice(self._behind(self._all, token), skip, None)
        return islice(self._in_order(token), skip, None)

    def _by_columns(self) -> bool:
        """Whether the database can put them in order."""
        return all(name in MOMENTS or name in COLUMNS for name, _ in self.orderby)

    def _plainly(self, token: dict, skip: int) -> Iterator:
        """The questionnaire's own rows, none of which is left out, as the database orders them."""
        rows = self.rows
        if self.orderby:
            wanted = [_column(name, descending) for name, descending in self.orderby]
            keys = list(rows.order_by(*wanted, "-received_at", "-id").values_list("pk", flat=True))
            return self._opened(keys, self._place(keys, token) if token else skip)
        if token:
            rows, skip = rows.filter(_before(self._named(token))), 0
        return self._opened(rows, skip)

    def _place(self, keys: list, token: dict) -> int:
        """Where the next one stands."""
        last = self._named(token).pk
        if last not in keys:
            raise BadFilter("$skiptoken names nothing that is here")
        return keys.index(last) + 1

    def _in_order(self, token: dict) -> Iterator:
        rows = self.rows
        if token:
            last = self._named(token)
            # In a repeat the last submission may have more rows.
            behind = _before(last)
            rows = rows.filter(behind | Q(pk=last.pk) if self.table else behind)
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

    def _opened(self, rows, start: int = 0) -> Iterator:
        """Rows of the table from submissions, or from their keys in order.

        As many are opened at once as a page needs. What a filter leaves out, or the pages that
        follow ask for, is made up for by twice as many each time, not by all that follow.
        """
        step = STEP if self.top is None or self.table else min(self.top + 1, STEP)
        while part := self._part(rows[start : start + step]):
            self.opened += len(part)
            for pair in odata.pairs_of(self.source.schema, self.table, self.source.opened(part)):
                if not self.above or self._above(*pair) == self.above:
                    yield pair
            start, step = start + step, min(2 * step, STEP)

    def _part(self, rows) -> list[Submission]:
        if not isinstance(rows, list):
            return list(rows)
        found = self.rows.in_bulk(rows)
        return [found[key] for key in rows if key in found]

    def _fits(self, item: Item, row) -> bool:
        """Whether a row fulfils what of the filter asks for answers."""
        if self.tree is None:
            return True
        return bool(answer(self.tree, Values(self.source.schema, self.table, item, row)))

    def _above(self, item: Item, row) -> str:
        return odata.parent_key(self.source.schema, self.table, item, row)

    @cached_property
    def _all(self) -> list:
        """Every row that fits, in order."""
        pairs = [pair for pair in self._opened(self.rows) if self._fits(*pair)]
        schema, table = self.source.schema, self.table
        for name, descending in reversed(self.orderby):
            pairs.sort(
                key=lambda pair: _sortable(Values(schema, table, *pair).get(name)),
                reverse=descending,
            )
        return pairs

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


def _before(last: Submission) -> Q:
    """What came before a submission: the newest stand first."""
    same = Q(received_at=last.received_at, pk__lt=last.pk)
    return Q(received_at__lt=last.received_at) | same


def _column(name: str, descending: bool) -> OrderBy:
    """An order of the database; nothing is less than everything."""
    column = F(MOMENTS.get(name) or COLUMNS[name])
    return column.desc(nulls_last=True) if descending else column.asc(nulls_first=True)


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
