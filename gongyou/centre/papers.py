"""Which paper shows a fact, and how a worker comes by it: the pack says so."""

from gongyou import law
from gongyou.centre import codes
from gongyou.ui.public import law_language

BY_TABLE = {"pay": ["payslip", "bank_statement"], "events": ["other"], "employment": ["contract"]}


def papers_for(name: str, table: str, pack: str = law.DEFAULT_LAW) -> tuple[list[str], list[str]]:
    """Kinds of papers that show a fact, and how to get them, in words."""
    desk, lang = law.load_pack(pack).desk, law_language()
    kinds = desk.proofs.get(name) or BY_TABLE.get(table, [])
    labels = dict(codes.EVIDENCE_KINDS)
    return (
        [str(labels[kind]) for kind in kinds if kind in labels],
        [desk.ways[kind][lang] for kind in kinds if kind in desk.ways],
    )
