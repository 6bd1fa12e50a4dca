"""A vote whose box is lost is void, and says why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("collective", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="election",
            name="void_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("restored", "the data came back from a backup while the voting went on"),
                    ("key", "the key of the box was lost"),
                    ("stopped", "the voting was broken off"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="election",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "candidates are being named"),
                    ("open", "voting goes on"),
                    ("closed", "counted"),
                    ("void", "void: not counted"),
                ],
                default="draft",
                max_length=8,
            ),
        ),
    ]
