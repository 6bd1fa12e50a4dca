"""Reforms saved, and what they would change."""

from datetime import date
from typing import Any

from django.db import transaction

from gongyou.advocacy.models import SavedReform, WhatIf
from gongyou.advocacy.what_if.errors import estimates
from gongyou.advocacy.what_if.populations import Population
from gongyou.advocacy.what_if.summary import changes, summarised
from gongyou.law import load_pack
from gongyou.law.reforms import check_reform, compare_parts, load_reform
from gongyou.stats import DesignSpec, StatsError
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def save_reform(*, by: Actor, compartment, text: str) -> SavedReform:
    """Keep a reform's text; the same content is there once.

    Raises:
        ReformError: the text is no reform.
    """
    by.require(Right.WRITE, compartment)
    reform = load_reform(text)
    held = SavedReform.objects.filter(compartment=compartment, digest=reform.digest).first()
    if held is not None:
        return held
    made = SavedReform(
        compartment=compartment,
        digest=reform.digest,
        name=reform.name,
        law=reform.pack,
        text=text,
    )
    made.save()
    journal.append(by, "advocacy.save_reform", made, changes={"name": (None, reform.name)})
    return made


def problems_of(saved: SavedReform) -> list:
    """What `check_reform` says of it today."""
    return check_reform(load_pack(saved.law), load_reform(saved.text))


@transaction.atomic
def run_what_if(
    *, by: Actor, saved: SavedReform, population: Population, kind: str, about: str, on: date
) -> WhatIf:
    """Compute a reform for people and keep the numbers, sealed.

    Raises:
        ReformError: where the law of today no longer takes it.
    """
    by.require(Right.WRITE, saved.compartment)
    pack = load_pack(saved.law)
    parts = compare_parts(population.tables, pack, load_reform(saved.text), on)
    result = summarised(parts.whole, parts=parts, groups=population.groups(), pay=population.pay())
    result["left_out"] = population.left_out
    result["estimates"] = _estimates(parts.whole, population)
    made = WhatIf(
        reform=saved,
        population=kind,
        about=about,
        on=on,
        people=population.people,
        law_verified=pack.verified_until,
    )
    made.seal(by, result=result)
    made.take_sealed_changes()
    made.save()
    journal.append(by, "advocacy.run_what_if", saved, changes={"on": (None, on)})
    return made


def _estimates(found, population: Population) -> dict[str, Any] | None:
    """For a sample with weights: for all workers, with the design's error; else nothing."""
    more = population.more
    if "weight" not in more:
        return None
    spec = DesignSpec(
        weights="weight",
        strata=("stratum",) if "stratum" in more else (),
        clusters=("cluster",) if "cluster" in more else (),
        nest=True,
        lonely="average",
    )
    try:
        design = spec.attach(changes(found, {k: more[k] for k in more}))
        return {"rows": estimates(design)}
    except StatsError as error:
        return {"refused": str(error)}
