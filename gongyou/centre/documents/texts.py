"""The texts of the centre's papers, and Word templates that may take their place."""

from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext_lazy

from gongyou.documents import filling, markup, word
from gongyou.vault.public import sandboxed_command

TEXTS = Path(__file__).parent / "texts"


def source(kind: str, language: str) -> str:
    """The text of a kind of document in a language, with its tags."""
    return (TEXTS / language / f"{kind}.txt").read_text(encoding="utf-8")


def blocks(kind: str, language: str, context: dict) -> list[markup.Block]:
    """The blocks of one document, filled in."""
    return markup.fill(source(kind, language), context)


def built_in(kind: str, language: str) -> bytes:
    """A Word template with tags, to use as it is or to change and upload."""
    return word.template_from(source(kind, language), language)


class NotWord(ValueError):
    """It is no Word file."""


_TOO_MUCH = gettext_lazy("filled in, it grows without end or takes too much time")
_TOO_DEEP = gettext_lazy("its loops stand more than four deep in one another")


def check(template: bytes, language: str) -> None:
    """Try a template of the centre on an example.

    Raises:
        NotWord: it is no Word file.
        ValueError: a tag in it cannot be understood; names it.
    """
    from docx import Document

    try:
        Document(BytesIO(template))
    except Exception as error:
        raise NotWord(type(error).__name__) from error
    try:
        word.fill(template, example(language), run=sandboxed_command)
    except Exception as error:
        # Whatever a foreign file makes go wrong is a fault of the file.
        known = {word.TOO_MUCH: _TOO_MUCH, filling.TOO_LONG: _TOO_MUCH, filling.ENDLESS: _TOO_MUCH}
        known |= {filling.TOO_LARGE: _TOO_MUCH, filling.TOO_DEEP: _TOO_DEEP}
        said = str(error)[:200] or type(error).__name__
        raise ValueError(known.get(said, said)) from error


def example(language: str) -> dict:
    """A made-up case that has a value for every name a template may use."""
    item = dict.fromkeys(("label", "articles", "reason", "steps", "period", "code", "file_by"), "…")
    worker = ("name", "sex", "birth", "id_number", "phone", "address", "occupation", "workplace")
    agent = ("service_address", "agent_name", "agent_about", "agent_phone")
    employer = ("name", "registration", "place", "address", "head_name", "head_post", "phone")
    row = {"when": "…", "numbers": "…", "amount": "…"}
    groups = [{"words": "…", "rows": [row]}]
    return {
        "reference": "G-2345/1",
        "centre": dict.fromkeys(("name", "phone", "address"), "…"),
        "worker": dict.fromkeys((*worker, *agent), "…"),
        "employer": dict.fromkeys(employer, "…"),
        "commission": "…",
        "story": ["…"],
        "own_story": ["…"],
        "told": ["…"],
        "claims": [item | {"amount": "1.00"}],
        "months": [{"label": "…", "total": "…", "groups": groups, "rounded": True}],
        "evidence": [dict.fromkeys(("title", "origin", "proves", "form"), "…") | {"pages": 1}],
        "witnesses": [dict.fromkeys(("name", "address", "phone", "can_say"), "…")],
        "missing": [{"label": "…", "papers": "…"}],
        "total": "1.00",
        "by_employer": "1.00",
        "proved": "1.00",
        "today": "…",
        "on": "…",
    }
