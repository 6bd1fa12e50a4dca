"""Kinds of dossiers and their clocks, as a law declares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Label = Mapping[str, str]
ANYONE, WORKER, UNION, CENTRE, CONSENT = "anyone", "worker", "union", "centre", "consent"
"""Who may sign: anybody, a worker concerned, an organisation of workers, the centre itself,
or whoever has the consent of the person concerned."""
THEY, WE = "they", "we"
"""Whose day it is: the body's to act, or ours to do something before a right is lost."""


@dataclass(frozen=True)
class Clock:
    """A period of the law: what starts it, what stops it, what follows when it is out.

    `figure` names the dated figure with its length and unit; `extension` one that is added when
    the body says that it extends. `then` is the event that its end makes by itself. Time stands
    still while third parties are asked (`pauses`) or the body waits for what it asked (`tolled`).
    """

    code: str
    label: Label
    figure: str
    starts: tuple[str, ...]
    ends: tuple[str, ...] = ()
    whose: str = THEY
    extension: str = ""
    then: str = ""
    pauses: bool = False
    tolled: bool = False


@dataclass(frozen=True)
class DossierKind:
    """What is handed in: to whom, who may sign, what must stand in it, its clocks, what follows."""

    code: str
    label: Label
    body: Label
    signers: tuple[str, ...]
    needs: tuple[Label, ...]
    clocks: tuple[Clock, ...] = ()
    basis: Label | None = None
    follows: tuple[str, ...] = ()
    many: bool = False
    most_representatives: int | None = None
    hint: Label | None = None
