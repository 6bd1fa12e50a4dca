"""The digest of what lies on the disk, so that a turned bit shows without a key."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0008_every_entry_has_its_stream")]

    operations = [
        migrations.AddField(
            "storedfile",
            "digest",
            models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
    ]
