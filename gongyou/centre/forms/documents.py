"""Forms for documents and templates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes

LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
FORMS = [("pdf", "PDF"), ("docx", "Word")]


class DocumentForm(forms.Form):
    """Which document, in which form and language."""

    kind = forms.ChoiceField(label=_("Document"), choices=codes.DOCUMENT_KINDS)
    form = forms.ChoiceField(label=_("As"), choices=FORMS)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class TemplateForm(forms.Form):
    """A Word file to take the place of a built-in template."""

    kind = forms.ChoiceField(label=_("Document"), choices=codes.DOCUMENT_KINDS)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    file = forms.FileField(label=_("Word file (.docx)"))
