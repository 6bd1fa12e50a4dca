"""How collecting goes: by enumerator, team, day, and against what is wanted."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median

from django.utils import timezone

from gongyou.surveys.models import AnswerRow, Form, Submission
from gongyou.surveys.queries.columns import columns
from gongyou.surveys.schema import Schema
from gongyou.vault.public import Actor, reveal_many

ALL, TEAM = "", "_team"
DAYS = 14


@dataclass
class Work:
    """What one enumerator or team has sent."""

    name: str
    team: str = ""
    counted: int = 0
    today: int = 0
    findings: Counter = field(default_factory=Counter)
    minutes: list[float] = field(default_factory=list)
    last: dt.datetime | None = None

    @property
    def typical(self) -> float | None:
        """The middle length of an interview, in minutes."""
        return median(self.minutes) if self.minutes else None

    @property
    def approved(self) -> int:
        """Found good."""
        return self.findings["approved"]

    @property
    def issues(self) -> int:
        """Found with issues."""
        return self.findings["hasIssues"]

    @property
    def rejected(self) -> int:
        """Rejected: in no count."""
        return self.findings["rejected"]


@dataclass
class Quota:
    """How many of one kind there are, and how many are wanted."""

    label: str
    path: str
    value: str
    target: int
    there: int

    @property
    def percent(self) -> int:
        """How much of it is there, at most 100."""
        return min(100, 100 * self.there // self.target) if self.target else 100

    @property
    def full(self) -> bool:
        """Whether no more are needed."""
        return self.there >= self.target


@dataclass
class Progress:
    """The page's content."""

    enumerators: list[Work]
    teams: list[Work]
    days: list[tuple[dt.date, int]]
    quotas: list[Quota]
    total: int


def progress(actor: Actor, form: Form, schema: Schema, language: str) -> Progress:
    """Counts of a questionnaire; rejected answers stand beside them, never in them."""
    rows = list(
        Submission.objects.visible_to(actor).filter(form=form, deleted_at=None)
        .select_related("collector", "account")
    )  # fmt: skip
    names = _names(actor, rows)
    who: dict = defaultdict(lambda: Work(""))
    teams: dict = defaultdict(lambda: Work(""))
    days: Counter = Counter()
    today = timezone.localdate()
    for row in rows:
        key, name, team = _sender(row, names)
        who[key].name, who[key].team = name, team
        teams[team].name = team
        day = timezone.localtime(row.received_at).date()
        for work in (who[key], teams[team]):
            _add(work, row, day == today)
        if row.review != "rejected":
            days[day] += 1
    shown = [today - dt.timedelta(days=n) for n in range(DAYS)]
    return Progress(
        sorted(who.values(), key=lambda each: -each.counted),
        sorted(teams.values(), key=lambda each: each.name),
        [(day, days[day]) for day in shown], quotas(actor, form, schema, language, rows),
        sum(row.review != "rejected" for row in rows),
    )  # fmt: skip


def _names(actor: Actor, rows: list[Submission]) -> dict:
    devices = {row.collector for row in rows if row.collector_id}
    return {key: r["name"] for key, r in reveal_many(actor, list(devices), ["name"]).items()}


def _sender(row: Submission, names: dict) -> tuple:
    if row.collector_id:
        name = names.get(row.collector_id) or str(row.collector)
        return row.collector_id, name, row.collector.team  # type: ignore[union-attr]
    return row.account_id, row.account.login if row.account_id else "–", ""  # type: ignore[union-attr]


def _add(work: Work, row: Submission, is_today: bool) -> None:
    work.findings[row.review or ""] += 1
    work.last = max(filter(None, (work.last, row.received_at)))
    if row.review == "rejected":
        return
    work.counted += 1
    work.today += is_today
    if row.started_at and row.ended_at and row.ended_at > row.started_at:
        work.minutes.append((row.ended_at - row.started_at).total_seconds() / 60)


def quotas(actor: Actor, form: Form, schema: Schema, language: str, rows=None) -> list[Quota]:
    """What is wanted and what is there."""
    if not form.quotas:
        return []
    if rows is None:
        found = Submission.objects.visible_to(actor).filter(form=form, deleted_at=None)
        rows = list(found.select_related("collector"))
    counted = {row.pk: row for row in rows if row.review != "rejected"}
    values = dict(
        AnswerRow.objects.filter(submission__in=list(counted), table="")
        .values_list("submission_id", "values")
    )  # fmt: skip
    teams = Counter(row.collector.team for row in counted.values() if row.collector_id)
    known = schema.by_path()
    made = []
    for each in form.quotas:
        path, value, target = each["path"], each["value"], each["target"]
        if path == ALL:
            made.append(Quota("", path, value, target, len(counted)))
        elif path == TEAM:
            made.append(Quota(value, path, value, target, teams[value]))
        elif path in known:
            there = sum(_says(held.get(path), value, known[path].is_multiple)
                        for held in values.values())  # fmt: skip
            label = schema.choice_label(known[path], value, language)
            label = f"{known[path].label(language)}: {label}"
            made.append(Quota(label, path, value, target, there))
    return made


def _says(held, value: str, several: bool) -> bool:
    if held is None:
        return False
    return value in str(held).split() if several else str(held) == value


def wishable(form: Form, schema: Schema, language: str) -> list[tuple[str, str]]:
    """What a quota may be set for: (path=value, words)."""
    found = []
    for each in columns(form, schema):
        if each.table or not each.is_choice or each.removed:
            continue
        for name in list(schema.choices.get(each.choices, {}))[:50]:
            label = schema.choice_label(each, name, language)
            found.append((f"{each.path}={name}", f"{each.label(language)}: {label}"))
    return found
