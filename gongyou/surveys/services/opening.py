"""What happened when a draft was opened in the browser of whoever uploaded it."""

from django.db import transaction

from gongyou.surveys.models import FormVersion
from gongyou.surveys.xlsform.cells import cells_of
from gongyou.surveys.xlsform.findings import Finding
from gongyou.surveys.xlsform.places import BINDS, Workbook
from gongyou.vault.public import Actor, Right, journal

CODE = "BROWSER_FAILS"
MOST, LONGEST = 20, 200
EXPRESSION = {
    "en": "The browser page cannot open the questionnaire because of this: {why}. Often it fails"
    " while the answer that it reads is still blank: write if(${{question}}='', '', …). ODK Collect"
    " may cope.",
    "zh-hans": "浏览器填写页因此打不开这份问卷：{why}。多半是所引的题目尚未填写："
    "请写成 if(${{question}}='', '', …)。ODK Collect 或许不受影响。",
}
WHOLE = {
    "en": "The browser page cannot open the questionnaire: {why}. Links for the browser will not"
    " work; ODK Collect may cope.",
    "zh-hans": "浏览器填写页打不开这份问卷：{why}。浏览器链接无法使用；ODK Collect 或许不受影响。",
}


@transaction.atomic
def note_opening(actor: Actor, version: FormVersion, problems: list[dict]) -> list[dict]:
    """Keep with a draft what stood in the way, each at its cell.

    Args:
        problems: path, attribute and why of each; without a path the whole form fails.
    """
    actor.require(Right.WRITE, version.form.survey.compartment_id)
    book = Workbook(cells_of(version.workbook)) if problems else Workbook({})
    found = [_finding(each, book).to_json() for each in problems[:MOST]]
    others = [each for each in version.findings if each.get("code") != CODE]
    version.findings = [*others, *found]
    version.schema = {**version.schema, "opens": "no" if found else "yes"}
    version.save(update_fields=["findings", "schema"])
    journal.append(actor, act="surveys.note_opening", subject=version.form,
                   changes={"count": len(found)})  # fmt: skip
    return found


def _finding(problem: dict, book: Workbook) -> Finding:
    name = str(problem.get("path") or "").rpartition("/")[2]
    why = str(problem.get("why") or "")[:LONGEST]
    row = book.find("survey", "name", name) if name else None
    column = BINDS.get(str(problem.get("attribute")), "name") if row else ""
    texts = EXPRESSION if name else WHOLE
    said = f"{name}: {why}" if name else why
    return Finding(
        level="warning", code=CODE, sheet=book.sheet_name("survey") if row else "", row=row,
        column=column, cell=book.cell("survey", row, column) if row else "",
        message={language: text.format(why=said) for language, text in texts.items()},
    )  # fmt: skip
