"""Why a file is refused, in words for the person who uploaded it."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than this installation accepts."),
    "type": _("Files of this kind are not accepted. Send a picture, PDF, Word, Excel, text, "
              "audio or video file."),
    "broken": _("The file is damaged and cannot be read."),
    "macros": _("The file contains macros or active content. Save it without macros "
                "(as .docx, .xlsx or PDF) and send it again."),
    "encrypted": _("The file is protected by a password. Remove the password and send it again."),
    "too_many_pixels": _("The picture has too many pixels."),
    "too_many_pages": _("The document has too many pages."),
    "archive": _("The file unpacks to far more than its size, or holds further archives."),
    "slow": _("Reading the file took too long or too much memory."),
    "inspection": _("The file could not be inspected on this machine. Ask the administrator to "
                    "run “gongyou check”."),
}  # fmt: skip


class Refused(Exception):
    """A file that is not accepted; `code` for programs, `message` for people."""

    def __init__(self, code: str):
        self.code = code if code in REASONS else "broken"
        super().__init__(self.code)

    @property
    def message(self) -> str:
        """The reason in the reader's language."""
        return str(REASONS[self.code])
