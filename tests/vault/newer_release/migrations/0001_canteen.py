from django.apps import apps
from django.db import migrations


class _Create(migrations.CreateModel):
    """As the model has it."""

    def __init__(self):
        fields = apps.get_model("newer_release", "Canteen")._meta.concrete_fields
        super().__init__("Canteen", [(field.name, field.clone()) for field in fields])


class Migration(migrations.Migration):
    dependencies = [("centre", "9999_shifts")]
    operations = [_Create()]
