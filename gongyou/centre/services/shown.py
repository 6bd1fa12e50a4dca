"""The register of what was shown (stats/disclosure), one for each population of the centre.

    with shown_of("form:…") as register:
        inside = register.join(ids)
        (table,), report = register.show(count_table(…), people=ids)

Ids are made by `person_id`: random to anyone without the installation's secret, the same for one
person in all populations, so that a worker who also answered counts once.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from gongyou.centre.models import ShownRegister
from gongyou.stats.disclosure import Register
from gongyou.vault.public import open_for_server, seal_for_server, secret_for

PURPOSE = "centre.shown"


def person_id(key) -> str:
    """The id under which a row's person is remembered; `key` is the row's id."""
    secret = secret_for("gongyou-shown")
    return hashlib.blake2b(str(key).encode(), key=secret, digest_size=9).hexdigest()


@contextmanager
def shown_of(population: str) -> Iterator[Register]:
    """The register of a population, locked; what is shown in the block is remembered at its end.

    Args:
        population: "workers", "members", "form:<id>" …: two names never hold the same people
            under different ids.
    """
    with transaction.atomic():
        ShownRegister.objects.get_or_create(population=population)
        row = ShownRegister.objects.select_for_update().get(population=population)
        before = open_for_server(PURPOSE, row.sealed) if row.sealed else ""
        register = Register.from_json(json.loads(before)) if before else Register()
        yield register
        after = json.dumps(register.to_json())
        if after != before:
            row.sealed = seal_for_server(PURPOSE, after)
            row.save(update_fields=["sealed"])
