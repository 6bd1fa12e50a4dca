"""A reform and what it would change in the demonstration's open cases."""

from django.utils import timezone

from gongyou.advocacy.services import reforms
from gongyou.advocacy.what_if.populations import of_cases
from gongyou.law import DEFAULT_LAW
from gongyou.vault.public import Right

REFORM = """reform: demonstration-dismissal
title:
  en: Three times severance for an unlawful dismissal
  zh-hans: 违法解除按经济补偿三倍赔偿
pack: LAW
source: "invented for the demonstration"
changes:
  - figure: unlawful_termination_multiple
    from: 2008-01-01
    set: 3
"""


def load(actor, workers: int) -> None:
    """Save the reform and compute it once."""
    place = actor.compartments(Right.WRITE)[0]
    saved = reforms.save_reform(
        by=actor, compartment=place, text=REFORM.replace("LAW", DEFAULT_LAW)
    )
    people = of_cases(actor, DEFAULT_LAW)
    if people.people:
        reforms.run_what_if(
            by=actor, saved=saved, population=people, kind="cases", about="",
            on=timezone.localdate(),
        )  # fmt: skip
