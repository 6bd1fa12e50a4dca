from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0003_reforms_and_dossiers")]

    operations = [
        migrations.AddField("release", "rows", models.JSONField(default=list)),
    ]
