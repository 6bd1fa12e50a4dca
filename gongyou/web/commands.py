"""The commands that run a centre: `register(app)` adds them to the `gongyou` command.

All can run without a prompt: passphrases come from a file or from the environment. Django is
only loaded once a command knows its data folder.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from gongyou.web.options import default_data

out = Console(highlight=False, soft_wrap=True)
DEFAULT_DATA = default_data()
Data = Annotated[Path, typer.Option("--data", envvar="GONGYOU_DATA", help="Folder of the centre.")]
As = Annotated[str, typer.Option("--as", help="Sign-in name of who does it.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(help="File with the passphrase; else $GONGYOU_PASSPHRASE, else a prompt."),
]
DEMONSTRATION = {"GONGYOU_DEMO": "yes", "GONGYOU_PASSPHRASE_COST": "light"}
user = typer.Typer(no_args_is_help=True, help="Accounts.")


def register(app: typer.Typer) -> None:
    """Add the commands of the program to the command line."""
    for command in (start, init, serve, demo, locale):
        app.command()(command)
    user.command("add")(user_add)
    app.add_typer(user, name="user")


def prepare(data: Path, **variables: str) -> None:
    """Load Django for one data folder."""
    os.umask(0o077)
    os.environ["GONGYOU_DATA"] = str(data.expanduser().resolve())
    os.environ.update(variables)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongyou.web.settings")
    import django

    django.setup()


def passphrase(file: Path | None, variable: str, question: str) -> str:
    """From a file, the environment or the keyboard."""
    if file is not None:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    if os.environ.get(variable):
        return os.environ[variable]
    if not sys.stdin.isatty():
        stop(f"No passphrase: give a file or set {variable}.")
    return typer.prompt(question, hide_input=True)


def open_centre(data: Path, login: str, file: Path | None = None):
    """A centre for a command of a room: Django ready, and the person who asks."""
    prepare(data)
    from gongyou.web import installing

    phrase = passphrase(file, "GONGYOU_PASSPHRASE", f"Passphrase of {login}")
    with installing.sentences(stop):
        return installing.person(login, phrase)


def stop(sentence: str, code: int = 1) -> None:
    """End with a sentence that says what to do."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence)
    raise typer.Exit(code)


def init(
    *,
    login: Annotated[str, typer.Option(help="Sign-in name of the first administrator.")],
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
    compartment: Annotated[str, typer.Option(help="Title of a first compartment.")] = "",
    language: Annotated[str, typer.Option(help="en or zh-hans")] = "",
    recovery_file: Annotated[
        Path | None, typer.Option(help="Write the recovery code there instead of showing it.")
    ] = None,
) -> None:
    """Set up a centre in an empty folder, with its first administrator."""
    prepare(data)
    from gongyou.web import installing

    phrase = passphrase(passphrase_file, "GONGYOU_PASSPHRASE", "Passphrase")
    with installing.sentences(stop):
        made = installing.initialise(login, phrase, compartment=compartment, language=language)
    out.print(f"The centre is set up in {data}.")
    _hand_out(made.recovery_code, recovery_file)
    out.print(f"Start it with: gongyou serve --data {data}")


def _hand_out(code: str, file: Path | None) -> None:
    if file is None:
        out.print(f"Recovery code, shown only now. Write it on paper: [bold]{code}[/bold]")
        return
    file.touch(mode=0o600)
    file.write_text(code + "\n", encoding="utf-8")
    out.print(f"The recovery code is in {file}. Put it on paper and delete the file.")


def start(
    data: Data = DEFAULT_DATA,
    port: Annotated[int, typer.Option(help="Port on this machine; 0: the next free one.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the browser there.")] = True,
) -> None:
    """Open gongyou in the browser: begin a centre, or go on with it. `gongyou` alone does this."""
    prepare(data, GONGYOU_COLLECTED="yes")
    from gongyou.web import installing
    from gongyou.web.door import starting

    with installing.sentences(stop):
        starting.start(Path(os.environ["GONGYOU_DATA"]), port, browser, out.print)


def user_add(
    login: Annotated[str, typer.Argument(help="Sign-in name of the new account.")],
    *,
    by: As,
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: Annotated[
        Path | None, typer.Option(help="Of the new account; else $GONGYOU_NEW_PASSPHRASE.")
    ] = None,
    administrator: Annotated[bool, typer.Option(help="May administer accounts.")] = False,
    language: Annotated[str, typer.Option(help="en or zh-hans")] = "",
    recovery_file: Annotated[
        Path | None, typer.Option(help="Write the recovery code there instead of showing it.")
    ] = None,
) -> None:
    """Add an account. A coordinator then adds it to a compartment after comparing words."""
    prepare(data)
    from gongyou.web import installing

    phrase = passphrase(passphrase_file, "GONGYOU_PASSPHRASE", f"Passphrase of {by}")
    new = passphrase(new_passphrase_file, "GONGYOU_NEW_PASSPHRASE", f"New passphrase of {login}")
    with installing.sentences(stop):
        actor = installing.administrator(by, phrase)
        made = installing.add_account(
            actor, login, new, administrator=administrator, language=language
        )
    out.print(f"The account {made.account.login} was made.")
    _hand_out(made.recovery_code, recovery_file)


def serve(
    data: Data = DEFAULT_DATA,
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Processes; more than one only on PostgreSQL.")] = 1,
    unlock_file: Annotated[
        Path | None,
        typer.Option(help="File with a passphrase that opens the database at the start."),
    ] = None,
) -> None:
    """Serve the centre on this machine until stopped."""
    prepare(data, GONGYOU_COLLECTED="yes")
    from gongyou.web import installing, serving

    with installing.sentences(stop):
        if unlock_file is not None:
            installing.unseal_with(passphrase(unlock_file, "", ""))
        installing.require_installed(workers)
        installing.hold()
        installing.prepare_if_open()
    serving.collect()
    out.print(f"gongyou is at http://localhost:{port}/  (end with Ctrl+C)")
    serving.serve(host, port, workers)


def demo(
    data: Annotated[Path, typer.Option(help="Folder of the demonstration.")] = Path("demo"),
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8000,
    workers: Annotated[int, typer.Option(min=30, help="How many workers to make up.")] = 300,
    fresh: Annotated[bool, typer.Option(help="Build it anew.")] = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Only build it.")] = False,
    here_only: Annotated[
        bool, typer.Option(help="Serve no published pages to phones in the same network.")
    ] = False,
    second_laptop: Annotated[
        bool, typer.Option(help="Open a second laptop of the same centre too, at the next port.")
    ] = False,
) -> None:
    """Open a centre with made-up people, to try everything."""
    prepare(data, GONGYOU_COLLECTED="yes", **DEMONSTRATION)
    from contextlib import ExitStack

    from gongyou.web import demonstration, serving
    from gongyou.web import second_laptop as second

    demonstration.build(workers=workers, fresh=fresh, say=out.print)
    serving.collect()
    folder = second.prepare(out.print) if second_laptop else None
    demonstration.print_sign_ins(port, out)
    with ExitStack() as beside:
        if folder and not no_serve:
            beside.enter_context(second.served(folder, port + 1, out))
        if not no_serve and not here_only:
            beside.enter_context(demonstration.public_pages(port + 10, out))
        if here_only or not no_serve:
            serving.serve_anew(port)


def locale() -> None:
    """Compile the translations."""
    from gongyou.web.translations import compile_all

    out.print(f"{compile_all()} catalogues compiled.")
