"""Every model says how it merges; ids from natural keys are the same on every laptop."""

import uuid
from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations import DeleteModel, RemoveField, RenameField
from django.db.migrations.loader import MigrationLoader

from gongyou.vault.ids import NaturalIdField, natural_id
from gongyou.vault.merge_kinds import JOURNALLED, SECRET, Undeclared, merge_kind_of

EVERY = apps.get_models(include_auto_created=True)
OURS = {one.label for one in apps.get_app_configs() if one.name.startswith("gongyou.")}


@pytest.mark.parametrize("model", EVERY, ids=lambda model: model._meta.label)
def test_every_model_says_how_it_merges(model):
    assert merge_kind_of(model)


def test_a_model_that_says_nothing_is_named():
    class Silent(models.Model):  # noqa: DJ008
        class Meta:
            app_label = "nowhere"

    with pytest.raises(Undeclared, match="Silent"):
        merge_kind_of(Silent)


def test_what_ballots_are_made_of_is_never_journalled():
    secret = {model.__name__ for model in EVERY if merge_kind_of(model) is SECRET}
    assert secret >= {"Box", "Ballot"}


def test_the_id_of_a_natural_key_is_the_same_everywhere():
    case = uuid.UUID("01890000-0000-7000-8000-000000000001")
    made = natural_id("collective_share", case, date(2024, 3, 1), "worker")
    # BLAKE2b-128 of table and key parted by NUL, personalised, with the bits of a UUIDv8.
    assert str(made) == "8ae74370-4975-8728-9878-36120731fb0b"
    assert made.version == 8
    assert made.variant == uuid.RFC_4122
    assert natural_id("centre_share", case, date(2024, 3, 1), "worker") != made
    with pytest.raises(TypeError):
        natural_id("collective_share", None)


def test_a_field_makes_the_id_as_soon_as_its_key_is_known():
    class Seat(models.Model):  # noqa: DJ008
        id = NaturalIdField("hall", "row")
        hall = models.UUIDField()
        row = models.PositiveIntegerField()

        class Meta:
            app_label = "nowhere"

    hall = uuid.uuid4()
    seat = Seat(hall=hall)
    assert seat.pk is None
    seat.row = 3
    assert seat.pk == natural_id("nowhere_seat", hall, 3) == Seat(hall=hall, row=3).pk
    kept = uuid.uuid4()
    assert Seat(id=kept, hall=hall, row=3).pk == kept


# Before two laptops could be a release apart, or of a table that never leaves the machine.
BEFORE = {
    ("collective", "0004_ballots_lie_in_a_file"),
    ("collective", "0005_case_has_a_law"),
    ("vault", "0006_rows_in_the_journal"),
    ("vault", "0008_every_entry_has_its_stream"),
    ("vault", "0012_laptops_and_clashes"),
}


def test_a_migration_that_takes_a_column_away_says_what_it_is_called_now(settings):
    """Else a laptop with the earlier release would write into a column that nobody reads."""
    settings.MIGRATION_MODULES = {}  # tests make their tables without them
    loader, undeclared = MigrationLoader(None), []
    assert loader.disk_migrations.keys() >= BEFORE
    for (app, name), migration in loader.disk_migrations.items():
        for step in migration.operations:
            if app not in OURS or not isinstance(step, (RenameField, RemoveField, DeleteModel)):
                continue
            model = apps.all_models[app].get(getattr(step, "model_name_lower", step.name.lower()))
            old = getattr(step, "old_name", step.name)
            said = getattr(model, "earlier_columns", {})
            kept = model is None or merge_kind_of(model) in JOURNALLED
            if kept and old not in said and f"{old}_id" not in said:
                undeclared.append((app, name, step.describe()))
    assert [one for one in undeclared if one[:2] not in BEFORE] == []
