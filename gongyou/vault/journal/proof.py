"""Prove the journal: name the first break of each chain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from gongyou.vault.journal.canonical import chain_hash, person_text
from gongyou.vault.journal.leaves import root_of, unpack
from gongyou.vault.journal.models import Content, Entry, KeyLeaf, Stream
from gongyou.vault.keys.models import UserKey

PIECE = 1000


@dataclass(frozen=True)
class Head:
    """The last entry of a chain at some moment. A device's first chain bears the device's id."""

    device: str
    seq: int
    hash: str


@dataclass(frozen=True)
class Break:
    """Where a chain breaks. `kind`: gap, edited, forged, cut."""

    device: str
    seq: int
    kind: str

    def __str__(self):
        return f"{self.kind} at entry {self.seq} of chain {self.device}"


def heads() -> list[Head]:
    """The head of every chain: for backups, bundles and the printed page."""
    return [
        Head(str(row.pk), row.head_seq, bytes(row.head_hash).hex())
        for row in Stream.objects.order_by("id")
    ]


def verify(known: Sequence[Head] = ()) -> list[Break]:
    """The first break of each chain; empty when all is whole.

    Args:
        known: heads noted earlier (backups, printed page). A chain that no longer reaches one
            of them was cut, which the chain alone can't tell.
    """
    breaks, present = [], set()
    people = {key.pk: key for key in UserKey.objects.all()}
    for stream in Stream.objects.select_related("device").order_by("id"):
        present.add(str(stream.pk))
        noted = {head.seq: head.hash for head in known if head.device == str(stream.pk)}
        found = _first_break(stream, noted, people)
        if found:
            breaks.append(found)
    gone = {head.device for head in known if head.seq and head.device not in present}
    return breaks + [Break(stream, 1, "cut") for stream in sorted(gone)]


def _first_break(stream: Stream, noted: dict[int, str], people: dict) -> Break | None:
    name, key = str(stream.pk), VerifyKey(bytes(stream.device.public))
    previous, last = bytes(32), None
    for expected, entry in enumerate(_entries(stream), 1):
        harm = _harm(entry, expected, previous, noted) or _forged_by(entry, people)
        if harm == "edited" and last is not None and not _signed(key, last):
            return Break(name, last.seq, "forged")
        if harm:
            return Break(name, expected, harm)
        previous, last = bytes(entry.hash), entry
    end = last.seq if last else 0
    if last is not None and not _signed(key, last):
        return Break(name, end, "forged")
    if max([stream.head_seq, *noted]) > end:
        return Break(name, end + 1, "cut")
    if stream.head_seq != end or bytes(stream.head_hash) != previous:
        return Break(name, end, "edited")
    return None


def _entries(stream: Stream) -> Iterator[Entry]:
    """The entries of a chain in order, with what they say of rows."""
    rows, after = Entry.objects.filter(stream=stream).order_by("seq"), 0
    while piece := list(rows.filter(seq__gt=after)[:PIECE]):
        _add_roots(piece)
        yield from piece
        after = piece[-1].seq


def _add_roots(entries: list[Entry]) -> None:
    """Let each entry know the hash over the leaves that are kept for it."""
    ids = [entry.pk for entry in entries]
    found = Content.objects.filter(entry__in=ids).values_list("entry", "packed")
    content = {entry: bytes(packed) for entry, packed in found}
    keys: dict = {}
    for leaf in KeyLeaf.objects.filter(entry__in=ids).order_by("number"):
        keys.setdefault(leaf.entry_id, []).append(_key_digest(leaf))
    for entry in entries:
        packed = content.get(entry.pk)
        try:
            digests = [leaf.digest for leaf in unpack(packed)] if packed else []
        except ValueError:
            digests = [b"unreadable"]
        digests += keys.get(entry.pk, [])
        entry.found_root = root_of(digests) if digests else None


def _key_digest(leaf: KeyLeaf) -> bytes:
    from gongyou.vault.journal.leaves import digest_of

    return bytes(leaf.digest) if leaf.line is None else digest_of(leaf.line.encode())


def _harm(entry: Entry, expected: int, previous: bytes, noted) -> str | None:
    """What is wrong with one entry, if anything."""
    if entry.seq != expected:
        return "gap"
    told = bytes(entry.rows_root) if entry.rows_root else None
    found = chain_hash(previous, entry)
    whole = found == bytes(entry.hash) and entry.found_root == told
    if not whole or noted.get(expected, found.hex()) != found.hex():
        return "edited"
    return None


def _forged_by(entry: Entry, people: dict) -> str | None:
    """Whether an entry that says a person signed it was signed by that person."""
    if entry.user_key_id is None:
        return None
    key = people.get(entry.user_key_id)
    if key is None or key.account_id != entry.account_id or not entry.person_signature:
        return "forged"
    signed = _verifies(
        VerifyKey(bytes(key.sign_public)), person_text(entry), entry.person_signature
    )
    return None if signed else "forged"


def _signed(key: VerifyKey, entry: Entry) -> bool:
    return _verifies(key, bytes(entry.hash), entry.signature)


def _verifies(key: VerifyKey, text: bytes, signature) -> bool:
    try:
        key.verify(text, bytes(signature))
    except (BadSignatureError, ValueError):
        return False
    return True
