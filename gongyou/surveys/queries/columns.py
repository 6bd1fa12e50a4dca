"""Which questions stand in the table for analysis, and what waits to be put there."""

from gongyou.surveys.models import Form
from gongyou.surveys.schema import Schema


def columns(form: Form, schema: Schema) -> list:
    """The questions that stand in the table: those without identities, and what was chosen."""
    return [
        each for each in schema.fields
        if form.kept.get(each.path, not each.identifying) and not each.path.startswith("meta/")
        and not each.is_note
    ]  # fmt: skip


def waiting(form: Form):
    """Submissions that are not in the table yet."""
    return form.submissions.filter(tabled_at=None, deleted_at=None, encrypted=False)
