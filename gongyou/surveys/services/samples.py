"""Drawing a sample, and giving it out as a list that phones read."""

import json
import re
import zlib
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from gongyou.surveys.errors import SurveyError
from gongyou.surveys.models import EntityList, SampleDraw, Survey
from gongyou.surveys.sampling import Draw, Plan, Unit, draw, give_out, read_frame
from gongyou.surveys.services import lists
from gongyou.vault.public import Actor, Right, journal

PROPERTIES = ("enumerator", "weight", "replacement")


@transaction.atomic
def draw_sample(actor: Actor, survey: Survey, *, title: str, frame: str, plan: Plan) -> SampleDraw:
    """Draw from a pasted list and keep list and draw sealed. Raises BadFrame."""
    actor.require(Right.WRITE, survey.compartment_id)
    heads, rows = read_frame(frame)
    found = draw(heads, rows, plan)
    made = SampleDraw(
        compartment_id=survey.compartment_id, survey=survey, title=title.strip(),
        method=plan.method, seed=plan.seed, settings=asdict(plan), frame_size=len(rows),
        drawn=sum(not unit.replacement for unit in found.units),
    )  # fmt: skip
    made.seal(actor, data=_packed(found, frame))
    made.take_sealed_changes()
    made.save(force_insert=True)
    journal.append(actor, act="surveys.draw_sample", subject=made,
                   changes={"count": made.drawn, "method": plan.method})  # fmt: skip
    return made


def _packed(found: Draw, frame: str) -> bytes:
    data = {"heads": found.heads, "units": [asdict(unit) for unit in found.units], "frame": frame}
    return zlib.compress(json.dumps(data, ensure_ascii=False).encode(), 6)


def opened(actor: Actor, sample: SampleDraw) -> Draw | None:
    """The units of a sample for whoever may read names."""
    data = sample.reveal(actor, "data")
    if data is None:
        return None
    held = json.loads(zlib.decompress(data))
    units = [Unit(**unit) for unit in held["units"]]
    return Draw(Plan(**sample.settings), held["heads"], units)


@transaction.atomic
def assign(
    actor: Actor, sample: SampleDraw, *, name: str, label: str, enumerators: list[str], by: str
) -> EntityList:
    """Give the units out: an encrypted list that phones read, with who goes to each.

    Args:
        name: of the list; a form reads it by select_one_from_file NAME.csv.
        label: the column that says what a unit is called.

    Raises SurveyError, EntityRefused.
    """
    actor.require(Right.WRITE, sample.survey.compartment_id)
    found = opened(actor, sample)
    if found is None or not enumerators:
        raise SurveyError(_("Choose at least one enumerator."), "enumerators")
    if label not in found.heads:
        raise SurveyError(_("Choose the column that names the units."), "label")
    give_out(found.units, enumerators, by)
    made = lists.create_list(actor, sample.survey, name=name)
    columns = _properties(found.heads)
    for each in (*columns.values(), *PROPERTIES):
        made = lists.add_property(actor, made, each)
    rows = [_row(unit, label, columns) for unit in found.units]
    lists.create_entities(actor, made, rows)
    sample.entity_list = made
    sample.save(update_fields=["entity_list"])
    journal.append(actor, act="surveys.assign_sample", subject=sample, changes={"list": name})
    return made


def _properties(heads: list[str]) -> dict[str, str]:
    """A name that lists allow for each column."""
    found: dict[str, str] = {}
    for number, head in enumerate(heads, 1):
        name = re.sub(r"[^\w.-]", "_", head).strip("_") or f"column_{number}"
        if not (name[0].isalpha() or name[0] == "_") or name.startswith("__"):
            name = f"c_{name}".replace("__", "_")
        taken = {*found.values(), *PROPERTIES, "name", "label"}
        while name.lower() in {each.lower() for each in taken}:
            name += "_2"
        found[head] = name
    return found


def _row(unit: Unit, label: str, columns: dict[str, str]) -> dict:
    weight = "" if unit.weight is None else f"{unit.weight:.6g}"
    data = {columns[head]: value for head, value in unit.values.items()}
    data |= {"enumerator": unit.enumerator, "weight": weight,
             "replacement": str(unit.replacement or "")}  # fmt: skip
    return {"label": unit.values[label] or str(unit.row), "data": data}
