"""What intakes noted as agreed to becomes a verdict of the person; what they left open stays so."""

from django.db import migrations

from gongyou.vault.public import natural_id


def take_over(apps, _schema_editor):
    """One yes a person and use, from the latest intake that has it."""
    Intake, Consent = apps.get_model("centre", "Intake"), apps.get_model("centre", "Consent")
    found = {}
    rows = Intake.objects.order_by("received_on", "created_at")
    for worker, uses, day, account in rows.values_list(
        "worker_id", "consent", "received_on", "taken_by_id"
    ).iterator():
        for use in uses:
            found[worker, use] = (day, account)
    Consent.objects.bulk_create(
        [
            Consent(
                id=natural_id("centre_consent", worker, use),
                worker_id=worker,
                use=use,
                verdict="yes",
                told_on=day,
                noted_by_id=account,
            )
            for (worker, use), (day, account) in found.items()
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("centre", "0007_people_say_what_they_agree_to")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
