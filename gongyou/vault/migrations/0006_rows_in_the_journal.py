"""The journal holds the rows: a chain a device and compartment, leaves, wrapped keys, staging."""

import django.db.models.deletion
import gongyou.vault.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0005_two_are_two_people")]

    operations = [
        migrations.CreateModel(
            name="Stream",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=gongyou.vault.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=32)),
                ("version", models.PositiveSmallIntegerField(default=2)),
                ("head_seq", models.PositiveBigIntegerField(default=0)),
                ("head_hash", models.BinaryField(default=bytes(32))),
                ("head_at", models.DateTimeField(null=True)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="streams",
                        to="vault.device",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="stream",
            constraint=models.UniqueConstraint(
                fields=("device", "place", "version"), name="vault_one_stream_a_place"
            ),
        ),
        migrations.RemoveConstraint(model_name="entry", name="vault_one_entry_a_number"),
        migrations.AddField(
            "entry", "version", models.PositiveSmallIntegerField(default=2)
        ),
        migrations.AddField(
            "entry",
            "stream",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="vault.stream",
            ),
        ),
        migrations.AddField("entry", "schema", models.CharField(blank=True, max_length=16)),
        migrations.AddField("entry", "rows_root", models.BinaryField(null=True)),
        migrations.AddField("entry", "person_signature", models.BinaryField(null=True)),
        migrations.AddField(
            "entry",
            "user_key",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="vault.userkey",
            ),
        ),
        migrations.CreateModel(
            name="Content",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="vault.entry",
                    ),
                ),
                ("packed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="KeyLeaf",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("table", models.CharField(max_length=60)),
                ("row", models.CharField(max_length=64)),
                ("line", models.TextField(null=True)),
                ("digest", models.BinaryField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_leaves",
                        to="vault.entry",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["row"], name="vault_keyleaf_row")]},
        ),
        migrations.CreateModel(
            name="Staged",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("table", models.CharField(max_length=60)),
                ("op", models.CharField(max_length=1)),
                ("old", models.TextField(null=True)),
                ("new", models.TextField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="vault.entry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Witness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_key", models.UUIDField(null=True)),
                ("notes", models.PositiveIntegerField(default=0)),
                ("sealed", models.BinaryField(null=True)),
                (
                    "account",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="witness",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
