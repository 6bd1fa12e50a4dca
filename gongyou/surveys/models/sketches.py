"""A questionnaire while it is made on a page: the cells of its workbook, not checked yet."""

from django.db import models

from gongyou.vault.public import KEPT, Part


class Sketch(Part):
    """The sheets of a workbook as they stand while somebody makes or changes a form.

    All sheets and columns are kept, also those that no page shows: what came from a workbook
    goes back into one.
    """

    merge_kind = KEPT
    compartment_path = "survey__compartment"

    survey = models.ForeignKey("surveys.Survey", on_delete=models.PROTECT, related_name="sketches")
    # The questionnaire of which it becomes the next draft.
    form = models.ForeignKey("surveys.Form", on_delete=models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=400)
    sheets = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return self.title
