"""Sharing a case for a while: by those who may, and as whoever it is shared with sees it."""

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.centre.forms.loans import AdviceForm, LoanForm
from gongyou.centre.models import Evidence, Loan
from gongyou.centre.queries import loans as queries
from gongyou.centre.queries.cases import case_page
from gongyou.centre.services import loans as services
from gongyou.centre.views.cases import header
from gongyou.ui.public import law_language
from gongyou.vault.public import (
    Right,
    access,
    current_user_key,
    files,
    fingerprint_digits,
    fingerprint_words,
    public_fingerprint,
    signed_in,
)


@access(Right.SHARE)
@require_http_methods(["GET", "POST"])
def case_share(request, pk):
    """With whom the case is shared; step one: whom and until when; step two: compare the words."""
    case = case_page(request.actor, Right.SHARE, pk)
    form = LoanForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        account, until = form.cleaned_data["account"], form.cleaned_data["until"]
        print_ = public_fingerprint(current_user_key(account))
        if request.POST.get("compared") != print_.hex():
            return _compare(request, case, form, account, print_)
        try:
            services.lend_case(by=request.actor, case=case, to=account, until=until,
                               fingerprint=print_)  # fmt: skip
        except services.NotAgreed:
            form.add_error(None, _("The worker has not agreed that a copy may go to others. Ask."))
        else:
            messages.success(request, _("Shared with %(name)s.") % {"name": account.login})
            return redirect("centre:case_share", case.pk)
    context = header(request, case, "case") | {"form": form, "loans": queries.loans_of(case)}
    status = 422 if form.errors else 200
    return render(request, "centre/case_share.html", context, status=status)


def _compare(request, case, form, account, print_):
    context = header(request, case, "case") | {
        "account": account,
        "until": form.cleaned_data["until"],
        "print": print_.hex(),
        "words": fingerprint_words(print_),
        "digits": fingerprint_digits(print_),
    }
    return render(request, "centre/case_share_compare.html", context)


@access(Right.SHARE)
@require_POST
def loan_end(request, pk):
    """End a sharing now."""
    loan = Loan.objects.select_related("case__worker", "account").get_for(
        request.actor, Right.SHARE, pk=pk
    )
    services.end_loan(by=request.actor, loan=loan)
    return redirect("centre:case_share", loan.case_id)


@signed_in(unlocked=True)
@require_GET
def shared(request):
    """What others share with this person."""
    return render(request, "centre/shared.html", {"loans": queries.lent_to(request.actor)})


@signed_in(unlocked=True)
@require_http_methods(["GET", "POST"])
def shared_case(request, pk):
    """One shared case, to read; advice can be left on its timeline."""
    loan = queries.lent_case(request.actor, pk)
    form = AdviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.advise(by=request.actor, loan=loan, **form.cleaned_data)
        return redirect("centre:shared_case", loan.pk)
    page = queries.shared_page(request.actor, loan, law_language())
    context = {"loan": loan, "case": loan.case, "shared": page, "form": form}
    status = 422 if form.errors else 200
    return render(request, "centre/shared_case.html", context, status=status)


@signed_in(unlocked=True)
@require_GET
def shared_file(request, pk, evidence):
    """A file of a shared case, as a download."""
    loan = queries.lent_case(request.actor, pk)
    item = Evidence.objects.filter(case=loan.case_id, pk=evidence).select_related("file").first()
    if item is None or item.file is None:
        raise Http404
    pieces = queries.opened(request.actor, loan).pieces(item.file)
    response: StreamingHttpResponse = files.as_download(item.file, pieces)
    return response
