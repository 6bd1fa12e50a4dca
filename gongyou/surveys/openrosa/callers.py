"""From an address and its headers to a caller, or to the answer that says why not."""

from contextlib import suppress
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils import timezone

from gongyou.surveys.entity_contents import ListKeys
from gongyou.surveys.ingest import callers
from gongyou.surveys.ingest.callers import Caller
from gongyou.surveys.models import NonceUse
from gongyou.surveys.openrosa import digest
from gongyou.surveys.openrosa.replies import Reply, message
from gongyou.surveys.services.collectors import list_keys_of


@dataclass
class Door:
    """Who came in, the address that all links begin with, and the nonce still to be taken."""

    caller: Caller
    base: str
    nonce: tuple[str, int] | None = None


def enter(environ: dict, name: str, *, take_nonce: bool = True) -> Door | Reply:
    """Let a client in by the first part of its address.

    Args:
        name: a token, or the number of a survey (Digest).
        take_nonce: take the nonce at once; submissions take it with their own commit.
    """
    language = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    if name.isdigit():
        return _by_digest(environ, int(name), language, take_nonce)
    caller = callers.by_token(name)
    if caller is None:
        return message(403, "no_such_token", language)
    return Door(caller, f"/openrosa/{name}")


def list_key(door: Door, name: str) -> ListKeys | None:
    """The keys of the survey's entity lists, for a client that shows its token."""
    wrapped = door.caller.wrapped_list_key
    if not wrapped or name.isdigit():
        return None
    return list_keys_of(wrapped, name, door.caller.collector_id)


def _by_digest(environ: dict, number: int, language: str, take_nonce: bool) -> Door | Reply:
    target = environ.get("PATH_INFO", "")
    # WSGI gives paths as latin-1; the header was computed over UTF-8.
    with suppress(UnicodeEncodeError, UnicodeDecodeError):
        target = target.encode("latin-1").decode()
    try:
        proof = digest.verify(
            environ.get("HTTP_AUTHORIZATION", ""), environ["REQUEST_METHOD"], target
        )
        if proof.collector.survey.number != number:
            raise digest.Refused
        if take_nonce:
            take(proof.nonce, proof.count)
    except digest.Refused as refused:
        reply = message(401, "sign_in", language)
        reply.headers["WWW-Authenticate"] = digest.challenge(refused.stale)
        return reply
    caller = callers.by_collector(proof.collector)
    return Door(caller, f"/openrosa/{number}", (proof.nonce, proof.count))


def take(nonce: str, count: int) -> None:
    """Take one count of a nonce; a second time it is refused as stale."""
    try:
        NonceUse.objects.create(nonce=nonce, count=count, at=timezone.now())
    except IntegrityError:
        raise digest.Refused(stale=True) from None
