"""Numbers count by chain; where a chain ends is said by its own row."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0007_stories_are_a_chain_of_their_own")]

    operations = [
        migrations.AlterField(
            "entry",
            "stream",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="vault.stream",
            ),
        ),
        migrations.AlterField(
            "entry",
            "device",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="vault.device",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                fields=("stream", "seq"), name="vault_one_entry_a_number"
            ),
        ),
        migrations.RemoveField("device", "head_seq"),
        migrations.RemoveField("device", "head_hash"),
    ]
