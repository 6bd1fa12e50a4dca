"""What the journal told before it held rows becomes one chain a device, of version 1."""

from django.db import migrations

from gongyou.vault.ids import natural_id


def keep_stories(apps, schema_editor):
    """What was written before becomes one chain a device of its own, of version 1."""
    Device, Stream, Entry = (
        apps.get_model("vault", name) for name in ("Device", "Stream", "Entry")
    )
    for device in Device.objects.all():
        stream = Stream.objects.create(
            id=natural_id("vault_stream", device.pk, "", 1),
            device=device,
            place="",
            version=1,
            head_seq=device.head_seq,
            head_hash=device.head_hash,
        )
        Entry.objects.filter(device=device).update(stream=stream, version=1)


class Migration(migrations.Migration):
    dependencies = [("vault", "0006_rows_in_the_journal")]

    operations = [
        migrations.RunPython(keep_stories, migrations.RunPython.noop),
    ]
