"""The laptops of a centre: which there are, give and take, and what waits for a decision."""

import tempfile
from pathlib import Path

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from gongyou.ui.public import download
from gongyou.vault.public import administrator, data_folder, laptops, signed_in
from gongyou.web.accounts.proof import fresh


class Take(forms.Form):
    """A bundle from a stick."""

    bundle = forms.FileField(label=gettext_lazy("Bundle from the other laptop"))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        # What waited for an update of the program is taken in without any other.
        self.fields["bundle"].required = not laptops.kept()


@signed_in(unlocked=True)
@require_GET
def overview(request):
    """Which laptops there are, when each was last heard, and what waits."""
    return _page(request, Take())


def panel(actor) -> dict | None:
    """For the home page: what waits for this person's decision since laptops came together."""
    if not actor.unlocked:
        return None
    clashes, aside = laptops.how_many_wait(actor)
    return {"clashes": clashes, "aside": aside, "first": True} if clashes or aside else None


def _page(request, form, status: int = 200):
    context = {
        "laptops": laptops.overview(),
        "inbox": laptops.inbox(request.actor),
        "waiting": laptops.waiting_for(request.actor),
        "split": [(one, one.compartment.title(request.actor)) for one in _split(request.actor)],
        "form": form,
        "told": laptops.of_this_one(),
        "kept": len(laptops.kept()),
        "administers": request.actor.is_administrator,
    }
    return render(request, "web/accounts/laptops.html", context, status=status)


@signed_in(unlocked=True)
@require_POST
def give(request, pk):
    """A bundle for one laptop, to be put on a stick."""
    other = get_object_or_404(laptops.Device, pk=pk, revoked_at=None)
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        path = laptops.give_to(Path(folder), other)
        return download(path.name, path.read_bytes())


@signed_in(unlocked=True)
@require_POST
def take(request):
    """Take in a bundle of another laptop."""
    form = Take(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, 422)
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        path = Path(folder) / "bundle"
        given = form.cleaned_data["bundle"]
        with path.open("wb") as file:
            for piece in given.chunks() if given else ():
                file.write(piece)
        paths = [path] if given else []
        done, refused = laptops.take_all(request.actor, paths, Path(folder))
    if not done:
        why = refused[0][1] if refused else _UNREADABLE
        form.add_error("bundle", _("Nothing was taken in: %(why)s.") % {"why": why})
        return _page(request, form, 422)
    messages.success(request, _told(done[0]))
    if apart := _clocks_apart(done):
        messages.warning(request, apart)
    return redirect("web:laptops")


_UNREADABLE = gettext_lazy(
    "it is for another laptop, damaged, or so old that all of it came in a later one; or this "
    "laptop was put back to an older copy of itself"
)


def _told(merged) -> str:
    entries = ngettext(
        "%(count)s entry was taken in.", "%(count)s entries were taken in.", merged.entries
    ) % {"count": merged.entries}
    if merged.aside:
        aside = ngettext(
            "%(count)s of them waits for a coordinator.",
            "%(count)s of them wait for a coordinator.",
            merged.aside,
        )
        entries = f"{entries} {aside % {'count': merged.aside}}"
    if not merged.clashes:
        return entries
    waiting = ngettext(
        "%(count)s field was changed on both laptops and waits below.",
        "%(count)s fields were changed on both laptops and wait below.",
        merged.clashes,
    )
    return f"{entries} {waiting % {'count': merged.clashes}}"


def _clocks_apart(done) -> str:
    """That a clock is wrong, where it is; "" for nothing."""
    days = max(one.clocks_apart for one in done)
    said = ngettext(
        "The clocks of the two laptops are %(days)s day apart: look which of them is wrong.",
        "The clocks of the two laptops are %(days)s days apart: look which of them is wrong.",
        days,
    )
    return said % {"days": days} if days else ""


@signed_in(unlocked=True)
@require_POST
def decide(request, pk):
    """Let one of two values stand."""
    clash = get_object_or_404(laptops.Clash, pk=pk)
    choice = request.POST.get("choice")
    laptops.decide(request.actor, clash, int(choice) if choice in {"0", "1"} else -1)
    messages.success(request, _("Decided. The other value stays in the history."))
    return redirect("web:laptops")


@signed_in(unlocked=True)
@require_POST
def decide_aside(request, pk):
    """Let what somebody wrote after being removed count, or leave it out."""
    admit = request.POST.get("choice") == "admit"
    count = laptops.decide_aside(request.actor, pk, admit)
    told = (
        ngettext("%(count)s entry counts now.", "%(count)s entries count now.", count)
        if admit
        else ngettext(
            "%(count)s entry is left out. It stays in the journal and can be let in later.",
            "%(count)s entries are left out. They stay in the journal and can be let in later.",
            count,
        )
    )
    messages.success(request, told % {"count": count})
    return redirect("web:laptops")


def _split(actor):
    return laptops.split(actor) if actor.unlocked else []


@signed_in(unlocked=True)
@require_POST
def unite(request, pk):
    """One key out of those that two laptops made, for the members that were looked at."""
    found = next((one for one in _split(request.actor) if one.compartment.pk == pk), None)
    if found is None or set(request.POST.getlist("member")) != found.shown:
        messages.error(request, _("The members are others than those you saw. Look again."))
    else:
        laptops.unite(request.actor, found.compartment, found.shown)
        messages.success(request, _("The keys were united. Give to the other laptops now."))
    return redirect("web:laptops")


@administrator
@fresh
@require_POST
def revoke(request, pk):
    """A laptop was lost: nothing that it writes from now on is taken in."""
    row = get_object_or_404(laptops.Device, pk=pk, revoked_at=None)
    laptops.revoke(request.actor, row)
    messages.success(request, _("It no longer belongs to the centre. Make new keys now."))
    return redirect("web:laptops")
