"""Answers carried away page by page.

Who walks through a table by pages asks for the next one at once. So a walk is held between two
pages, for the one who began it: what was opened beyond a page is there for the next, and twice
as many are opened each time, up to some hundred. What is opened is noted before the page leaves,
so the journal tells at most twice as many as were carried away, and never fewer.

A walk is forgotten after a minute, and whenever an answer of the questionnaire was edited,
reviewed or deleted, or anything of who may read it changed: then the next page is opened anew,
from its link, and the right is asked for again.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db import connection

from gongyou.surveys.models import Form
from gongyou.surveys.odata import Options, Page, row_key
from gongyou.surveys.queries.paging import Source, Walk
from gongyou.surveys.services.exports import note_carried
from gongyou.vault.public import Actor

LASTS, MOST = 60, 30

_lock = threading.Lock()
_held: dict[tuple, "_Held"] = {}
# Whoever clears away what nobody went on with, while there is something.
_sweepers: list[threading.Timer] = []


@dataclass
class _Held:
    walk: Walk
    state: tuple
    until: float
    # Under which names the next page may ask for it: behind a row, or after so many.
    names: list[tuple]


def page(
    actor: Actor, address: str, options: Options, find: Callable[[], tuple[Source, str]]
) -> tuple[Page, Walk]:
    """The page that is asked for, and the walk it belongs to.

    Args:
        address: of the table that is read.
        find: the answers and the table's path, looked up where no walk is under way; it asks
            for the right.

    Raises BadFilter.
    """
    held = _resume(actor, address, options)
    if held is None:
        source, table = find()
        held = _Held(Walk(source, table, options), _state(source.form, actor), 0, [])
    walk = held.walk
    walk.source.actor, before = actor, walk.opened
    found = walk.page(options.top)
    if walk.opened > before or not options.skiptoken:
        note_carried(actor, walk.source.form, "odata", walk.opened - before)
    if found.more and found.pairs:
        _hold(actor, address, options, found, held)
    return found, walk


# By hand: it is asked for each page, and Django takes longer to write it than to run it.
_LATEST = """SELECT
 (SELECT max(updated_at) FROM surveys_submission WHERE form_id = %s AND updated_at IS NOT NULL),
 (SELECT max(deleted_at) FROM surveys_submission WHERE form_id = %s AND deleted_at IS NOT NULL),
 (SELECT role FROM {membership} WHERE compartment_id = %s AND account_id = %s
   AND removed_at IS NULL),
 (SELECT closed_at FROM {compartment} WHERE id = %s)"""


def _state(form: Form, actor: Actor) -> tuple:
    """Changes with each edit, review and deletion, and with the role of whoever asks.

    What arrives anew is no change. Role and compartment decide on every right, so as long as they
    are what they were, the right that was asked for when the walk began is there still.
    """
    prepared = Form._meta.pk.get_db_prep_value
    key, place, account = (
        prepared(each, connection)
        for each in (form.pk, form.survey.compartment_id, actor.person.pk)
    )
    with connection.cursor() as cursor:
        cursor.execute(_sql(), [key, key, place, account, place])
        return tuple(cursor.fetchone())


@cache
def _sql() -> str:
    compartment = Form._meta.apps.get_model("vault", "Compartment")
    membership = Form._meta.apps.get_model("vault", "Membership")
    return _LATEST.format(
        membership=membership._meta.db_table, compartment=compartment._meta.db_table
    )


def _question(actor: Actor, address: str, options: Options) -> tuple:
    return (actor.person.pk, address, *sorted(options.asked.items()))


def _resume(actor: Actor, address: str, options: Options) -> _Held | None:
    """The walk that goes on here, if it may."""
    token = options.skiptoken
    place = (token["id"], token["row"]) if token else (options.skip,)
    with _lock:
        held = _held.get((*_question(actor, address, options), *place))
        if held is None:
            return None
        _drop(held)
    same = held.state == _state(held.walk.source.form, actor)
    return held if same and held.until > time.monotonic() else None


def _hold(actor: Actor, address: str, options: Options, found: Page, held: _Held) -> None:
    item, row = found.pairs[-1]
    question = _question(actor, address, options)
    held.names = [(*question, item.instance_id, row_key(row) if held.walk.table else "")]
    if not options.skiptoken:
        held.names.append((*question, options.skip + len(found.pairs)))
    held.until = time.monotonic() + LASTS
    # Between two pages nobody's keys are at hand.
    held.walk.source.actor = None  # type: ignore[assignment]
    with _lock:
        while len(_held) >= 2 * MOST:
            _drop(next(iter(_held.values())))
        _held.update(dict.fromkeys(held.names, held))
    _sweep_later()


def _drop(held: _Held) -> None:
    for name in held.names:
        _held.pop(name, None)


def _sweep_later() -> None:
    """Forget what nobody went on with, also if nobody ever asks again."""
    with _lock:
        if _sweepers:
            return
        timer = threading.Timer(LASTS, _sweep)
        timer.daemon = True
        _sweepers.append(timer)
    timer.start()


def _sweep() -> None:
    with _lock:
        now = time.monotonic()
        for held in [each for each in _held.values() if each.until <= now]:
            _drop(held)
        _sweepers.clear()
        more = bool(_held)
    if more:
        _sweep_later()
