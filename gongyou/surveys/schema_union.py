"""One reading of a questionnaire through all its versions: nothing that was asked is lost."""

from copy import deepcopy
from dataclasses import replace

from gongyou.surveys.schema import Field, Schema, Table


def united(newest: Schema, older: list[Schema]) -> Schema:
    """The newest version, and at the end what only older ones asked or offered.

    Args:
        newest: rules where the versions differ (type, wording, order).
        older: the other published versions, newest first.
    """
    schema = deepcopy(newest)
    for each in older:
        _add_tables(schema, each)
        _add_fields(schema, each)
    return schema


def _add_tables(schema: Schema, old: Schema) -> None:
    known = {table.path for table in schema.tables}
    leaves = {each.path for each in schema.fields}
    for table in old.tables:
        # A group that became a question of the same name stays what it is now.
        if table.path not in known and table.path not in leaves:
            parent = table.parent if table.parent in known else ""
            schema.tables.append(Table(table.path, parent, dict(table.labels)))
            known.add(table.path)


def _add_fields(schema: Schema, old: Schema) -> None:
    known = schema.by_path()
    tables = {table.path for table in schema.tables}
    for each in old.fields:
        if each.path in known:
            _add_choices(schema, known[each.path], old, each)
        elif each.path not in tables:
            schema.fields.append(_removed(schema, old, each, tables))


def _removed(schema: Schema, old: Schema, each: Field, tables: set) -> Field:
    listed = f"{each.choices}@{old.version}" if each.choices else ""
    if listed and each.choices in old.choices:
        schema.choices.setdefault(listed, deepcopy(old.choices[each.choices]))
    elif each.choices in old.choice_files:
        schema.choice_files.setdefault(listed, old.choice_files[each.choices])
    holders = [path for path in tables if path and each.path.startswith(path + "/")]
    return replace(
        each, table=max(holders, key=len, default=""), choices=listed, removed=True,
        labels=dict(each.labels), hints=dict(each.hints),
    )  # fmt: skip


def _add_choices(schema: Schema, now: Field, old: Schema, then: Field) -> None:
    if not (now.is_choice and then.is_choice and now.choices):
        return
    offered = schema.choices.setdefault(now.choices, {}) if then.choices in old.choices else {}
    for name, labels in old.choices.get(then.choices, {}).items():
        offered.setdefault(name, dict(labels))
