"""`gongyou events`: sheets in and out, statistics, agreement; each as the pages give them."""

import csv
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

out = Console(highlight=False, soft_wrap=True)
app = typer.Typer(no_args_is_help=True, help="Conflict events. 集体行动事件。")
Data = Annotated[Path, typer.Option("--data", envvar="GONGYOU_DATA", help="Folder of the centre.")]
As = Annotated[str, typer.Option("--as", help="Sign-in name. 登录名。")]
Pass = Annotated[Path | None, typer.Option(help="File with the passphrase. 口令文件。")]
_centre: list[Callable[..., Any]] = []
REFUSED, UNREADABLE, NOT_EQUAL = 2, 3, 4


def register(root: typer.Typer, centre: Callable[..., Any]) -> None:
    """Add the commands; `centre` opens a centre and gives the actor."""
    _centre[:] = [centre]
    root.add_typer(app, name="events")


def _end(text: object, code: int) -> None:
    out.print(str(text), markup=False)
    raise typer.Exit(code)


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Sheets. 表格。")],
    data: Data,
    login: As,
    kind: Annotated[str, typer.Option(help="Kind of source: register, press, ngo …")] = "register",
    compartment: Annotated[str, typer.Option(help="Title of the compartment.")] = "",
    passphrase_file: Pass = None,
) -> None:
    """Take sheets in whole; one that is shifted or unknown is refused. 整表导入。

    Exit codes: 2 refused, 3 no sheet at all; what stands before it in the list is taken in.
    """
    by = _centre[0](data, login, passphrase_file)
    from gongyou.advocacy import codes
    from gongyou.advocacy.errors import Refused
    from gongyou.advocacy.services.events import add_source
    from gongyou.advocacy.services.imports import import_sheet, upload_sheet
    from gongyou.advocacy.troubles import TROUBLES
    from gongyou.law.workbooks import CannotRead
    from gongyou.vault.public import Refused as FileRefused

    if kind not in dict(codes.SOURCE_KINDS):
        _end(f"--kind: {', '.join(dict(codes.SOURCE_KINDS))}", REFUSED)
    place = _place(by, compartment)
    for path in files:
        try:
            source = add_source(by=by, compartment=place, kind=kind, name=path.name)
            held = upload_sheet(
                by=by, compartment=place, source=source, upload=path.read_bytes(), name=path.name
            )
            sheet = import_sheet(by=by, sheet=held)
        except Refused as refused:
            _end(f"{path}: {refused}", REFUSED)
        except (CannotRead, FileRefused, OSError) as error:
            _end(f"{path}: {getattr(error, 'message', error)}", UNREADABLE)
        for one in sheet.sheets:
            out.print(f"{path} · {one['name']}: {one['kind'] or '–'}, {one['reports']} reports, "
                      f"{one['cells']} cells", markup=False)  # fmt: skip
            for _cell, what, stated, counted in one["totals"]:
                sign = "=" if stated == counted else "≠"
                out.print(f"  {what}: {stated} {sign} {counted}", markup=False)
            for code, count in one["troubles"].items():
                out.print(f"  {count} × {TROUBLES.get(code, code)}", markup=False)


def _place(by, title: str):
    from gongyou.vault.public import Right

    held = by.compartments(Right.WRITE)
    named = [one for one in held if not title or by.compartment_title(one) == title]
    if len(named) != 1:
        _end("--compartment: " + ", ".join(by.compartment_title(one) for one in held), REFUSED)
    return named[0]


@app.command()
def export(
    to: Annotated[Path, typer.Option(help="Folder to write. 写到哪个文件夹。")],
    data: Data,
    login: As,
    passphrase_file: Pass = None,
) -> None:
    """Give every sheet back as its source had it, cell for cell. 原样导出。"""
    by = _centre[0](data, login, passphrase_file)
    from gongyou.advocacy.models import SheetImport
    from gongyou.advocacy.queries.events.imports import given_back
    from gongyou.vault.public import Right

    to.mkdir(parents=True, exist_ok=True)
    mine = SheetImport.objects.visible_to(by, Right.READ_IDENTITY).filter(state="imported")
    for sheet in mine.order_by("created_at"):
        content, name, _kind = given_back(by, sheet)
        (to / name).write_bytes(content)
        out.print(f"{to / name} · {sheet.reveal(by, 'title')}", markup=False)


