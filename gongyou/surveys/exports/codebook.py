"""What each question is: name, type, wording, choices, in every language of the form."""

import re

from gongyou.surveys.exports.tables import Column, unique
from gongyou.surveys.schema import Schema


def codebook(schema: Schema, kept: set[str]) -> list[Column]:
    """One row a question and choice, as a table for any format."""
    languages = schema.languages or [""]
    rows = []
    for each in schema.fields:
        words = [each.labels.get(name, each.labels.get("", "")) for name in languages]
        asked = "earlier versions" if each.removed else ""
        told = "yes" if each.path in kept else "no"
        rows.append([each.path, each.table, each.type, told, asked, "", *words])
        for choice, labels in (
            schema.choices.get(each.choices, {}).items() if each.is_choice else ()
        ):
            words = [labels.get(name, labels.get("", "")) for name in languages]
            rows.append([each.path, each.table, "choice", "", asked, choice, *words])
    heads = ["question", "table", "type", "in_analysis", "asked_in", "choice"]
    heads += [f"label_{_code(name)}" if name else "label" for name in languages]
    return unique(
        [
            Column(head, head, "text", values=[row[number] for row in rows])
            for number, head in enumerate(heads)
        ]
    )


def _code(language: str) -> str:
    """The code in brackets of a language's name, else the name."""
    found = re.search(r"\(([^()]+)\)\s*$", language)
    return (found.group(1) if found else language).strip()
