"""What was ever shown of a group of people, so that two showings can't be subtracted."""

from django.db import models

from gongyou.vault.public import LOCAL


class ShownRegister(models.Model):
    """The register of one population; who was in which number is sealed for the program."""

    merge_kind = LOCAL

    population = models.CharField(max_length=64, primary_key=True)
    sealed = models.TextField(blank=True)

    def __str__(self):
        return self.population
