"""Questions with the same answers beside each other: Likert scales as stacked bars."""

from dataclasses import dataclass

from gongyou.surveys.queries.analysis import Frequency
from gongyou.surveys.schema import Schema

FEWEST_QUESTIONS, FEWEST_ANSWERS, MOST_ANSWERS = 2, 3, 11


@dataclass
class Scale:
    """One list of answers and the questions that use it."""

    title: str
    chart: dict
    left_out: list[str]


def scales(schema: Schema, frequencies: list[Frequency], language: str) -> list[Scale]:
    """All scales of a questionnaire.

    A question of which a share is withheld is left out: its bar would show what is missing.
    """
    by_list: dict[str, list[Frequency]] = {}
    for each in frequencies:
        if each.question.control == "select1" and each.question.choices:
            by_list.setdefault(each.question.choices, []).append(each)
    found = []
    for name, group in by_list.items():
        answers = schema.choices.get(name, {})
        if len(group) < FEWEST_QUESTIONS or not FEWEST_ANSWERS <= len(answers) <= MOST_ANSWERS:
            continue
        found.append(_scale(schema, group, list(answers), language))
    return [scale for scale in found if scale.chart["categories"]]


def _scale(schema: Schema, group: list[Frequency], names: list[str], language: str) -> Scale:
    whole = [each for each in group if not each.withheld]
    shares = [{line.name: line.share for line in each.lines} for each in whole]
    labels = [schema.choice_label(group[0].question, name, language) for name in names]
    chart = {
        "kind": "bar", "unit": "percent", "horizontal": True,
        "categories": [each.title for each in whole],
        "series": [
            {"name": label, "stack": "scale", "values": [row.get(name, 0.0) for row in shares]}
            for name, label in zip(names, labels, strict=True)
        ],
    }  # fmt: skip
    left_out = [each.title for each in group if each.withheld]
    return Scale(" – ".join([labels[0], labels[-1]]), chart, left_out)
