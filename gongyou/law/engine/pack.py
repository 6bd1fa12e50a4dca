"""A pack: the tables, facts, figures, rules and entitlements of one jurisdiction.

One file, because it is what an author of rules declares with, read from top to bottom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gongyou.law import schema
from gongyou.law.desk import Desk
from gongyou.law.schema.types import BOOL_KIND, DATE, NUM, Type

from .citations import Art, Source
from .declared import Entitlement, Fact, Question, Rule, Variant, dated, same_version
from .language.nodes import Expr, RuleError, Table, node
from .language.recording import now_recording
from .overlay import with_rows
from .parameters import Parameter, figures_from, read_figures
from .rounding import Rounding
from .wording import LACKING, Wording


class Pack:
    """The law of one jurisdiction. See docs/developers/writing-rules.md.

    `verified_until` is the day up to which somebody checked its law and figures: a figure without
    an end stays in force for ever, but nobody knows that it did. `language` is the one in which its
    authorities read papers, among those that the program speaks.
    """

    def __init__(
        self,
        name: str,
        currency: str,
        title: dict[str, str],
        *,
        folder: Path | str | None = None,
        dated_by: str | None = None,
        place: str | None = None,
        places: Callable[[str], list[str]] | None = None,
        verified_until: str | None = None,
        language: str = "en",
    ):
        self.name, self.currency, self.title, self.language = name, currency, title, language
        self.verified_until = date.fromisoformat(verified_until) if verified_until else None
        self.folder = Path(folder) if folder else None
        self.dated_by, self.place, self.places = dated_by, place, places
        self.tables: dict[str, Table] = {}
        self.facts: dict[str, Fact] = {}
        self.schema = schema.Schema()
        self.desk = Desk()
        self.sources: dict[str, Source] = {}
        self.parameters: dict[str, Parameter] = {}
        self.questions: dict[str, Question] = {}
        self.rules: dict[str, Rule] = {}
        self.entitlements: dict[str, Entitlement] = {}
        self.wording = Wording(self.folder / "wording" if self.folder else None)
        self.wording.add(f"pack.{name}", title)
        self.recorded: Any = None
        self.origin: Pack | None = None
        self.assumes = True
        self.stand_ins: frozenset[str] = frozenset()
        """Facts that stand in for a published figure: nobody is asked them while there is one."""
        self._readers: tuple[int, dict] | None = None

    def __repr__(self) -> str:
        return f"<Pack {self.name}: {len(self.rules)} rules, {len(self.entitlements)} entitlements>"

    # --- declarations --------------------------------------------------------------------------

    def table(
        self,
        name: str | schema.Table,
        key: str | Iterable[str] = "worker",
        parent: str | None = None,
        empty: str = "unknown",
        *,
        label: dict[str, str] | None = None,
        whole_by: Iterable[str] = (),
    ) -> Table:
        """Declare a table; the first is the root, with one row a spell of employment.

        A finer table's key begins with its parent's. `empty="none"` says that no row means
        nothing happened; "unknown" that nobody told us. `whole_by`: see `schema.Table`. A table
        of the shared schema is given as it is, and brings its columns.
        """
        if isinstance(name, schema.Table):
            declared = name
        else:
            columns = (key,) if isinstance(key, str) else tuple(key)
            declared = schema.Table(
                name,
                columns,
                label or dict.fromkeys(("en", "zh-hans"), name.replace("_", " ")),
                parent=parent,
                empty=empty,
                whole_by=tuple(whole_by),
            )
        above = self.tables[declared.parent] if declared.parent else None
        made = Table(declared.name, above, declared.key, declared.empty)
        first = not self.tables
        self.tables[declared.name] = made
        self.schema.add(replace(declared, columns={}))
        if f"table.{declared.name}" not in self.wording.texts:
            self.wording.add(f"table.{declared.name}", dict(declared.label))
        if first:
            self.fact(
                "on", made.name, DATE, label={"en": "day of the claim", "zh-hans": "计算日期"}
            )
        self.columns(declared.name, declared.columns.values())
        return made

    def columns(self, table: str, columns: Iterable[schema.Column]) -> None:
        """Declare columns of a table as they are written once for rules, workbooks and forms."""
        for column in columns:
            self.schema.add_column(table, column)
            if column.asked_as:
                self._add_fact(table, column, column.label)

    @property
    def root(self) -> Table:
        """The table with one row a worker."""
        return next(iter(self.tables.values()))

    def fact(
        self,
        name: str,
        table: str,
        type: Type,
        label: dict[str, str] | None = None,
        *,
        column: str | None = None,
        unit: str | None = None,
        aliases: Iterable[str] = (),
    ) -> Fact:
        """Declare a column that rules may name; `column` if the table calls it otherwise."""
        codes = tuple(schema.Code(c, {"en": c, "zh-hans": c}) for c in type.codes)
        words = label or dict.fromkeys(("en", "zh-hans"), name.replace("_", " "))
        kept = column or name
        known = schema.Column(kept, type, words, unit, tuple(aliases), codes, fact=name)
        if name != "on" and kept not in self.schema.tables[table].columns:
            self.schema.add_column(table, known)
        return self._add_fact(table, known, label)

    def _add_fact(self, table: str, column: schema.Column, label: Mapping[str, str] | None) -> Fact:
        name, type_ = column.asked_as, column.type
        if name in self.facts or name in self.rules:
            raise RuleError(f"{name} is declared twice")
        unit = column.unit or type_.unit or (self.currency if type_.name == "money" else None)
        made = Fact(name, self.tables[table], type_, column.name, unit, column.aliases)
        self.facts[name] = made
        self.wording.add(f"fact.{name}", dict(label) if label else None)
        return made

    def source(self, short: str, title: dict[str, str], **more: str) -> Source:
        """Declare a statute that rules cite by its short name."""
        self.sources[short] = Source(short, title, **more)
        return self.sources[short]

    def reason(self, code: str, en: str, zh: str) -> str:
        """Declare the wording of a reason for which something is not due."""
        self.wording.add(f"reason.{code}", {"en": en, "zh-hans": zh})
        return code

    def parameter(
        self,
        name: str,
        label: dict[str, str] | None = None,
        rows: Iterable[dict] | None = None,
        *,
        keys: tuple[str, ...] = (),
        kind: str = NUM,
        unit: str = "",
        inherit: str | None = None,
    ) -> Parameter:
        """Declare dated figures: from figures/<name>.csv, or from rows given here.

        Without `keys` a file's own key columns are taken; other columns are ignored.
        """
        if rows is None:
            if self.folder is None:
                raise RuleError(f"{name}: a pack without a folder needs rows")
            path = self.folder / "figures" / f"{name}.csv"
            keys, figures = read_figures(path, name, kind, keys)
        else:
            figures = figures_from(name, keys, rows, kind)
        made = Parameter(name, keys, figures, kind, unit, inherit, self.places)
        self.parameters[name] = made
        self.wording.add(f"parameter.{name}", label)
        return made

    def question(
        self,
        name: str,
        options: dict[str, dict[str, str]],
        default: str,
        *,
        local: dict[str, str] | None = None,
        label: dict[str, str] | None = None,
        cites: Iterable[Art] = (),
    ) -> Question:
        """Declare a point on which courts differ; `local` gives a place its own default."""
        if default not in options:
            raise RuleError(f"{name}: {default} is not among the options")
        made = Question(name, tuple(options), default, dict(local or {}), tuple(cites))
        self.questions[name] = made
        self.wording.add(f"question.{name}", label)
        for option, text in options.items():
            self.wording.add(f"option.{name}.{option}", text)
        return made

    def reading(self, question: str, option: str) -> Expr:
        """A condition: this reading of the question is the one asked for."""
        found = self.questions[question]
        if option not in found.options:
            raise RuleError(f"{question} has no option {option}")
        args = (self.resolve(self.place),) if found.local and self.place else ()
        return node("reading", args, (found, option), BOOL_KIND)

    def in_place(self, code: str) -> Expr:
        """A condition: the place of work is this place or lies in it."""
        if self.place is None:
            raise RuleError("the pack has no place fact")
        return node("in_place", (self.resolve(self.place),), (code, self.places), BOOL_KIND)

    def rule(
        self,
        table: str,
        *,
        cites: Iterable[Art],
        label: dict[str, str] | None = None,
        unit: str | None = None,
        rounding: Rounding | None = None,
        **version: Any,
    ) -> Callable[[Callable], Callable]:
        """Register a rule of this grain under its function's name.

        Give `since`/`until` (with `dated_by`), `place` or `reading="question=option"` to write
        one version of a rule; the most special one that fits is used.
        """

        def register(function: Callable) -> Callable:
            name = function.__name__
            self.wording.add(f"rule.{name}", label)
            self._add(
                name,
                table,
                cites=tuple(cites),
                unit=unit,
                rounding=rounding,
                function=function,
                version=version,
            )
            return function

        return register

    def entitlement(
        self,
        code: str,
        *,
        cites: Iterable[Art],
        forum: str = "arbitration",
        unit: str | None = None,
        rounding: Rounding | None = None,
        label: dict[str, str] | None = None,
        excludes: Iterable[str] = (),
        limitation: str | None = None,
        limitation_starts: str | None = None,
        limitation_interrupted: str | None = None,
        in_total: bool = True,
        zero: str = "not_due",
        kind: str = "claim",
        details: Iterable[str] = (),
        **version: Any,
    ) -> Callable[[Callable], Callable]:
        """Register an entitlement; its function returns an expression or owed(...)."""

        def register(function: Callable) -> Callable:
            name = function.__name__
            self.wording.add(f"entitlement.{code}", label)
            self.wording.add(f"rule.{name}", label)
            unit_ = unit or self.currency
            self._add(
                name,
                self.root.name,
                cites=tuple(cites),
                unit=unit_,
                rounding=rounding,
                function=function,
                version=version,
            )
            if code not in self.entitlements:
                self.entitlements[code] = Entitlement(
                    code,
                    name,
                    unit_,
                    forum,
                    tuple(excludes),
                    limitation,
                    limitation_starts,
                    limitation_interrupted,
                    in_total,
                    zero,
                    kind,
                    tuple(details),
                )
            return function

        return register

    def _add(
        self,
        name: str,
        table: str,
        *,
        cites: tuple[Art, ...],
        unit: str | None,
        rounding: Rounding | None,
        function: Callable,
        version: dict[str, Any],
    ) -> None:
        if not cites:
            raise RuleError(f"{name} cites nothing")
        for art in cites:
            if art.source not in self.sources:
                raise RuleError(f"{name} cites {art.source}, which is not declared")
        if name in self.facts:
            raise RuleError(f"{name} is a fact already")
        rule = self.rules.setdefault(name, Rule(name, self.tables[table], unit, rounding))
        variant = Variant(function, cites, **dated(version))
        if any(same_version(variant, v) for v in rule.variants):
            raise RuleError(f"{name} is written twice for the same time, place and reading")
        rule.variants.append(variant)
        self.recorded = None

    # --- use -----------------------------------------------------------------------------------

    @property
    def readers(self) -> dict[str, dict[str, list[tuple[str, Callable]]]]:
        """For each table and column the facts in it, and how a value is read."""
        if self._readers is None or self._readers[0] != len(self.facts):
            made: dict[str, dict[str, list]] = {name: {} for name in self.tables}
            for fact in self.facts.values():
                column = made[fact.table.name].setdefault(fact.column, [])
                column.append((fact.name, fact.type.reader()))
            self._readers = (len(self.facts), made)
        return self._readers[1]

    def resolve(self, name: str | None) -> Any:
        """What a rule's argument of this name means: a fact, a rule or a parameter."""
        if name in self.facts:
            fact = self.facts[name]
            return node("fact", (), fact, fact.type.kind, fact.table)
        if name in self.rules:
            return now_recording(self).reference(name)
        if name in self.parameters:
            return self.parameters[name]
        raise RuleError(f"{name} is no fact, rule or parameter of {self.name}")

    def changed(
        self,
        parameters: dict[str, Iterable[dict]] | None = None,
        rules: dict[str, Callable] | None = None,
    ) -> Pack:
        """A copy with other figures or rules: the law as it might be.

        Rows of figures are laid over what there is: the days and keys that they name change, in
        places below too; all others stay. A key that a row leaves out stands for every value.
        Other figures are data of the same graph; only other rules are recorded anew.

        Raises:
            RuleError: for a figure or rule that the pack has not, or a series that no row fits.
        """
        other = Pack.__new__(Pack)
        other.__dict__.update(self.__dict__)
        other.recorded = None if rules else self.recorded
        other.origin = self.origin or self if rules else self.origin
        other.parameters = dict(self.parameters)
        for name, rows in (parameters or {}).items():
            other.parameters[name] = self._overlaid(name, list(rows))
        other.rules = dict(self.rules)
        for name, function in (rules or {}).items():
            rule = self.rules.get(name)
            if rule is None:
                raise RuleError(f"{self.name} has no rule {name}")
            variant = Variant(function, rule.variants[0].cites)
            other.rules[name] = replace(rule, variants=[variant])
        return other

    def certain(self) -> Pack:
        """The same law where nothing is assumed and only confirmed figures count.

        What it gives is sure; what it leaves undetermined rests on something that nobody told.
        """
        other = self.changed()
        other.recorded, other.origin, other.assumes = None, None, False
        other.parameters = {
            name: replace(
                parameter,
                figures=[figure for figure in parameter.figures if figure.confirmed],
                index={},
            )
            for name, parameter in self.parameters.items()
        }
        return other

    def _overlaid(self, name: str, rows: list[dict]) -> Parameter:
        old = self.parameters.get(name)
        if old is None:
            raise RuleError(f"{self.name} has no figure {name}")
        if any("value" not in row for row in rows):
            raise RuleError(f"{name}: a row has no value")
        return with_rows(old, figures_from(name, old.keys, rows, old.kind), map(set, rows))

    def text(self, key: str, lang: str) -> str:
        """A wording, or the key's last part where there is none."""
        return self.wording.text(key, lang)

    def fact_label(self, name: str, lang: str) -> str:
        """How a fact is called, for lists of what is missing."""
        if name in self.tables:
            return self.text(f"table.{name}", lang)
        if ":" in name:
            kind, rest = name.split(":", 1)
            if kind in self.tables:
                return self.text(f"kind.{kind}.{rest}", lang)
            key, said = LACKING.get(kind, LACKING["law"])
            return said[lang].format(self.text(f"{key}.{rest}", lang))
        return self.text(f"fact.{name}", lang)
