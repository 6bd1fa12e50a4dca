"""The commands of laptops: ask, enrol, join, give, take, revoke, list, inbox."""

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from gongyou.web.commands import (
    DEFAULT_DATA,
    As,
    Data,
    PassphraseFile,
    open_centre,
    out,
    passphrase,
    prepare,
    stop,
)

laptop = typer.Typer(no_args_is_help=True, help="Laptops of one centre that work apart.")
Folder = Annotated[Path, typer.Argument(help="Folder, on a stick for instance.")]


@laptop.command("ask")
def ask(
    to: Annotated[Path, typer.Argument(help="File to write, for the stick.")],
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
) -> None:
    """On a new laptop: make its keys and ask to belong to the centre."""
    prepare(data)
    from gongyou.vault.public import laptops
    from gongyou.web import installing

    phrase = passphrase(passphrase_file, "GONGYOU_PASSPHRASE", "Your passphrase at the centre")
    with installing.sentences(stop):
        request = laptops.ask(phrase)
        to.write_text(json.dumps(request))
    out.print("Read these words to an administrator of the centre:")
    out.print(f"  {laptops.words_of(request)}")


@laptop.command("enrol")
def enrol(
    request: Annotated[Path, typer.Argument(help="File that the new laptop wrote.")],
    to: Annotated[Path, typer.Argument(help="File to write: the first copy for it.")],
    by: As,
    holder: Annotated[str, typer.Option(help="Sign-in name of who takes it along.")],
    words: Annotated[str, typer.Option(help="The words that the new laptop shows.")] = "",
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
) -> None:
    """On a laptop of the centre: compare the words and let the new one belong to it."""
    actor = open_centre(data, by, passphrase_file)
    from gongyou.vault.public import laptops
    from gongyou.web import installing

    with installing.sentences(stop):
        asked = laptops.read_request(request.read_text())
        said = words or typer.prompt("The words on the new laptop")
        row = laptops.enrol(actor, asked, to, installing.account_of(holder), said)
        out.print(f"{row.name} belongs to the centre. Carry {to} to it, then: gongyou laptop join")


@laptop.command("join")
def join(
    source: Annotated[Path, typer.Argument(help="The first copy.")],
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
) -> None:
    """On the new laptop: unpack the copy that was made for it."""
    prepare(data)
    from gongyou.vault.public import laptops
    from gongyou.web import installing

    phrase = passphrase(passphrase_file, "GONGYOU_PASSPHRASE", "Your passphrase at the centre")
    with installing.sentences(stop):
        laptops.join(source, phrase)
    out.print("This laptop belongs to the centre. Start it with: gongyou serve")


@laptop.command("give")
def give(
    to: Folder, by: As, data: Data = DEFAULT_DATA, passphrase_file: PassphraseFile = None
) -> None:
    """Write a bundle for every other laptop."""
    open_centre(data, by, passphrase_file)
    from gongyou.vault.public import laptops
    from gongyou.web import installing

    with installing.sentences(stop):
        for path in laptops.give(to):
            out.print(f"{path}: {path.stat().st_size} bytes")


@laptop.command("take")
def take(
    source: Folder, by: As, data: Data = DEFAULT_DATA, passphrase_file: PassphraseFile = None
) -> None:
    """Take in the bundles of other laptops."""
    actor = open_centre(data, by, passphrase_file)
    from gongyou.vault.public import laptops
    from gongyou.web import installing

    with installing.sentences(stop), tempfile.TemporaryDirectory(dir=data) as work:
        done, refused = laptops.take_all(actor, laptops.bundles_in(source), Path(work))
    for merged in done:
        out.print(f"{merged.entries} entries, {merged.rows} rows, {merged.clashes} to decide.")
        if merged.clocks_apart:
            out.print(f"The clocks are {merged.clocks_apart} days apart: look which is wrong.")
    for path, why in refused:
        out.print(f"{path.name}: {why}.")
    if not done and not refused:
        out.print("There is no bundle for this laptop, or none that it can open.")
    if refused:
        raise typer.Exit(1)


@laptop.command("revoke")
def revoke(
    name: Annotated[str, typer.Argument(help="Its name, as in the list.")],
    by: As,
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
) -> None:
    """A laptop was lost: nothing that it writes from now on is taken in."""
    actor = open_centre(data, by, passphrase_file)
    from gongyou.vault.public import laptops
    from gongyou.web import installing

    with installing.sentences(stop):
        found = laptops.named(name) or stop(f"There is no laptop {name}.")  # type: ignore[func-returns-value]
        laptops.revoke(actor, found)  # type: ignore[arg-type]
    out.print(f"{name} no longer belongs to the centre. Make the keys of its compartments anew.")


@laptop.command("list")
def list_(by: As, data: Data = DEFAULT_DATA, passphrase_file: PassphraseFile = None) -> None:
    """Which laptops there are, and when each was last heard."""
    open_centre(data, by, passphrase_file)
    from gongyou.vault.public import laptops

    for row in laptops.overview():
        heard = row.heard_at.date().isoformat() if row.heard_at else "never"
        state = "this one" if row.here else "revoked" if row.revoked else f"heard {heard}"
        out.print(f"{row.name}: {state}, {row.waiting} entries to give")
    if told := laptops.of_this_one():
        out.print(told)


@laptop.command("inbox")
def inbox(by: As, data: Data = DEFAULT_DATA, passphrase_file: PassphraseFile = None) -> None:
    """Fields that were changed on two laptops and wait for a decision."""
    actor = open_centre(data, by, passphrase_file)
    from gongyou.vault.public import laptops

    for line in laptops.inbox(actor):
        out.print(f"{line.record} {line.field}: {line.values[0].text} | {line.values[1].text}")
