"""What each question is: name, type, wording, choices, in every language of the form."""

from gongyou.surveys.exports.tables import Column, named
from gongyou.surveys.schema import Schema


def codebook(schema: Schema, kept: set[str]) -> list[Column]:
    """One row a question and choice, as a table for any format."""
    languages = schema.languages or [""]
    rows = []
    for each in schema.fields:
        words = [each.labels.get(name, each.labels.get("", "")) for name in languages]
        rows.append(
            [each.path, each.table, each.type, "yes" if each.path in kept else "no", "", *words]
        )
        for choice, labels in (
            schema.choices.get(each.choices, {}).items() if each.is_choice else ()
        ):
            words = [labels.get(name, labels.get("", "")) for name in languages]
            rows.append([each.path, each.table, "choice", "", choice, *words])
    heads = ["question", "table", "type", "in_analysis", "choice"]
    heads += [f"label_{name}" if name else "label" for name in languages]
    return named(
        [
            Column(head, head, "text", values=[row[number] for row in rows])
            for number, head in enumerate(heads)
        ]
    )
