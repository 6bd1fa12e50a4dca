"""What leaves on purpose: files under age for a key confirmed by voice, and a signed list."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyrage
from django.db import transaction
from django.utils import timezone
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from gongyou.vault.backup.archive import BadArchive, identities_of, recipients_of
from gongyou.vault.journal.chain import append
from gongyou.vault.journal.proof import heads
from gongyou.vault.rights import Right

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor

LIST, SIGNATURE = "manifest.json", "manifest.sig"

FORMULA_SIGNS = frozenset("=+-@\t\r＝＋－＠")


def seal_bundle(
    actor: Actor,
    compartment,
    files: dict[str, bytes],
    recipients: list[str],
    *,
    purpose: str,
    consent: str,
    count: int,
    about=(),
) -> bytes:
    """An export: a zip with a signed manifest, encrypted to the recipients.

    Args:
        files: name → content; names carry no identity (use `record.ref`).
        purpose: a code of why; consent: a code of whose leave was given.
        count: how many records are in it.

    Raises:
        NotYours: the actor may not export here.
        BadArchive: no recipient, or not a public age key.
    """
    actor.require(Right.EXPORT, compartment)
    sealed_to = recipients_of(recipients)
    manifest = {
        "format": 1,
        "made_at": timezone.now().isoformat(),
        "purpose": purpose,
        "consent": consent,
        "records": count,
        "signed_by": actor.keyring.user.sign_public.hex(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "heads": [[head.device, head.seq, head.hash] for head in heads()],
    }
    text = json.dumps(manifest, sort_keys=True, ensure_ascii=False).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(LIST, text)
        archive.writestr(SIGNATURE, actor.keyring.user.signing.sign(text).signature)
        for name, content in files.items():
            archive.writestr(f"files/{name}", content)
    sealed = pyrage.encrypt(out.getvalue(), sealed_to)
    with transaction.atomic():
        changes = {"count": count, "purpose": purpose, "consent": consent, "to": recipients}
        append(
            actor, "vault.export", changes=changes, about=about, compartment=compartment, sealed={}
        )
    return sealed


@dataclass(frozen=True)
class Bundle:
    """An opened export."""

    manifest: dict
    files: dict[str, bytes]


def open_bundle(sealed: bytes, identity: str, signed_by: str | None = None) -> Bundle:
    """Open an export and check its list.

    Args:
        signed_by: the sender's public signing key (hex), if the receiver knows it.

    Raises:
        BadArchive: damaged, changed, or from someone else.
    """
    try:
        content = pyrage.decrypt(sealed, identities_of(identity))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text, signature = archive.read(LIST), archive.read(SIGNATURE)
            manifest = json.loads(text)
            files = {name: archive.read(f"files/{name}") for name in manifest["files"]}
        VerifyKey(bytes.fromhex(manifest["signed_by"])).verify(text, signature)
    except (pyrage.DecryptError, zipfile.BadZipFile, KeyError, ValueError, BadSignatureError):
        raise BadArchive("the bundle is damaged, or sealed to someone else") from None
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    if digests != manifest["files"] or signed_by not in {None, manifest["signed_by"]}:
        raise BadArchive("the bundle was changed, or signed by someone else")
    return Bundle(manifest, files)


def safe_cell(value):
    """A cell that no spreadsheet program takes for a formula, after OWASP's list.

    Some programs read full-width signs as their narrow ones, and skip blanks and line ends.
    """
    if isinstance(value, str) and value.lstrip(" \u3000\ufeff\n")[:1] in FORMULA_SIGNS:
        return "'" + value
    return value
