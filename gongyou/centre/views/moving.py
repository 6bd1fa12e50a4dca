"""Moving in: the files, what they mean, what will come; in and back as a whole."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.centre.forms.moving import MappingForm, MoveInForm
from gongyou.centre.models import MoveIn
from gongyou.centre.moving import services
from gongyou.centre.moving.folder import TooMuch, shown
from gongyou.centre.moving.reading import body_of, plans_of, read
from gongyou.centre.moving.tables import Trouble
from gongyou.centre.moving.troubles import sentence, severity
from gongyou.centre.roster.parts import part
from gongyou.centre.views.intake import chosen_compartment, compartment_choices
from gongyou.law import DEFAULT_LAW
from gongyou.ui.public import page_of
from gongyou.vault.public import Actor, Refused, Right, access

PEOPLE, TROUBLES = 25, 40


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def moves(request):
    """What was moved in so far, and a form to give files."""
    actor = request.actor
    choices = compartment_choices(actor)
    form = MoveInForm(request.POST or None, request.FILES or None, compartments=choices)
    status = 200
    if request.method == "POST":
        status = 422
        made = _uploaded(actor, form) if form.is_valid() else None
        if made:
            return redirect("centre:move", made.pk)
    rows = MoveIn.objects.visible_to(actor, Right.WRITE).select_related("owner")
    page = page_of(rows, request.GET.get("page"))
    titles = [(row, row.reveal(actor, "title")) for row in page.rows]
    context = {"form": form, "page": page, "rows": titles}
    return render(request, "centre/moves.html", context, status=status)


def _uploaded(actor: Actor, form):
    data = form.cleaned_data
    try:
        return services.upload_move(
            by=actor,
            compartment=chosen_compartment(actor, data["compartment"]),
            uploads=data["files"],
            pack=data["law"] or DEFAULT_LAW,
        )
    except Refused as refused:
        form.add_error("files", refused.message)
    except TooMuch:
        form.add_error("files", _("These are too many files, or too large; give them in parts."))
    return None


def move_for(actor: Actor, pk) -> MoveIn:
    """One with what its page needs, or 404."""
    return MoveIn.objects.select_related("file", "compartment").get_for(actor, Right.WRITE, pk=pk)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def move(request, pk):
    """What the columns mean, what will come, what does not; then everyone at once."""
    actor = request.actor
    found = move_for(actor, pk)
    context = {"move": found, "title": found.reveal(actor, "title")}
    body = body_of(actor, found)
    if found.status == "imported":
        kept = [Trouble(*one) for one in body.get("troubles", [])]
        context |= {"counts": found.counts} | _listed(request, kept)
        return render(request, "centre/move.html", context)
    reading = read(actor, found, body)
    plans = [
        (str(plan.pk), (name, plan.reveal(actor, "groups") or []))
        for plan, name in plans_of(actor, found.compartment_id)
    ]
    form = MappingForm(request.POST or None, reading=reading, body=body, plans=plans)
    if request.method == "POST" and form.is_valid():
        return _kept(request, found, form)
    context |= {"form": form} | _review(request, reading, body)
    return render(request, "centre/move.html", context, status=422 if form.errors else 200)


def _kept(request, found: MoveIn, form: MappingForm):
    """Keep what was chosen; then bring everyone in, if that was the button."""
    actor, data = request.actor, form.cleaned_data
    body = form.changed(request.POST.getlist("apart"))
    chosen = form.plans.get(data["plan"])
    if chosen and request.POST.get("act") == "take":
        body |= {"plan": chosen[1], "groups": {}}
    services.keep_move(by=actor, move=found, body=body)
    if data["save_as"].strip():
        groups = list(body["groups"].values())
        services.save_plan(by=actor, move=found, name=data["save_as"].strip(), groups=groups)
        messages.success(request, _("The mapping is kept."))
    if request.POST.get("act") == "import":
        try:
            services.move_in(by=actor, move=found, body=body)
        except services.EmployersNotSaid:
            messages.error(request, _("Some employers are not known here. Say that they are new, "
                                      "or correct their names in the file."))  # fmt: skip
    return redirect("centre:move", found.pk)


def _review(request, reading, body: dict) -> dict:
    """A page of each list."""
    return _listed(request, reading.troubles) | {
        "counts": reading.counts,
        "people": part(reading.people, "people", request.GET.get("people"), PEOPLE),
        "asked": _asked(reading.people),
        "apart": body.get("apart", []),
        "new_employers": reading.new_employers,
        "known_employers": [name for name, known in reading.employers if known],
    }


def _listed(request, troubles: list[Trouble]) -> dict:
    """A page of the troubles, what stays out first."""
    order = {"file": 0, "row": 1, "cell": 2, "told": 3}
    rows = sorted(troubles, key=lambda one: order[severity(one.code)])
    page = part(rows, "troubles", request.GET.get("troubles"), TROUBLES)
    lines = [(one, shown(one.file), sentence(one.code)) for one in page.rows]
    return {"troubles": page, "trouble_rows": lines}


def _asked(people) -> list[tuple]:
    """(id of the choice, name, phone, the person of the files, the worker here) who may be one."""
    found: list[tuple] = []
    for person in people:
        for entry in person.proposed:
            found.append((entry.id, entry.name, entry.told.get("phone", ""), person, None))
        if person.known:
            phones = "; ".join(sorted(person.phones))
            found.append((f"known:{person.id}", person.name, phones, None, person.known))
    return found


@access(Right.WRITE)
@require_POST
def move_undo(request, pk):
    """Take everything back, as a whole."""
    found = move_for(request.actor, pk)
    try:
        services.undo_move(by=request.actor, move=found)
    except services.CannotUndo as used:
        told = ngettext(
            "%(n)s record was worked on or added since. Nothing was taken back.",
            "%(n)s records were worked on or added since. Nothing was taken back.",
            used.args[0],
        )
        messages.error(request, told % {"n": used.args[0]})
    return redirect("centre:move", found.pk)


@access(Right.WRITE)
@require_POST
def move_drop(request, pk):
    """Throw uploaded files away that are not moved in."""
    services.drop_move(by=request.actor, move=move_for(request.actor, pk))
    return redirect("centre:moves")
