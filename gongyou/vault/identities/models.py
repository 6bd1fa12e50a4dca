"""The register of pseudonyms."""

from django.db import models


class Pseudonym(models.Model):
    """A pseudonym that is taken; never given twice."""

    code = models.CharField(primary_key=True, max_length=16)

    def __str__(self):
        return self.code
