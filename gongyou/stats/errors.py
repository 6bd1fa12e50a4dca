"""What can go wrong in an estimate, in sentences a survey team can act on."""

from gongyou.stats.wording import say


class StatsError(ValueError):
    """A problem with the data or the design; `code` names its wording in both languages."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(say(code, "en", **values))

    def message(self, lang: str = "en") -> str:
        """The same sentence in English or Simplified Chinese."""
        return say(self.code, lang, **self.values)
