"""A room of the tests' own: one record with sealed fields, one part under its key."""

from django.db import models

from gongyou.vault.public import KEPT, Part, Record, SealedJSONField, SealedTextField, journal

journal.sentence("room.meet", "met %(subject)s")
journal.sentence("room.note", "noted something")


class Person(Record):
    """Someone with a name."""

    merge_kind = KEPT

    pseudonym = models.CharField(max_length=16)
    status = models.CharField(max_length=10, default="new")
    name = SealedTextField()
    phone = SealedTextField()
    story = SealedTextField(identity=False)
    answers = SealedJSONField(identity=False)

    class Meta:
        app_label = "vault"
        db_table = "tests_person"

    def __str__(self):
        return self.pseudonym


class Note(Part):
    """A text about someone, under that person's key."""

    merge_kind = KEPT

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    text = SealedTextField()

    compartment_path = "person__compartment"
    sealed_under = "person"

    class Meta:
        app_label = "vault"
        db_table = "tests_note"


def meet(by, compartment, **values) -> Person:
    """Make a person through a service, as a room does."""
    from django.db import transaction

    from gongyou.vault.public import new_pseudonym

    with transaction.atomic():
        person = Person(compartment=compartment, pseudonym=new_pseudonym())
        person.seal(by, **values)
        person.save()
        journal.append(by, "room.meet", subject=person)
    return person
