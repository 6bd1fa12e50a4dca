"""Answers as a table: what stands in it, who sent it, found by words and by what they share."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q

from gongyou.surveys.keys import name_digest
from gongyou.surveys.models import Attachment, Collector, Form, Submission
from gongyou.surveys.queries import lookup, opened
from gongyou.surveys.schema import GEO, Field, Schema
from gongyou.surveys.values import points
from gongyou.vault.public import Actor, reveal_many

AT_FIRST, MOST_COLUMNS = 5, 20
# A search opens answers, newest first, and no more of them than one can wait for.
MOST_SEARCHED = 3000
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")


@dataclass
class Wanted:
    """What somebody asks of the table."""

    columns: list[str] = field(default_factory=list)
    words: str = ""
    review: str = ""
    collector: str = ""
    team: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    trash: bool = False


@dataclass
class Cell:
    """One answer: its text, or a picture of it."""

    text: str
    picture: Attachment | None = None
    label: str = ""


@dataclass
class Line:
    """One submission of the table."""

    submission: Submission
    sender: str
    cells: list[Cell]
    place: tuple[float, float] | None = None


def offered(schema: Schema) -> list[Field]:
    """The questions that may be columns: those of the questionnaire itself."""
    return [
        each for each in schema.in_table("")
        if not each.is_note and not each.path.startswith("meta/") and each.preload != "timestamp"
    ]  # fmt: skip


def chosen(schema: Schema, names: list[str]) -> list[Field]:
    """The columns asked for, or the first few questions."""
    there = offered(schema)
    wanted = [each for each in there if each.path in names]
    return wanted[:MOST_COLUMNS] or [each for each in there if not each.calculated][:AT_FIRST]


def rows(actor: Actor, form: Form, wanted: Wanted):
    """The submissions that fit, without opening them; newest first."""
    found = (lookup.deleted if wanted.trash else lookup.submissions)(actor, form)
    if wanted.review == "none":
        found = found.filter(review=None)
    elif wanted.review:
        found = found.filter(review=wanted.review)
    if wanted.collector:
        found = found.filter(collector__number=wanted.collector)
    if wanted.team:
        found = found.filter(collector__team=wanted.team)
    return found.filter(_between("received_at", wanted.since, wanted.until))


def _between(name: str, since: dt.date | None, until: dt.date | None) -> Q:
    condition = Q()
    if since:
        condition &= Q(**{f"{name}__date__gte": since})
    if until:
        condition &= Q(**{f"{name}__date__lte": until})
    return condition


def searched(actor: Actor, schema: Schema, found, words: str, language: str) -> list[Submission]:
    """Those whose answers, labels or sender hold all the words."""
    asked = words.casefold().split()
    part = list(found[:MOST_SEARCHED])
    tables = opened.tables_of(actor, schema, part)
    names = senders(actor, part)
    return [
        row for row in part
        if all(word in _text(schema, tables.get(row.pk, {}), language) + names[row.pk].casefold()
               for word in asked)
    ]  # fmt: skip


def _text(schema: Schema, tables: dict, language: str) -> str:
    known = schema.by_path()
    parts = []
    for inner in tables.values():
        for row in inner:
            for path, text in row.values.items():
                if text and path in known:
                    parts.append(text)
                    parts.append(shown(schema, known[path], text, language))
    return " ".join(parts).casefold() + " "


def senders(actor: Actor, part: list[Submission]) -> dict:
    """Who sent each, by name for whoever may read names, else by number."""
    devices = {row.collector for row in part if row.collector_id}
    names = {key: r["name"] for key, r in reveal_many(actor, list(devices), ["name"]).items()}
    return {row.pk: _sender(row, names) for row in part}


def _sender(row: Submission, names: dict) -> str:
    if row.collector_id:
        who = names.get(row.collector_id) or str(row.collector)
        return f"{who} · {row.collector.team}" if row.collector.team else who  # type: ignore[union-attr]
    return row.account.login if row.account_id else "–"  # type: ignore[union-attr]


def lines(
    actor: Actor, schema: Schema, part: list[Submission], columns: list[Field], language: str
) -> list[Line]:
    """The submissions of one page, opened."""
    tables = opened.tables_of(actor, schema, part)
    names = senders(actor, part)
    pictures = _pictures(part, tables, columns)
    headed = [(each, each.label(language)) for each in columns]
    places = [each.path for each in schema.in_table("") if each.type in GEO]
    made = []
    for row in part:
        top = _top(tables.get(row.pk, {}))
        cells = [_cell(schema, each, label, row, top, pictures, language) for each, label in headed]
        made.append(Line(row, names[row.pk], cells, _place(places, top)))
    return made


def _top(tables: dict) -> dict:
    inner = tables.get("") or []
    return inner[0].values if inner else {}


def _pictures(part, tables: dict, columns: list[Field]) -> dict:
    wanted = {
        name_digest(text)
        for row in part
        for each in columns
        if each.is_binary and (text := _top(tables.get(row.pk, {})).get(each.path))
    }
    found = Attachment.objects.filter(submission__in=part, name_digest__in=wanted, present=True)
    return {(each.submission_id, each.name_digest): each for each in found}


def _cell(
    schema, question: Field, label: str, row, top: dict, pictures: dict, language: str
) -> Cell:
    text = top.get(question.path)
    if not text:
        return Cell("", label=label)
    picture = pictures.get((row.pk, name_digest(text))) if question.is_binary else None
    if picture is not None and picture.content_type not in PICTURES:
        picture = None
    return Cell(shown(schema, question, text, language), picture, label)


def shown(schema: Schema, question: Field, text: str, language: str) -> str:
    """An answer as a person reads it."""
    if question.is_choice:
        names = text.split() if question.is_multiple else [text]
        return " · ".join(schema.choice_label(question, name, language) for name in names)
    if question.type in GEO:
        return _coordinates(text)
    return text


def _coordinates(text: str) -> str:
    try:
        found = points(text)
    except ValueError:
        return text
    first = f"{found[0][1]:.5f}, {found[0][0]:.5f}"
    return first if len(found) == 1 else f"{first} … ({len(found)})"


def _place(places: list[str], top: dict) -> tuple[float, float] | None:
    """The first place that was told and can be read."""
    for text in filter(None, map(top.get, places)):
        try:
            longitude, latitude, *_ = points(text)[0]
        except ValueError:
            continue
        return longitude, latitude
    return None


WIDTH, HEIGHT, EDGE = 720.0, 360.0, 16.0


def dots(page: list[Line]) -> dict | None:
    """The places of a page as dots of a picture with its corners in words; None without places."""
    there = [line for line in page if line.place]
    if not there:
        return None
    longitudes = [line.place[0] for line in there]  # type: ignore[index]
    latitudes = [line.place[1] for line in there]  # type: ignore[index]
    west, south = min(longitudes), min(latitudes)
    size = max(max(longitudes) - west, 2 * (max(latitudes) - south), 0.01)
    scale = (WIDTH - 2 * EDGE) / size
    made = [
        {"line": line, "x": f"{EDGE + (line.place[0] - west) * scale:.1f}",  # type: ignore[index]
         "y": f"{HEIGHT - EDGE - (line.place[1] - south) * scale:.1f}"}  # type: ignore[index]
        for line in there
    ]  # fmt: skip
    corner = f"{max(latitudes):.3f}°, {max(longitudes):.3f}°"
    return {"dots": made, "box": f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
            "from": f"{south:.3f}°, {west:.3f}°", "to": corner}  # fmt: skip


def devices(actor: Actor, form: Form) -> list[tuple[int, str]]:
    """The devices that may send this form, by name for whoever may read it."""
    found = list(Collector.objects.visible_to(actor).filter(forms=form).order_by("number"))
    names = {key: r["name"] for key, r in reveal_many(actor, found, ["name"]).items()}
    return [(each.number, names.get(each.pk) or str(each)) for each in found]
