"""Clocks of dossiers: computed from what happened and the law's dated figures, never kept."""

from datetime import date

from django.utils import timezone

from gongyou.advocacy.models import Dossier
from gongyou.law import load_pack
from gongyou.law.dossiers import DossierKind, Event, Running, kinds_of, running
from gongyou.vault.public import Actor


def kind_of(dossier: Dossier) -> DossierKind:
    """What a dossier is under its law."""
    return kinds_of(load_pack(dossier.law))[dossier.kind]


def clocks_of(dossier: Dossier, today=None) -> list[Running]:
    """Every clock that runs or ran."""
    pack = load_pack(dossier.law)
    told = [Event(e.code, e.on, e.until) for e in dossier.events.all()]
    day_kind = pack.schema.day_kind or (lambda _: None)
    return running(kind_of(dossier), told, pack, day_kind, today or timezone.localdate())


def next_of(dossier: Dossier) -> Running | None:
    """The open clock that is out first; one whose day nobody can say yet comes last."""
    found = [c for c in clocks_of(dossier) if c.open]
    return min(found, key=lambda c: c.due or c.safe or date.max) if found else None


def dossiers(actor: Actor, state: str = ""):
    """Dossiers that one may see."""
    found = Dossier.objects.visible_to(actor).prefetch_related("events")
    return found.filter(state=state) if state else found


def home(actor: Actor) -> dict:
    """What the room's first page shows: those that run, the nearest day first."""
    rows = [(d, next_of(d), kind_of(d)) for d in dossiers(actor, "sent")[:100]]
    rows.sort(key=lambda r: (r[1].due or r[1].safe or date.max) if r[1] else date.max)
    return {"dossiers": rows[:8]}
