"""`gongyou outreach`: the self-check's file, a folder to publish, what the law changed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from gongyou.law import DEFAULT_LAW, pack_names

out = Console(highlight=False, soft_wrap=True)
app = typer.Typer(
    no_args_is_help=True, help="Self-check, guides, publishing. 自助计算、指南、发布。"
)
Law = Annotated[str, typer.Option(help="Which law. 法域。")]
Languages = Annotated[list[str] | None, typer.Option("--language", help="zh-hans, en, ug …")]
Until = Annotated[str | None, typer.Option(help="Last day, like 2027-05-31. 有效期。")]


_centre: list[Callable[..., Any]] = []


def register(root: typer.Typer, centre: Callable[..., Any]) -> None:
    """Add the room's commands; `centre` opens a centre and gives the actor."""
    _centre[:] = [centre]
    root.add_typer(app, name="outreach")


def _stop(text: str) -> typer.Exit:
    out.print(text, style="bold red", markup=False)
    return typer.Exit(2)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise _stop(f"{text!r} is no day like 2027-05-31 · 日期要像 2027-05-31") from None


@app.command()
def check(
    to: Annotated[Path, typer.Argument(help="File to write. 写到哪个文件。")],
    law: Law = DEFAULT_LAW,
    languages: Languages = None,
    good_until: Until = None,
    sounds: Annotated[Path | None, typer.Option(help="Folder of recordings. 录音文件夹。")] = None,
) -> None:
    """Build the self-check as one HTML file, without a box. 生成自助计算文件。"""
    from gongyou.outreach.check import NoQuestions, Settings, build_check

    settings = Settings(
        built=date.today(),  # noqa: DTZ011
        languages=tuple(languages or ("zh-hans", "en")),
        good_until=_day(good_until),
        sounds=sounds,
    )
    try:
        text = build_check(law, settings)
    except NoQuestions as error:
        raise _stop(str(error)) from None
    to.write_text(text, "utf-8")
    size = len(text.encode()) / 1000
    out.print(f"{to}: {size:.0f} KB, until {settings.last_day} · 有效期至 {settings.last_day}")


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(help="Folder to write. 写到哪个文件夹。")],
    law: Law = DEFAULT_LAW,
    languages: Languages = None,
    good_until: Until = None,
) -> None:
    """Write the program's own pages, without a centre's services or box. 生成发布文件夹。"""
    from gongyou.outreach.check import NoQuestions, Settings
    from gongyou.outreach.site import Folder, write_folder

    settings = Settings(
        built=date.today(),  # noqa: DTZ011
        languages=tuple(languages or ("zh-hans", "en")),
        good_until=_day(good_until),
    )
    try:
        files = write_folder(Folder(law, settings), folder)
    except (NoQuestions, FileExistsError) as error:
        raise _stop(str(error)) from None
    out.print(f"{folder}: {len(files)} files, until {settings.last_day}")


@app.command()
def serve(
    folder: Annotated[Path, typer.Argument(help="A published folder. 已发布的文件夹。")],
    spool: Annotated[
        Path | None, typer.Option(help="Where sealed answers wait. 密封答卷存放处。")
    ] = None,
    host: str = "127.0.0.1",
    port: int = 8010,
) -> None:
    """Serve a published folder: no database, no key. Run it as another user. 对外服务。"""
    import os
    import sys

    if not (folder / "SHA256SUMS").exists():
        raise _stop(f"{folder} was not published by this program · 不是本程序发布的文件夹")
    out.print(f"http://{host}:{port}/")
    module = ["-m", "gongyou.outreach.public_site"]
    told = [str(folder), host, str(port), *([str(spool)] if spool else [])]
    # from here on a process that knows nothing else
    os.execv(sys.executable, [sys.executable, *module, *told])  # noqa: S606


@app.command()
def collect(
    spool: Annotated[Path, typer.Argument(help="Where sealed answers wait. 密封答卷存放处。")],
    data: Annotated[Path, typer.Option("--data", envvar="GONGYOU_DATA")],
    login: Annotated[str, typer.Option("--as", help="Sign-in name. 登录名。")],
    passphrase_file: Annotated[Path | None, typer.Option(help="Passphrase. 口令文件。")] = None,
) -> None:
    """Take what phones sealed into the centre; each is opened at the desk. 收取密封答卷。"""
    by = _centre[0](data, login, passphrase_file)
    from gongyou.outreach.public_site import Spool
    from gongyou.outreach.services.publishing import empty_spool

    if not spool.is_dir():
        raise _stop(f"{spool} is no folder · 没有这个文件夹")
    taken, lost = empty_spool(by=by, spool=Spool(spool))
    out.print(f"{taken} taken in, {lost} could not be · 收取 {taken} 份，{lost} 份收不了")


@app.command("law-changed")
def law_changed(
    save: Annotated[
        bool, typer.Option("--save", help="Keep the present state. 记下现状。")
    ] = False,
) -> None:
    """Name every guide, leaflet and question that a figure or article touched. 法律变动。"""
    from gongyou.outreach.touched import keep_state, touched

    if save:
        out.print(f"{keep_state()} guides noted · 已记录")
        return
    found = touched()
    for name, changes in found.items():
        out.print(name, style="bold", markup=False)
        for change in changes:
            out.print(f"  {change}", markup=False)
    if not found:
        out.print("Nothing is touched. 没有受影响的内容。")
    raise typer.Exit(1 if found else 0)


@app.command()
def language(
    name: Annotated[str, typer.Argument(help="Like ug. 语言。")], law: Law = DEFAULT_LAW
) -> None:
    """What a language of the self-check still lacks. 语言缺什么。"""
    from gongyou.law.portable import questions_of
    from gongyou.outreach.check.build import missing_texts

    questions = questions_of(law) if law in pack_names() else None
    if questions is None or name not in questions.words:
        raise _stop(f"{law} has no questions in {name!r}")
    lacking = missing_texts(law, name)
    for each in lacking:
        out.print(each, markup=False)
    out.print(f"{len(lacking)} texts are said in the fallback · 缺 {len(lacking)} 条")
