"""When it must end: one person asks, another agrees, and what is kept is destroyed at once."""

import io
import zipfile

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.documents import Block, paper
from gongyou.ui.public import download, set_choices
from gongyou.vault.public import (
    BadArchive,
    Ending,
    NotTwoPeople,
    NotYours,
    Right,
    agree_end,
    ask_end,
    signed_in,
    stop_end,
    waiting_ends,
)
from gongyou.web.accounts.proof import fresh
from gongyou.web.accounts.resets import NOT_TWO


class EndForm(forms.Form):
    """What shall end, and who takes over the files of those who agreed."""

    compartments = forms.MultipleChoiceField(
        label=gettext_lazy("Compartments that end"), widget=forms.CheckboxSelectMultiple()
    )
    recipients = forms.CharField(
        label=gettext_lazy("age public keys of those who take files over, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "They get the files of people who agreed to sharing, and of nobody else. Empty: nobody."
        ),
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.held = {str(one.pk): one for one in actor.compartments(Right.SHRED)}
        set_choices(self, "compartments", [(k, c.title(actor)) for k, c in self.held.items()])


@signed_in(unlocked=True)
@fresh
@require_http_methods(["GET", "POST"])
def ending(request):
    """Ask for the end; the bundles come back at once, nothing is destroyed yet."""
    form = EndForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        chosen = [form.held[key] for key in form.cleaned_data["compartments"]]
        recipients = form.cleaned_data["recipients"].split()
        try:
            _row, bundles = ask_end(request.actor, chosen, recipients)
        except BadArchive as bad:
            form.add_error("recipients", str(bad))
        else:
            messages.warning(request, _("Now a second person must agree, on this page."))
            return _zip(bundles) if bundles else redirect("web:ending")
    context = {
        "form": form,
        "waiting": waiting_ends(request.actor),
        "me": request.actor.account.pk,
        "done": Ending.objects.exclude(certificate=None).order_by("-done_at")[:5],
    }
    status = 422 if form.errors else 200
    return render(request, "web/accounts/ending.html", context, status=status)


def _zip(bundles: dict[str, bytes]) -> HttpResponse:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in bundles.items():
            archive.writestr(name, content)
    return download("bundles.zip", file.getvalue())


@signed_in(unlocked=True)
@fresh
@require_POST
def agree(request, pk):
    """The second person agrees: it is destroyed, and the certificate comes back."""
    row = get_object_or_404(Ending, pk=pk)
    try:
        agree_end(request.actor, row)
    except NotTwoPeople as why:
        messages.error(request, NOT_TWO[why.args[0]])
        return redirect("web:ending")
    except NotYours:
        messages.error(request, _("Another person must agree, not the one who asked."))
        return redirect("web:ending")
    return certificate_pdf(row.certificate)  # type: ignore[arg-type]


@signed_in(unlocked=True)
@require_POST
def stop(request, pk):
    """Stop it before anything is destroyed."""
    stop_end(request.actor, get_object_or_404(Ending, pk=pk))
    messages.success(request, _("Stopped. Nothing was destroyed."))
    return redirect("web:ending")


def certificate_pdf(said: dict) -> HttpResponse:
    """The certificate as a paper."""
    return download("certificate.pdf", paper.render([certificate(said)], "en"))


def certificate(said: dict) -> list[Block]:
    """What is gone, by whom and when, and how to know this paper again."""
    rows = [
        [_("Compartment"), _("Keys destroyed"), _("Files removed"), _("Digest of the keys' ids")]
    ]
    rows += [
        [one["compartment"][:8], str(one["keys"]), str(one["files"]), one["ids"][:32]]
        for one in said["destroyed"]
    ]
    return [
        Block("title", _("Certificate of destruction")),
        Block("text", _("Asked by %(who)s on %(when)s") % _by(said, "asked")),
        Block("text", _("Agreed and carried out by %(who)s on %(when)s") % _by(said, "agreed")),
        Block(
            "text",
            _(
                "The keys of every name, text and file of these compartments were destroyed; what "
                "lies in the database and in older data archives opens for nobody. Archives of "
                "keys must be destroyed by the officers within 30 days."
            ),
        ),
        Block("table", rows=rows),
        Block("text", _("Bundles handed over: %(n)s") % {"n": len(said["bundles"])}),
        *[Block("text", f"{name}: {digest}") for name, digest in said["bundles"].items()],
        Block("text", _("Digest of this certificate: %(digest)s") % {"digest": said["digest"]}),
    ]


def _by(said: dict, part: str) -> dict:
    when = said["asked_at" if part == "asked" else "done_at"]
    return {"who": said[f"{part}_by"], "when": when}
