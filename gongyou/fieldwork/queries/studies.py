"""How far a study is, and who works on it."""

from __future__ import annotations

from dataclasses import dataclass

from gongyou.fieldwork.models import Study, Text
from gongyou.fieldwork.queries.codings import visible
from gongyou.fieldwork.queries.texts import readable
from gongyou.vault.public import Membership, Right, reveal_many


@dataclass(frozen=True)
class Row:
    """One text on the study's page."""

    text: Text
    title: str
    turns: int
    codings: int
    interview: str


def progress(actor, study: Study) -> list[Row]:
    """Texts that the reader may see, raw ones too where they stand in the field."""
    texts = readable(actor, study=study) + (
        readable(actor, stage="raw", study=study) if actor.may(Right.READ, study.field_id) else []
    )
    said = reveal_many(actor, Text.objects.filter(pk__in=[text.pk for text in texts]), ["title"])
    coded: dict = {}
    for row in visible(actor, text__study=study):
        coded[row.text_id] = coded.get(row.text_id, 0) + 1
    return [
        Row(
            text,
            said[text.pk]["title"] or str(text),
            text.turns.count(),
            coded.get(text.pk, 0),
            text.interview.code if text.interview else "",
        )
        for text in sorted(texts, key=lambda one: (one.number, one.stage))
    ]


def team(study: Study) -> list[tuple[str, str, bool]]:
    """(sign-in name, role, whether in the field) of those who work on it."""
    rows = Membership.objects.filter(
        compartment__in=[study.compartment_id, study.field_id], removed_at=None
    ).select_related("account")
    return sorted(
        {(r.account.login, r.get_role_display(), r.compartment_id == study.field_id) for r in rows}
    )


def coders(study: Study) -> list:
    """Accounts that may code: members of the desk who write there."""
    rows = Membership.objects.filter(compartment=study.compartment_id, removed_at=None)
    return [row.account for row in rows.select_related("account") if row.gives(Right.WRITE)]
