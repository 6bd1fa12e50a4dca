"""By what answers are read: all published versions of a form, with choices from its files."""

from functools import lru_cache

from django.http import Http404

from gongyou.surveys.choice_files import read_choices
from gongyou.surveys.models import Form, FormFile, FormVersion
from gongyou.surveys.queries.lookup import draft
from gongyou.surveys.schema import Schema
from gongyou.surveys.schema_union import united
from gongyou.surveys.xform import read_form


def reading_schema(form: Form) -> Schema:
    """The current version, and what older versions asked; else the draft. Do not change it.

    Raises Http404 where nothing was uploaded yet.
    """
    rows = form.versions.exclude(published_at=None).order_by("-published_at", "-created_at")
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        waiting = draft(form)
        if waiting is None:
            raise Http404
        return Schema.from_json(waiting.schema)
    if form.current_id in keys:
        keys.remove(form.current_id)
        keys.insert(0, form.current_id)
    return _with_files(tuple(keys), _files(keys))


def _files(keys) -> tuple:
    rows = FormFile.objects.filter(version__in=keys).exclude(md5="")
    return tuple(rows.order_by("name", "-updated_at").values_list("version_id", "name", "md5"))


@lru_cache(maxsize=64)
def _with_files(keys: tuple, files: tuple) -> Schema:
    """Published versions never change, so their union is made once."""
    stored = dict(FormVersion.objects.filter(pk__in=keys).values_list("pk", "schema"))
    schemas = [_schema(key, stored[key]) for key in keys]
    schema = united(schemas[0], schemas[1:])
    wanted = {name for name, _value, _label in schema.choice_files.values()}
    contents: dict[str, list[bytes]] = {}
    order = {key: number for number, key in enumerate(keys)}
    for key, name, _md5 in sorted(files, key=lambda row: order[row[0]]):
        if name in wanted:
            row = FormFile.objects.get(version_id=key, name=name)
            contents.setdefault(name, []).append(bytes(row.content or b""))
    for listed, (name, value, label) in schema.choice_files.items():
        offered = schema.choices.setdefault(listed, {})
        for content in contents.get(name, ()):
            for code, labels in read_choices(name, content, value, label).items():
                offered.setdefault(code, labels)
    return schema


def _schema(key, stored: dict) -> Schema:
    """As it was stored; read anew where it was stored before files of choices were known."""
    if "choice_files" in stored:
        return Schema.from_json(stored)
    return read_form(bytes(FormVersion.objects.get(pk=key).xml))
