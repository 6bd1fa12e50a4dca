"""Whether it can last, and what if."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gongyou.fieldwork.forms import cases as forms
from gongyou.fieldwork.queries import scenarios, standing
from gongyou.fieldwork.services import standing as services
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, Role, access

MOST_PAIRS = 60
EIGHT_WEEKS = timedelta(weeks=8)


@access(Right.READ)
@require_GET
def overview(request):
    """Money, people, pressure, status, own weeks."""
    actor = request.actor
    since = timezone.localdate() - EIGHT_WEEKS
    manages = actor.may_somewhere(Right.MANAGE)
    context = {
        "money": standing.money(actor),
        "work": standing.work(actor) if manages else [],
        "pressures": standing.pressures(actor),
        "statuses": standing.statuses(actor),
        "weeks": standing.own_load(actor)[:8],
        "mean": standing.mean_load(actor, since),
        "may_write": actor.may_somewhere(Right.WRITE),
        "manages": manages,
    }
    return render(request, "fieldwork/standing.html", context)


KINDS: dict[str, tuple[Any, Any, Any]] = {
    "funding": (forms.FundingForm, services.note_funding, lambda: _("Note committed money")),
    "pressure": (forms.PressureForm, services.note_pressure, lambda: _("Note pressure")),
    "status": (forms.LegalForm, services.note_status, lambda: _("Note the legal status")),
    "load": (forms.LoadForm, services.note_load, lambda: _("Note your own week")),
}


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def note(request, kind):
    """Note money, pressure, status or an own week."""
    if kind not in KINDS:
        raise Http404
    make, act, title = KINDS[kind]
    form = make(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        act(by=request.actor, compartment=form.places[data.pop("place")], **data)
        return redirect("fieldwork:standing")
    context = {"form": form, "form_title": title()}
    return render_form(request, "fieldwork/case_form.html", context)


@access(Right.MANAGE)
@require_GET
def what_if(request):
    """What if these people, any two, or this funder were gone."""
    actor = request.actor
    world = standing.world(actor)
    names = standing.names(actor, world)
    gone = [who for who in request.GET.getlist("who") if who in world.people]
    funder = request.GET.get("funder", "")
    said = _Said(names)
    context = {
        "people": [(who, names.people.get(who, who), who in gone) for who in world.people],
        "funders": sorted({who for _row, who, _left in standing.money(actor).rows}),
        "funder": funder,
        "without": standing.money(actor, without=funder) if funder else None,
        "gone": gone,
        "lost": said.losses(scenarios.losses(world, gone)) if gone else [],
        "hand_over": scenarios.unassigned(world, gone) if gone else [],
        "steps": [said.step(step) for step in scenarios.cheapest(world, gone)] if gone else [],
        "alone": [
            (said.person(who), said.losses(lost)) for who, lost in scenarios.alone(world).items()
        ],
    }
    if "pairs" in request.GET:
        context |= _pairs(world, said)
    return render(request, "fieldwork/what_if.html", context)


def _pairs(world, said) -> dict:
    found = scenarios.pairs(world)
    single = set(scenarios.alone(world))
    more = {pair: lost for pair, lost in found.items() if single.isdisjoint(pair)}
    best = scenarios.best_for_pairs(world, found)
    every = len(world.people) * (len(world.people) - 1) // 2
    return {
        "asked_pairs": True,
        "every": every,
        "hit": len(found),
        "pairs": [
            (said.person(a), said.person(b), said.losses(lost))
            for (a, b), lost in list(more.items())[:MOST_PAIRS]
        ],
        "best": said.step(best) if best else "",
        "best_mends": best.mends if best else 0,
    }


class _Said:
    """Losses and steps in words."""

    def __init__(self, names):
        self.names = names

    def person(self, who: str) -> str:
        """Who it is."""
        return self.names.people.get(who, who)

    def losses(self, lost: list[scenarios.Loss]) -> list[str]:
        """What nobody could do, the same thing once with how often."""
        counts = Counter(self.loss(one) for one in lost)
        return [text if n == 1 else f"{text} (× {n})" for text, n in counts.items()]

    def loss(self, loss: scenarios.Loss) -> str:
        """What nobody could do."""
        place = self.names.places.get(loss.where, "")
        return {
            "open": _("nobody could open names and texts of “%(place)s”"),
            "write": _("nobody could change anything in “%(place)s”"),
            "export": _("nobody could take anything out of “%(place)s”"),
            "manage": _("nobody could let anyone into “%(place)s”"),
            "sign": _("fewer than two treasurers could sign for the fund of %(fund)s"),
            "administer": _("nobody could administer the installation"),
            "file": _("something due within 30 days in “%(place)s” could be done by nobody"),
        }[loss.kind] % {"place": place, "fund": self.names.funds.get(loss.where, "")}

    def step(self, step: scenarios.Step) -> str:
        """What would mend it."""
        who = self.person(step.who) if step.who else _("somebody new")
        role = dict(Role.choices).get(step.role, step.role)
        return {
            "member": _("make %(who)s %(role)s in “%(place)s”"),
            "treasurer": _("let %(who)s be a treasurer of the fund of %(fund)s"),
            "administrator": _("make %(who)s an administrator too"),
        }[step.kind] % {
            "who": who,
            "role": role,
            "place": self.names.places.get(step.where, ""),
            "fund": self.names.funds.get(step.where, ""),
        }
