"""What stands beside the answers in every export: when, who, how far checked, which version."""

from gongyou.surveys.exports.tables import Column
from gongyou.surveys.models import Submission


def first_columns(rows: list[Submission], identities: bool) -> list[Column]:
    """When it arrived; only the day where no identities leave."""
    if identities:
        values: list = [row.received_at for row in rows]
        return [Column("SubmissionDate", "arrived", "moment", values=values, measure="scale")]
    days = [row.received_at.date() for row in rows]
    return [Column("SubmissionDate", "arrived", "date", values=days, measure="scale")]


def last_columns(
    rows: list[Submission], identities: bool, names: dict, files: dict, numbers: dict
) -> list[Column]:
    """Who sent it and what became of it, by ODK Central's names, and the team.

    Args:
        names: of the devices, by collector.
        files: (present, expected) by submission.
        numbers: who sent it as a number, by submission.
    """
    made: list[tuple[str, str, str, list]] = [
        ("SubmitterID", "device or account", "text",
         [None if numbers.get(r.pk) is None else str(numbers[r.pk]) for r in rows]),
        ("Team", "team", "text", [r.collector.team or None if r.collector_id else None  # type: ignore[union-attr]
                                  for r in rows]),
        ("ReviewState", "what checking found", "text", [r.review for r in rows]),
        ("Edits", "times edited", "number", [r.edits for r in rows]),
        ("FormVersion", "version of the questionnaire", "text", [r.version or None for r in rows]),
    ]  # fmt: skip
    if identities:
        made[1:1] = [
            ("SubmitterName", "enumerator or account", "text",
             [names.get(r.collector_id) or (r.account.login if r.account_id else None)  # type: ignore[union-attr]
              for r in rows]),
            ("DeviceID", "mark of the phone", "text", [r.device or None for r in rows]),
            ("AttachmentsPresent", "files that came", "number",
             [files.get(r.pk, (0, 0))[0] for r in rows]),
            ("AttachmentsExpected", "files spoken of", "number",
             [files.get(r.pk, (0, 0))[1] for r in rows]),
            ("Status", "notDecrypted: still encrypted", "text",
             ["notDecrypted" if r.encrypted else None for r in rows]),
        ]  # fmt: skip
    return [
        Column(name, label, kind, values=values,
               measure="scale" if kind == "number" else "nominal")
        for name, label, kind, values in made
    ]  # fmt: skip
