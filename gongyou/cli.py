"""The `gongyou` command: the law from the command line, and the centre's own commands.

Django is not touched here: the centre's commands load it when they run, so that
`gongyou law` starts at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import gongyou

app = typer.Typer(
    name="gongyou",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,  # a traceback must not show passphrases
    rich_markup_mode=None,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gongyou {gongyou.__version__}")
        raise typer.Exit


@app.callback()
def _whole(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Which one it is."),
    ] = False,
) -> None:
    """gongyou: casework, organising, surveys and the law for labour centres."""


def build() -> typer.Typer:
    """The command with all its parts."""
    from gongyou.advocacy.commands import register as register_advocacy
    from gongyou.law.commands import register as register_law
    from gongyou.outreach.commands import register as register_outreach
    from gongyou.web.commands import open_centre
    from gongyou.web.commands import register as register_web
    from gongyou.web.keeping_commands import register as register_keeping
    from gongyou.web.laptop_commands import laptop

    if not app.registered_commands:
        register_law(app)
        register_outreach(app, open_centre)
        register_web(app)
        register_keeping(app)
        register_advocacy(app, open_centre)
        app.add_typer(laptop, name="laptop")
    return app


def main() -> None:
    """Run the command; the entry point of the package."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if len(sys.argv) == 1:  # the icon, or somebody who knows no command
        sys.argv.append("start")
    build()()


if __name__ == "__main__":
    main()
