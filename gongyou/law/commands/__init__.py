"""The law on the command line: `gongyou claims`, `gongyou offers`, `gongyou law`."""

import typer


def register(app: typer.Typer) -> None:
    """Add the commands of the law."""
    from gongyou.law.commands.claims import claims
    from gongyou.law.commands.datasets import parts
    from gongyou.law.commands.law import law
    from gongyou.law.commands.offers import offers

    app.command()(claims)
    app.command()(offers)
    app.command()(parts)
    app.add_typer(law, name="law")
