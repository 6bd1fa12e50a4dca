"""The `gongyou` command."""

import typer

app = typer.Typer(name="gongyou", no_args_is_help=True)


def main() -> None:
    """Run the command; the entry point of the package."""
    app()
