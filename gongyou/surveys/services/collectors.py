"""Devices and links: letting them collect, and stopping them."""

import base64
import hashlib
import json
import secrets
import zlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gongyou.surveys.entity_contents import ListKeys, key_of
from gongyou.surveys.ingest import callers
from gongyou.surveys.keys import place, seal, token_digest, token_key, unseal
from gongyou.surveys.models import Collector, DigestSecret, Form, Survey
from gongyou.surveys.services.numbers import free_number
from gongyou.vault.public import Actor, Right, journal

REALM = "gongyou"


@dataclass
class Added:
    """A new device with what it must be told; `secret` is its token or password."""

    collector: Collector
    secret: str


@transaction.atomic
def add_collector(
    actor: Actor, survey: Survey, *, name: str, team: str = "", kind: str, forms
) -> Added:
    """Let a device or a link fill some forms of a survey."""
    actor.require(Right.WRITE, survey.compartment_id)
    collector = Collector(
        compartment_id=survey.compartment_id,
        survey=survey,
        number=free_number(Collector),
        kind=kind,
        team=team.strip(),
    )
    secret = secrets.token_urlsafe(15 if kind == Collector.Kind.DIGEST else 48)
    collector.seal(actor, name=name.strip(), token=secret)
    # Whose device it is may stand in the journal sealed; its token stands nowhere else.
    collector.take_sealed_changes()
    if kind != Collector.Kind.DIGEST:
        _give_token(actor, survey, collector, secret)
    collector.save(force_insert=True)
    if kind == Collector.Kind.DIGEST:
        _give_password(collector, secret)
    collector.forms.set(forms)
    journal.append(actor, act="surveys.add_collector", subject=collector, changes={"kind": kind})
    return Added(collector, secret)


@transaction.atomic
def add_collectors(
    actor: Actor, survey: Survey, people: list[tuple[str, str]], *, kind: str, forms
) -> list[Added]:
    """Let many devices collect: (whose, team) each, all of one kind and for the same forms."""
    return [
        add_collector(actor, survey, name=name, team=team, kind=kind, forms=forms)
        for name, team in people
    ]


def _give_token(actor: Actor, survey: Survey, collector: Collector, token: str) -> None:
    """The token opens the survey's entity lists as well: their key is wrapped under it."""
    collector.token_digest = token_digest(token)
    if keys := key_of(actor, survey):
        collector.list_key = seal(token_key(token), b"".join(keys), list_key_place(collector.pk))


def list_keys_of(wrapped: bytes, token: str, collector_id) -> ListKeys:
    """The keys of the lists that a device's token opens."""
    joined = unseal(token_key(token), wrapped, list_key_place(collector_id))
    return tuple(joined[at : at + 32] for at in range(0, len(joined), 32))


def list_key_place(collector_id) -> bytes:
    """What a wrapped list key is bound to."""
    return place("surveys_collector", "list_key", collector_id.bytes)


def _give_password(collector: Collector, password: str) -> None:
    username = f"c{collector.number}"
    ha1 = hashlib.md5(f"{username}:{REALM}:{password}".encode(), usedforsecurity=False)
    DigestSecret.objects.create(collector=collector, username=username, ha1=ha1.hexdigest())


@transaction.atomic
def set_forms(actor: Actor, collector: Collector, forms: list[Form]) -> None:
    """Change which forms a device may fill."""
    actor.require(Right.WRITE, collector.compartment_id)
    collector.forms.set(forms)
    journal.append(actor, act="surveys.change_collector", subject=collector)


@transaction.atomic
def revoke(actor: Actor, collector: Collector) -> None:
    """Stop a device at once: its token and password are forgotten."""
    actor.require(Right.WRITE, collector.compartment_id)
    DigestSecret.objects.filter(collector=collector).delete()
    collector.token_digest, collector.list_key = None, None
    collector.revoked_at = timezone.now()
    collector.seal(actor, token=None)
    collector.take_sealed_changes()
    collector.save()
    journal.append(actor, act="surveys.revoke_collector", subject=collector)


def stop_after_theft(actor: Actor) -> None:
    """Stop the devices whose tokens lay open to stolen keys: a token reads lists with names."""
    mine = Collector.objects.visible_to(actor, Right.READ_IDENTITY).filter(revoked_at=None)
    for collector in mine.filter(compartment__in=actor.compartment_ids(Right.WRITE)):
        revoke(actor, collector)


def shut_lists(_actor: Actor, compartment) -> None:
    """Take the keys of lists from all devices of a compartment that has a new key.

    Whoever had the old one may have kept the tokens of devices, and with a token the key of the
    lists. Devices go on sending answers; set up anew they get lists again, whose next change
    lies under a new key (see `entity_contents.key_of`).
    """
    holding = Collector.objects.filter(compartment=compartment, list_key__isnull=False)
    holding.update(list_key=None)
    transaction.on_commit(callers.forget)


def collect_settings(url: str, title: str, username: str = "", password: str = "") -> str:
    """The content of the QR code that sets up ODK Collect: JSON, deflated, base64."""
    general = {
        "server_url": url,
        "form_update_mode": "match_exactly",
        "autosend": "wifi_and_cellular",
    }
    if username:
        general |= {"username": username, "password": password}
    settings = {"general": general, "admin": {}, "project": {"name": title}}
    packed = zlib.compress(json.dumps(settings, ensure_ascii=False).encode(), 9)
    return base64.b64encode(packed).decode()