@app.command()
def statistics(
    data: Data,
    login: As,
    dataset: Annotated[str, typer.Option(help="A data set; all without it. 数据集。")] = "",
    threshold: Annotated[str, typer.Option(help="own, lat or bls")] = "own",
    passphrase_file: Pass = None,
) -> None:
    """Stoppages by year as CSV, each data set with what it counts. 停工统计。"""
    by = _centre[0](data, login, passphrase_file)
    from gongyou.advocacy.queries.events.statistics import THRESHOLDS, datasets_of, statistics_of

    if threshold not in THRESHOLDS:
        _end(f"--threshold: {', '.join(THRESHOLDS)}", REFUSED)
    writer = csv.writer(sys.stdout)
    writer.writerow(["dataset", "year", "beginning", "in effect", "workers beginning",
                     "workers in effect", "days not worked", "no workers told"])  # fmt: skip
    notes = []
    for name in [dataset] if dataset else datasets_of(by):
        found = statistics_of(by, name, threshold)
        if found is None:
            _end(f"{name}: no events", REFUSED)
            return
        for row in found.rows:
            ranges = (row.beginning, row.in_effect, row.workers_beginning, row.workers_in_effect)
            cells = [_range(one) for one in (*ranges, row.days)]
            writer.writerow([name, row.first.year, *cells, row.lacking_workers])
        cover = found.coverage
        notes.append(f"# {name}: {cover.unit}; {cover.inclusion}; {cover.limits} {cover.credit}")
    for note in notes:
        sys.stdout.write(f"{note}\n")


def _range(one) -> str:
    """The best figure, with its bounds where they differ."""
    low, best, high = ("" if end is None else f"{end:g}" for end in (one.low, one.best, one.high))
    return best if low == best == high else f"{best} ({low}–{high})"


@app.command()
def agreement(data: Data, login: As, passphrase_file: Pass = None) -> None:
    """Whether two coders agree, a field at a time, with intervals. 编码一致性。"""
    by = _centre[0](data, login, passphrase_file)
    from gongyou.advocacy.queries.events.agreement import agreement_of

    found = agreement_of(by)
    if not found:
        _end("Two coders have not coded two reports yet. 还没有两人都编过的来源记录。", REFUSED)
    for one in found:
        held = one.agreement
        out.print(
            f"{one.field} ({one.scale}): alpha {held.alpha:.3f} "
            f"[{held.low:.3f}, {held.high:.3f}] {one.gate}",
            markup=False,
        )


@app.command()
def claims(
    file: Annotated[Path, typer.Argument(help="A register of wage claims. 欠薪投诉登记表。")],
    published: Annotated[
        Path | None, typer.Option(help="YAML: what was published. 已公布的数字。")
    ] = None,
) -> None:
    """Count a register of wage claims; which definition gives a published number? 核对公布数字。

    Exit codes: 3 no register, 4 a published number comes out under no definition.
    """
    import yaml

    from gongyou.advocacy.claim_registers import compare, figures, read_register
    from gongyou.law.workbooks import CannotRead

    try:
        register = read_register(file.read_bytes(), file.name)
    except (CannotRead, ValueError, OSError) as error:
        _end(f"{file}: {getattr(error, 'message', error)}", UNREADABLE)
        return
    for trouble in register.troubles:
        out.print(f"{trouble.cell} {trouble.code}: {trouble.held}", markup=False)
    if published is None:
        for one in figures(register):
            out.print(f"{one.what} {_number(one.value)} · {one.definition} ({one.n})", markup=False)
        return
    verdicts = compare(register, yaml.safe_load(published.read_text(encoding="utf-8")))
    for each in verdicts:
        out.print(_verdict(each), markup=False)
    if not all(each.comes_out for each in verdicts):
        raise typer.Exit(NOT_EQUAL)


def _verdict(each) -> str:
    if each.comes_out:
        first = each.equal[0]
        return f"{each.what} {each.published} = {first.definition} ({first.n})"
    if each.nearest is None:
        return f"{each.what} {each.published}: nothing of this in the register"
    near = f"{_number(each.nearest.value)} ({each.nearest.definition})"
    return f"{each.what} {each.published} ≠ {near}, {_number(each.difference)} apart"


def _number(value) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    text = f"{round(value, 2):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
