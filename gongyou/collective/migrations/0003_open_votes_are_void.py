"""A vote that goes on over the change of the box can't be counted: its ballots lay in a row."""

from django.db import migrations


def void(apps, _editor):
    """Old boxes lie in old backups with their keys; the votes in them are not counted."""
    election = apps.get_model("collective", "Election")
    election.objects.filter(state="open", means="online").update(
        state="void", void_because="stopped"
    )
    apps.get_model("collective", "Box").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("collective", "0002_election_can_be_void")]

    operations = [migrations.RunPython(void, migrations.RunPython.noop)]
