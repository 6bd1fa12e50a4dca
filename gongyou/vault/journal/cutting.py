"""Cut leaves out of the journal: what they said is gone, the chain stands by their hashes."""

from collections.abc import Iterable

from django.db.models import Q

from gongyou.vault.journal.leaves import Leaf, pack, unpack
from gongyou.vault.journal.models import Content, Entry

PIECE = 500


def cut(rows: Iterable[tuple[str, str]], before: Entry) -> int:
    """Cut every leaf of these rows that stands in an earlier entry; gives how many.

    Args:
        rows: (table, id) pairs; the entry `before` tells all that is left of them.
    """
    wanted = {(table, row) for table, row in rows}
    marks = [f'"{row}"'.encode() for _table, row in wanted]
    places = Q(entry__compartment=before.compartment_id) | Q(entry__compartment=None)
    content = Content.objects.filter(places).exclude(entry=before)
    number = 0
    for item in content.iterator(PIECE):
        leaves = list(unpack(bytes(item.packed)))
        found = [leaf for leaf in leaves if leaf.line and _is_of(leaf, marks, wanted)]
        for leaf in found:
            leaf.line = None
        if found:
            item.packed = pack(leaves)
            item.save(update_fields=["packed"])
            number += len(found)
    return number


def _is_of(leaf: Leaf, marks: list[bytes], wanted: set) -> bool:
    if not any(mark in leaf.line for mark in marks):  # type: ignore[operator]
        return False
    table, row, *_ = leaf.said
    return (table, row) in wanted
