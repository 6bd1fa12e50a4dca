"""What can go wrong in this room, told to people."""

from django.utils.translation import gettext as _


class SurveyError(Exception):
    """An act that was refused; `message` is for the person who tried it."""

    def __init__(self, message: str, code: str = ""):
        super().__init__(message)
        self.message = message
        self.code = code


class NotPublishable(SurveyError):
    """The draft may not be published as it is."""


class FormInvalid(SurveyError):
    """The workbook has errors; `findings` says where."""

    def __init__(self, converted):
        super().__init__(_("The questionnaire has errors."), "invalid")
        self.findings = converted.findings


class EntityRefused(SurveyError):
    """An entity or list that cannot be made or changed so."""
