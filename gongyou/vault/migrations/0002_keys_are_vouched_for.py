"""Keys of compartments are vouched for, and grants are taken over by whoever was given them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.AddField(
            "compartmentkey", "vouched", models.BinaryField(null=True)
        ),
        migrations.AddField(
            "grant",
            "how",
            models.PositiveSmallIntegerField(
                choices=[
                    (1, "under a key of whoever holds it"),
                    (2, "sealed to a public key, by anyone"),
                    (3, "destroyed"),
                ],
                default=2,
            ),
        ),
        migrations.AlterField(
            "datakey",
            "how",
            models.PositiveSmallIntegerField(
                choices=[
                    (1, "under a key of whoever holds it"),
                    (2, "sealed to a public key, by anyone"),
                    (3, "destroyed"),
                ],
                default=1,
            ),
        ),
    ]
