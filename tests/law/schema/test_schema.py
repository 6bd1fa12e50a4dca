"""The published contract: names, schema, headers."""

import json
from importlib import resources

from gongyou.law import schema


def test_the_published_schema_is_the_one_of_the_code():
    published = resources.files("gongyou.law.schema").joinpath("facts.schema.json")
    assert json.loads(published.read_text("utf-8")) == schema.json_schema(schema.TABLES.values())


def test_every_column_and_code_has_a_label_in_both_languages():
    for table in schema.TABLES.values():
        for column in table.columns.values():
            labels = [column.label, *(code.label for code in column.codes)]
            assert all(label["en"] and label["zh-hans"] for label in labels), column.name


def test_no_header_means_two_columns_of_one_table():
    for table in schema.TABLES.values():
        seen: dict[str, str] = {}
        for column in table.columns.values():
            for header in {column.name, *column.label.values(), *column.aliases}:
                assert seen.setdefault(header, column.name) == column.name, header


def test_codes_are_said_in_one_way_only():
    for table in schema.TABLES.values():
        for column in table.columns.values():
            words = [w for c in column.codes for w in {c.name, *c.label.values(), *c.aliases}]
            assert len(words) == len(set(words)), column.name
