"""The law on the command line: claims, offers, law."""

import typer


def register(app: typer.Typer) -> None:
    """Add the commands of the law."""
