"""A text with its marks; put a code on a passage, take it off again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.models import Code, Round
from gongyou.fieldwork.queries.areas import sheet_of
from gongyou.fieldwork.queries.pages import coding_page
from gongyou.fieldwork.queries.texts import file_of, text_for
from gongyou.fieldwork.services import codings as acts
from gongyou.vault.public import Right, access, files, from_ref


@access(Right.READ)
@require_GET
def text(request, pk):
    """The text as plain spans that work without scripts, and the codes beside it."""
    found = text_for(request.actor, pk)
    suggest = request.GET.get("suggest") == "1"
    page = coding_page(request.actor, found, _round(request, found), suggest)
    if page["pictured"]:
        page |= _sheet(request, found, page["others"])
    return render(request, "fieldwork/text.html", page)


def _sheet(request, text, marks) -> dict:
    """What areas are marked on, with those of this page; the first corner of one begun."""
    asked = request.GET.get("page", "")
    sheet = sheet_of(request.actor, text, int(asked) - 1 if asked.isdecimal() else 0)
    areas = [mark for mark in marks if mark.coding.area]
    if sheet:
        here = [mark for mark in areas if mark.coding.area[0] == sheet.page]
        sheet.boxes = [sheet.box(m.coding.area, m.name, m.colour) for m in here]
    corner = [request.GET.get(name, "") for name in ("x1", "y1")]
    begun = corner if all(one.isdecimal() for one in corner) else None
    return {"sheet": sheet, "corner": begun, "chosen": request.GET.get("code", "")}


@access(Right.READ)
@require_GET
def source(request, pk):
    """The picture, PDF or sound that is coded."""
    found = text_for(request.actor, pk)
    return files.serve(
        request.actor,
        file_of(request.actor, found),
        inline=True,
        asked=request.headers.get("Range", ""),
    )


def _round(request, text) -> Round | None:
    """The round that the reader codes in, named in the address or the only one that is open."""
    rows = Round.objects.visible_to(request.actor).filter(texts__text=text, closed_on=None)
    mine = rows.filter(coders__coder__account=request.actor.account)
    named = request.GET.get("round") or request.POST.get("round")
    return mine.filter(pk=_pk(named)).first() if named else mine.first()


def _pk(ref: str):
    try:
        return from_ref(ref)
    except ValueError:
        raise Http404 from None


@access(Right.WRITE)
@require_POST
def code_it(request, pk):
    """One code on what was selected, or on the turns that were ticked."""
    found = text_for(request.actor, pk, Right.WRITE, use="code")
    if request.POST.get("corner.x", "").isdecimal() and not request.POST.get("x1"):
        return _begun(request, found)
    turn, _colon, named = request.POST.get("suggested", "").partition(":")
    named = named or request.POST.get("code", "")
    code = Code.objects.filter(study=found.study, pk=_pk(named)).first()
    if code is None:
        raise Http404
    try:
        for passage in _passages(request, found, turn):
            acts.code_passage(
                by=request.actor, text=found, code=code, round=_round(request, found), **passage
            )
        messages.success(request, _("Coded."))
    except FieldworkError as error:
        messages.error(request, error.message)
    place = turn or request.POST.get("place", "")
    target = redirect("fieldwork:text", found.pk)
    target["Location"] += f"#t{place}" if place.isdigit() else ""
    if found.medium == "pdf" and request.POST.get("page", "").isdecimal():
        target["Location"] += f"?page={request.POST['page']}"
    return target


def _clicked(request, text) -> tuple[int, list[int]]:
    """The page (from 0) and the place of a click on it, in units of the file.

    Raises:
        FieldworkError: what was clicked on is not here.
    """
    page = _page(request.POST, text)
    sheet = sheet_of(request.actor, text, page)
    x, y = request.POST.get("corner.x", ""), request.POST.get("corner.y", "")
    if sheet is None or not (x.isdecimal() and y.isdecimal()):
        raise FieldworkError("empty_passage")
    return page, list(sheet.place(int(x), int(y)))


def _begun(request, text):
    """The page again with one corner: a click without scripts."""
    target = redirect("fieldwork:text", text.pk)
    try:
        page, (x, y) = _clicked(request, text)
    except FieldworkError as error:
        messages.error(request, error.message)
        return target
    code = request.POST.get("code", "")
    target["Location"] += "?" + urlencode({"page": page + 1, "x1": x, "y1": y, "code": code})
    return target


def _page(data, text) -> int:
    """The page from 0: pages of a PDF are counted from one on the screen, a picture has none."""
    given = data.get("page", "").strip()
    if not given.isdecimal() or (text.medium == "pdf" and given == "0"):
        raise FieldworkError("empty_passage")
    return int(given) - 1 if text.medium == "pdf" else 0


def _passages(request, text, suggested: str = "") -> list[dict]:
    """Where: a selection by turn numbers and offsets, or whole turns; of a suggestion its turn."""
    turns = {turn.number: turn for turn in text.turns.all()}
    data = request.POST
    if data.get("start_turn") and not suggested:
        try:
            first, last = int(data["start_turn"]), int(data["end_turn"])
            start, end = int(data["start"]), int(data["end"])
            ends = {"start_turn": turns[first], "end_turn": turns[last]}
        except (ValueError, KeyError):
            raise Http404 from None
        return [ends | {"start": start, "end": end}]
    if text.medium in ("picture", "pdf"):
        return [{"area": _area(request, text)}]
    asked = [suggested] if suggested else data.getlist("turn")
    ticked = [turns[int(n)] for n in asked if n.isdigit() and int(n) in turns]
    if not ticked:
        raise FieldworkError("empty_passage")
    return [{"start_turn": turn, "end_turn": turn, "end": turn.length} for turn in ticked]


def _area(request, text) -> list[int]:
    """Page and two corners, the upper left one first.

    Raises:
        FieldworkError: a number is missing, or the area is empty.
    """
    numbers = [request.POST.get(name, "").strip() for name in ("x1", "y1", "x2", "y2")]
    if request.POST.get("corner.x", "").isdecimal() and not any(numbers[2:]):
        numbers[2:] = map(str, _clicked(request, text)[1])
    if not all(one.isdecimal() for one in numbers):
        raise FieldworkError("empty_passage")
    page = _page(request.POST, text)
    x1, y1, x2, y2 = (int(one) for one in numbers)
    if x1 == x2 or y1 == y2:
        raise FieldworkError("empty_passage")
    return [page, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)]


@access(Right.WRITE)
@require_POST
def take_off(request, pk):
    """Take one's own code off a passage; or say that a changed passage still fits."""
    coding = acts.coding_for(request.actor, pk)
    try:
        if request.POST.get("fits"):
            acts.settle_flag(by=request.actor, coding=coding)
        else:
            acts.uncode(by=request.actor, coding=coding)
    except FieldworkError as error:
        messages.error(request, error.message)
    return redirect("fieldwork:text", coding.text_id)
