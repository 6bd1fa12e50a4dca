"""The fieldwork room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldworkConfig(AppConfig):
    """Interviews under consent, coding, cases compared, whether it can last."""

    name = "gongyou.fieldwork"
    label = "fieldwork"
    verbose_name = _("Fieldwork")
    navigation = [("fieldwork:home", _("Fieldwork"), "chat-quote", "read")]

    def ready(self):
        """Register the sentences of the journal."""
        from gongyou.fieldwork import sentences

        sentences.register()
