from pathlib import Path

from django.db import migrations, models

from gongyou.centre import migrations as before

LAST = (Path(before.__path__[0]) / "max_migration.txt").read_text().strip()


class Migration(migrations.Migration):
    dependencies = [("centre", LAST)]
    operations = [
        migrations.AddField("worker", "shift", models.CharField(max_length=12, default="day")),
        migrations.RenameField("employer", "registration", "register"),
    ]
