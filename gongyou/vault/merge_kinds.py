"""What a table is when laptops merge: every model says it, or a test fails.

    from gongyou.vault.public import KEPT

    class Task(Record):
        merge_kind = KEPT

Rows of kept and control tables are written into the journal, and a commit that changes one
without an entry is refused; the others are never written there.
"""

from enum import StrEnum

from django.db import models


class MergeKind(StrEnum):
    """What becomes of a table's rows."""

    KEPT = "kept"
    DERIVED = "derived"
    LOCAL = "local"
    SECRET = "secret"  # noqa: S105
    CONTROL = "control"


KEPT = MergeKind.KEPT
"""What people write down: journalled, merged by the rule of its kind."""
DERIVED = MergeKind.DERIVED
"""Computed from kept rows, and computed again after a merge."""
LOCAL = MergeKind.LOCAL
"""Of this machine only: sessions, drafts, progress. Never leaves it."""
SECRET = MergeKind.SECRET
"""Never in the journal, since its order or time would tell: ballots, tokens."""
CONTROL = MergeKind.CONTROL
"""Accounts, members, keys, devices: journalled, merged by rules of their own."""

JOURNALLED = frozenset({KEPT, CONTROL})

# Tables of parts that we use and do not write ourselves.
OTHERS = {
    "account.EmailAddress": LOCAL,
    "account.EmailConfirmation": LOCAL,
    "auth.Group": LOCAL,
    "auth.Group_permissions": LOCAL,
    "auth.Permission": LOCAL,
    "contenttypes.ContentType": LOCAL,
    "django_tasks_database.DBTaskResult": LOCAL,
    "mfa.Authenticator": CONTROL,
    "sessions.Session": LOCAL,
}


class Undeclared(LookupError):
    """A model that does not say how it merges."""


def merge_kind_of(model: type[models.Model]) -> MergeKind:
    """What a model is; the table between two models is what the one with the field is.

    Raises:
        Undeclared: the model says nothing.
    """
    known = OTHERS.get(model._meta.label)
    if known is None and model._meta.auto_created:
        return merge_kind_of(model._meta.auto_created)  # type: ignore[arg-type]
    kind = known or getattr(model, "merge_kind", None)
    if not isinstance(kind, MergeKind):
        raise Undeclared(f"{model._meta.label} needs merge_kind = KEPT, DERIVED, LOCAL, …")
    return kind
