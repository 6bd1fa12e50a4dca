"""Second factors: allauth's, with every seed sealed before it reaches the database."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext as _

from gongyou.vault.public import open_for_server, seal_for_server

PURPOSE = "gongyou-mfa"


class SealedAdapter(DefaultMFAAdapter):
    """allauth stores seeds in clear unless these two are given."""

    def encrypt(self, text: str) -> str:
        """A seed under the installation's own secret: codes are checked before keys are open."""
        return seal_for_server(PURPOSE, text)

    def decrypt(self, encrypted_text: str) -> str:
        """The seed again."""
        return open_for_server(PURPOSE, encrypted_text)

    def send_notification_mail(self, *args, **kwargs) -> None:
        """No mail: there are no addresses, and mail would tell who works here."""

    def generate_authenticator_name(self, user, type) -> str:
        """A name to begin with; the person may write another."""
        return _("Passkey")

    def _get_site_name(self) -> str:
        return "gongyou"
