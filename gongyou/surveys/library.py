"""The library of questions: what surveys of labour ask, ready with both languages and choices."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext_lazy as _

from gongyou.surveys.sheets import LIST

ENGLISH, CHINESE = "English (en)", "中文 (zh)"
TOPICS = {
    "person": _("The person"), "work": _("Employment"), "hours": _("Working time"),
    "pay": _("Pay"), "insurance": _("Social insurance"), "safety": _("Safety and health"),
    "voice": _("Help and voice"),
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question of the library; texts are (English, Chinese)."""

    topic: str
    type: str
    name: str
    label: tuple[str, str]
    hint: tuple[str, str] = ("", "")
    constraint: str = ""
    relevant: str = ""
    choices: tuple = field(default=())

    @property
    def list_name(self) -> str:
        """Its list of choices, or ''."""
        match = LIST.match(self.type)
        return match.group(2) if match else ""


@cache
def questions() -> dict[str, Question]:
    """All questions by name."""
    held = yaml.safe_load((Path(__file__).parent / "library.yaml").read_text("utf-8"))
    found = {}
    for each in held["questions"]:
        match = LIST.match(each["type"])
        choices = held["lists"][match.group(2)] if match else []
        found[each["name"]] = Question(
            topic=each["topic"], type=each["type"], name=each["name"], label=tuple(each["label"]),
            hint=tuple(each.get("hint", ("", ""))), constraint=each.get("constraint", ""),
            relevant=each.get("relevant", ""),
            choices=tuple((str(code), *labels) for code, *labels in choices),
        )  # fmt: skip
    return found


def in_language(texts: tuple, language: str) -> str:
    """The text for a column's language: Chinese where it says so, else English."""
    code = language.lower()
    return texts[1] if "(zh" in code or "中" in code or "汉" in code else texts[0]
