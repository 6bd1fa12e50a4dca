"""What the events part refuses, in the reader's language."""


class Refused(ValueError):
    """An act that was refused: nothing was changed. `message` is for the reader."""

    def __init__(self, message, field: str | None = None):
        super().__init__(str(message))
        self.message, self.field = message, field
