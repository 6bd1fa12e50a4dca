"""Options of a running gongyou, read from the environment.

Each option has a type. A value that cannot be read stops the start with one
sentence that names the variable, what was found and what would be right.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class BadOption(SystemExit):
    """An environment variable holds a value that cannot be used."""


def default_data() -> Path:
    """Where the centre lies unless somebody says otherwise: each system has its own place."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "gongyou"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/gongyou"
    return Path.home() / ".local/share/gongyou"


BAD_PORT = "DATABASE_URL has a port that is no number."
_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


@dataclass
class Environment:
    """Typed reading of environment variables."""

    variables: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def text(self, name: str, default: str = "") -> str:
        """The value as it stands, without surrounding spaces."""
        return self.variables.get(name, default).strip()

    def flag(self, name: str, default: bool = False) -> bool:
        """Yes or no."""
        value = self.text(name).lower()
        if not value:
            return default
        if value in _YES | _NO:
            return value in _YES
        raise BadOption(f"{name} is {value!r}; write yes or no.")

    def number(self, name: str, default: int, least: int = 1, most: int | None = None) -> int:
        """A whole number not below `least` nor above `most`."""
        value = self.text(name)
        if not value:
            return default
        number = int(value) if value.isascii() and value.isdigit() else -1
        if number < least or (most is not None and number > most):
            bounds = f"{least} or more" if most is None else f"{least} to {most}"
            raise BadOption(f"{name} is {value!r}; write a whole number, {bounds}.")
        return number

    def words(self, name: str, default: str = "") -> list[str]:
        """A list separated by commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        """One of the given words."""
        value = self.text(name) or default
        if value not in choices:
            raise BadOption(f"{name} is {value!r}; write one of {', '.join(choices)}.")
        return value

    def folder(self, name: str, default: Path) -> Path:
        """A folder, which may not exist yet; a file of that name is refused."""
        value = Path(self.text(name) or default).expanduser().resolve()
        if value.exists() and not value.is_dir():
            raise BadOption(f"{name} is {str(value)!r}, which is a file; write a folder.")
        return value

    def raw_key(self, name: str) -> str | None:
        """A database key of 64 hexadecimal digits."""
        value = self.text(name)
        if not value:
            return None
        if len(value) != 64 or set(value.lower()) - set("0123456789abcdef"):
            raise BadOption(f"{name} must be 64 hexadecimal digits.")
        return value


def postgres(url: str) -> dict:
    """The Django connection for a postgresql:// address."""
    parts = _read(lambda: urlsplit(url), "DATABASE_URL cannot be read as an address.")
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadOption(
            "DATABASE_URL must begin with postgresql://; leave it empty for the embedded database."
        )
    query = dict(parse_qsl(parts.query))
    if not parts.path.strip("/"):
        raise BadOption("DATABASE_URL names no database: postgresql://user:password@host/name.")
    return {
        "ENGINE": "gongyou.vault.postgres",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": query.pop("port", "") or _read(lambda: parts.port, BAD_PORT) or "",
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def _read(reading: Callable, sentence: str):
    try:
        return reading()
    except ValueError:
        raise BadOption(sentence) from None
