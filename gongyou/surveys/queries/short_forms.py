"""Published questionnaires as short forms: their questions with one answer of several."""

from gongyou.centre.public import ShortForm, ShortQuestion
from gongyou.surveys.models import Form
from gongyou.surveys.schema import Schema, pick

MOST_QUESTIONS = 20
"""A longer questionnaire is no short form."""


def offered(actor, language: str) -> list[ShortForm]:
    """Those of this person's questionnaires that can be asked in a few minutes."""
    forms = Form.objects.visible_to(actor).filter(deleted_at=None).exclude(current=None)
    found = []
    for form in forms.select_related("current"):
        questions = _questions(Schema.from_json(form.current.schema), language)
        if 0 < len(questions) <= MOST_QUESTIONS:
            found.append(ShortForm(str(form.pk), form.title, tuple(questions)))
    return found


def _questions(schema: Schema, language: str) -> list[ShortQuestion]:
    """Questions outside repeats whose choices stand in the form itself."""
    asked = [f for f in schema.in_table("") if f.control == "select1" and f.choices]
    found = []
    for each in asked:
        choices = schema.choices.get(each.choices, {})
        if choices:
            words = tuple(
                (code, pick(labels, language) or code) for code, labels in choices.items()
            )
            found.append(ShortQuestion(each.path, each.label(language), words))
    return found
