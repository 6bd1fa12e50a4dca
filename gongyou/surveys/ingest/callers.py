"""Who sends, and what they may fill: looked up by token, kept for a second."""

import time
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from gongyou.surveys.keys import token_digest
from gongyou.surveys.models import Collector, Form, FormVersion
from gongyou.surveys.models.forms import FormState
from gongyou.surveys.schema import Schema

# Closing a form or stopping a device takes effect within this time.
KEPT_SECONDS = 1.0
MANY = 5_000


@dataclass
class FormNow:
    """A form as receiving needs it."""

    id: UUID
    form_id: str
    state: str
    deleted: bool
    schemas: dict[str, Schema] = field(default_factory=dict)

    @property
    def shut(self) -> bool:
        """Whether it takes no answers any more."""
        return self.deleted or self.state == FormState.CLOSED

    def schema(self, version: str) -> Schema | None:
        """The definition that a submission answers, or None for an unknown version."""
        return self.schemas.get(version)


@dataclass
class Caller:
    """A device, a link or a member, with the forms it may fill."""

    survey_id: UUID
    survey_number: int
    compartment_id: UUID
    compartment_key: object
    forms: dict[str, FormNow]
    others: dict[str, FormNow]
    collector_id: UUID | None = None
    account_id: UUID | None = None
    list_key: tuple[bytes, ...] | None = None
    wrapped_list_key: bytes | None = None


_kept: dict[str, tuple[float, Caller | None]] = {}
_schemas: dict[UUID, Schema] = {}
_lock = Lock()


def by_token(token: str) -> Caller | None:
    """The caller behind a token, or None: unknown or stopped."""
    digest = token_digest(token)

    def find():
        collector = _collectors().filter(token_digest=digest).first()
        return of_collector(collector) if collector else None

    return _keep(digest, find)


def by_collector(collector: Collector) -> Caller:
    """The caller that a device is, kept as with tokens."""
    return _keep(f"collector:{collector.pk}", lambda: of_collector(collector))  # type: ignore[return-value]


def _keep(name: str, make) -> Caller | None:
    kept = _kept.get(name)
    now = time.monotonic()
    if kept and now - kept[0] < KEPT_SECONDS:
        return kept[1]
    caller = make()
    with _lock:
        if len(_kept) > MANY:
            _kept.clear()
        _kept[name] = (now, caller)
    return caller


def forget() -> None:
    """Drop what is kept (after a change in this process, and in tests)."""
    with _lock:
        _kept.clear()
        _schemas.clear()


def _collectors():
    return Collector.objects.filter(revoked_at=None).select_related(
        "survey", "compartment__current_key"
    )


def of_collector(collector: Collector) -> Caller:
    """The caller that a device is."""
    allowed = set(collector.forms.values_list("pk", flat=True))
    caller = of_survey(collector.survey, collector.compartment.current_key, allowed)
    caller.collector_id = collector.pk
    caller.wrapped_list_key = bytes(collector.list_key) if collector.list_key else None
    return caller


def of_survey(survey, compartment_key, allowed: set | None = None) -> Caller:
    """All forms of a survey, split into those that may be filled and the others."""
    forms, others = {}, {}  # type: ignore[var-annotated]
    for form in Form.objects.filter(survey=survey):
        now = FormNow(form.pk, form.form_id, form.state, form.deleted_at is not None)
        mine = allowed is None or form.pk in allowed
        (forms if mine else others)[form.form_id] = now
    versions = FormVersion.objects.filter(form__survey=survey, published_at__isnull=False)
    by_id = {now.id: now for now in (*forms.values(), *others.values())}
    for pk, form, version in versions.values_list("pk", "form_id", "version"):  # type: ignore[assignment]
        by_id[form].schemas[version] = _schema(pk)
    return Caller(
        survey_id=survey.pk, survey_number=survey.number, compartment_id=survey.compartment_id,
        compartment_key=compartment_key, forms=forms, others=others,
    )  # fmt: skip


def _schema(version_id: UUID) -> Schema:
    """Published definitions never change, so each is read once."""
    if version_id not in _schemas:
        stored = FormVersion.objects.values_list("schema", flat=True).get(pk=version_id)
        with _lock:
            if len(_schemas) > MANY:
                _schemas.clear()
            _schemas[version_id] = Schema.from_json(stored)
    return _schemas[version_id]
