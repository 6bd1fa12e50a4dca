"""`gongyou brief`: check that every number of a brief still holds, and write it out."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from gongyou import __version__
from gongyou.advocacy.briefs import (
    Brief,
    BriefError,
    FromFiles,
    Recipe,
    Snapshot,
    exit_code,
    output,
    read,
)
from gongyou.advocacy.briefs import check as check_briefs
from gongyou.advocacy.briefs.check import NO_BRIEF
from gongyou.advocacy.briefs.said import say
from gongyou.advocacy.briefs.sources import Gone, Provider

out = Console(highlight=False, soft_wrap=True)
app = typer.Typer(no_args_is_help=True, help="Briefs that recompute. 可重算的政策简报。")
Files = Annotated[list[Path], typer.Argument(help="Files, one a language. 每种语言一个文件。")]
Data = Annotated[
    Path | None, typer.Option("--data", envvar="GONGYOU_DATA", help="Folder of the centre.")
]
As = Annotated[str, typer.Option("--as", help="Sign-in name of who may count.")]
Pass = Annotated[Path | None, typer.Option(help="File with the passphrase.")]


_centre: list[Callable[..., Any]] = []


def register(root: typer.Typer, centre: Callable[..., Any]) -> None:
    """Add the commands; `centre` opens a centre and gives the actor."""
    _centre[:] = [centre]
    root.add_typer(app, name="brief")


def _read(files: list[Path]) -> list[Brief]:
    found, bad = [], False
    for path in files:
        try:
            found.append(read(path))
        except BriefError as error:
            bad = True
            words = (
                say(error.code, "en", **error.values),
                say(error.code, "zh-hans", **error.values),
            )
            out.print(f"{path}:{error.line}: {words[0]} · {words[1]}", markup=False)
        except (OSError, UnicodeDecodeError) as error:
            bad = True
            out.print(f"{path}: {error}", markup=False)
    if bad:
        raise typer.Exit(NO_BRIEF)
    return found


def _provider(briefs: list[Brief], data: Path | None, login: str, phrase: Path | None) -> Provider:
    """Files beside the brief where it names no table of the centre."""
    named = {
        Recipe.from_head(given, brief.head.get("data") or {}).table
        for brief in briefs
        for given in brief.recipes.values()
    }
    if data is None or not login or all(name.startswith("file:") for name in named):
        folder = (briefs[0].path or Path()).parent
        basis = str(briefs[0].head.get("basis", "register"))
        return FromFiles(folder, basis, f"gongyou {__version__}")
    # Django is only loaded where a centre's tables are asked for.
    actor = _centre[0](data, login, phrase)
    from gongyou.advocacy.centre_figures import FromCentre

    return FromCentre(actor, f"gongyou {__version__}")


@app.command()
def check(files: Files, data: Data = None, login: As = "", passphrase_file: Pass = None) -> None:
    """Compute all anew. 0 same, 3 changed, 4 untrue, 5 gone, 6 forbidden, 7 bare, 8 differs."""
    briefs = _read(files)
    snapshots = {
        brief.name: Snapshot.read(Snapshot.path_of(brief.path or Path(), brief.name))
        for brief in briefs
    }
    found = check_briefs(briefs, _provider(briefs, data, login, passphrase_file), snapshots)
    for one in found:
        en, zh = say(one.why, "en", **one.words), say(one.why, "zh-hans", **one.words)
        out.print(f"{one.file}:{one.line}: [{one.code}] {en} · {zh}", markup=False)
    if not found:
        out.print(f"{say('same', 'en')} · {say('same', 'zh-hans')}")
    raise typer.Exit(exit_code(found))


@app.command()
def build(
    files: Files,
    to: Annotated[Path, typer.Option(help="Folder to write. 写到哪个文件夹。")],
    data: Data = None,
    login: As = "",
    passphrase_file: Pass = None,
) -> None:
    """Take a new snapshot and write HTML, PDF, Word, CSV. 生成快照和各种文件。"""
    briefs = _read(files)
    provider = _provider(briefs, data, login, passphrase_file)
    to.mkdir(parents=True, exist_ok=True)
    for brief in briefs:
        snapshot = Snapshot(version=provider.version(), recipes=brief.recipes)
        try:
            for key, given in brief.recipes.items():
                recipe = Recipe.from_head(given, brief.head.get("data") or {})
                snapshot.figures[key] = provider.figure(recipe)
        except Gone as gone:
            out.print(f"{brief.path}: {gone.args[0]} ({gone.args[1]})", markup=False)
            raise typer.Exit(5) from None
        snapshot.write(Snapshot.path_of(brief.path or Path(), brief.name))
        names = " ".join(str(path) for path in files)
        made = output.html(brief, snapshot.figures, names) | output.data(snapshot.figures)
        made[f"{brief.name}.{brief.language}.pdf"] = output.pdf(brief, snapshot.figures)
        made[f"{brief.name}.{brief.language}.docx"] = output.docx(brief, snapshot.figures)
        for name, held in made.items():
            (to / name).write_bytes(held)
    out.print(str(to), markup=False)
