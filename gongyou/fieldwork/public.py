"""What other rooms may import from here."""

from gongyou.fieldwork.queries.codings import Passage, passages_for
from gongyou.fieldwork.queries.consent import Verdict, may, verdicts

__all__ = ["Passage", "Verdict", "may", "passages_for", "verdicts"]
