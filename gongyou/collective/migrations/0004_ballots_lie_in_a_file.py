"""Codes, ballots and the key of a box leave the database."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("collective", "0003_open_votes_are_void")]

    operations = [
        migrations.RemoveField(model_name="box", name="sealed"),
        migrations.RemoveField(model_name="box", name="secret"),
        migrations.RemoveField(model_name="box", name="spent"),
        migrations.DeleteModel(name="Token"),
    ]
