"""Compartments: who is in them, and adding and removing members after comparing words."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.ui.public import render_form
from gongyou.vault.public import (
    Actor,
    LastMember,
    MemberListChanged,
    Membership,
    NotYours,
    Right,
    VaultKeyError,
    access,
    add_member,
    change_role,
    check_members,
    create_compartment,
    current_members,
    current_user_key,
    fingerprint_digits,
    fingerprint_words,
    grant_again,
    public_fingerprint,
    recover_by_officers,
    remove_member,
    rename_compartment,
    rotate,
    set_retention,
    signed_in,
    waiting_for_grant,
)
from gongyou.web.accounts import forms, resets
from gongyou.web.accounts.proof import fresh


@signed_in(unlocked=True)
@require_GET
def compartments(request):
    """Those I am in."""
    actor = request.actor
    rows = [
        {
            "compartment": row.compartment,
            "title": actor.compartment_title(row.compartment),
            "role": row.get_role_display(),
            "manage": row.gives(Right.MANAGE),
            "members": row.compartment.memberships.filter(removed_at=None).count(),
        }
        for row in actor.memberships.values()
    ]
    rows.sort(key=lambda row: row["title"])
    print_ = public_fingerprint(current_user_key(actor.account))
    context = {
        "rows": rows,
        "my_words": fingerprint_words(print_),
        "my_digits": fingerprint_digits(print_),
    }
    return render(request, "web/accounts/compartments.html", context)


@signed_in(unlocked=True)
@require_http_methods(["GET", "POST"])
def new_compartment(request):
    """A new circle, with its maker as coordinator."""
    form = forms.CompartmentTitle(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = create_compartment(request.actor, form.cleaned_data["title"])
        messages.success(request, _("The compartment was made. Add the people who need to know."))
        return redirect("web:compartment", made.pk)
    context = {"form": form, "title": _("New compartment"), "back": "web:compartments"}
    return render_form(request, "web/accounts/form.html", context)


def _mine(request, pk, right=Right.READ):
    """A compartment of mine; someone else's looks as if it were not there."""
    row = request.actor.memberships.get(pk)
    if row is None or not row.gives(right):
        raise NotYours
    return row.compartment


@access(Right.READ)
@require_GET
def compartment(request, pk):
    """Its members, and whether the list is the one that members authenticated."""
    it = _mine(request, pk)
    manage = request.actor.may(Right.MANAGE, it)
    context = {
        "compartment": it,
        "title": request.actor.compartment_title(it),
        "members": current_members(it),
        "manage": manage,
        "list_state": _list_state(request.actor, it),
        "add": forms.AddMember() if manage else None,
        "rename": forms.CompartmentTitle() if manage else None,
        "retention": forms.Retention({"months": it.retention_months}) if manage else None,
        "roles": forms.ROLES,
        "waiting": waiting_for_grant(it) if manage else [],
        "resets": resets.of_members(it) if manage else [],
        "me": request.actor.account.pk,
    }
    return render(request, "web/accounts/compartment.html", context)


def _list_state(actor: Actor, it) -> str:
    if not actor.memberships[it.pk].holds_key:
        return "unchecked"
    try:
        check_members(actor.keyring, it)
    except MemberListChanged:
        return "changed"
    return "checked"


@access(Right.MANAGE)
@require_POST
def add(request, pk):
    """Step one: whom; step two: compare the words, then add."""
    it = _mine(request, pk, Right.MANAGE)
    form = forms.AddMember(request.POST, compartment=it)
    if not form.is_valid():
        context = {"form": form, "title": _("Add a member"), "back": "web:compartments"}
        return render(request, "web/accounts/form.html", context, status=422)
    account = form.cleaned_data["account"]
    print_ = public_fingerprint(current_user_key(account))
    if request.POST.get("compared") == print_.hex():
        return _added(request, it, account, form.cleaned_data["role"], print_)
    context = {
        "compartment": it,
        "form": form,
        "account": account,
        "role": form.cleaned_data["role"],
        "print": print_.hex(),
        "words": fingerprint_words(print_),
        "digits": fingerprint_digits(print_),
    }
    return render(request, "web/accounts/compare.html", context)


def _added(request, it, account, role, print_):
    add_member(request.actor, it, account, role, print_)
    messages.success(request, _("%(name)s is now a member.") % {"name": account.login})
    return redirect("web:compartment", it.pk)


@access(Right.MANAGE)
@require_POST
def grant(request, pk, member):
    """Let a member with new keys in again: compare the words, then give the key."""
    row = _member(request, pk, member)
    print_ = public_fingerprint(current_user_key(row.account))
    if request.POST.get("compared") == print_.hex():
        _try(request, grant_again, row, print_)
        return redirect("web:compartment", pk)
    context = {
        "compartment": row.compartment,
        "account": row.account,
        "member": row,
        "print": print_.hex(),
        "words": fingerprint_words(print_),
        "digits": fingerprint_digits(print_),
    }
    return render(request, "web/accounts/compare.html", context)


def _member(request, pk, member):
    it = _mine(request, pk)
    return get_object_or_404(Membership, pk=member, compartment=it, removed_at=None)


@access(Right.MANAGE)
@require_POST
def role(request, pk, member):
    """Another role."""
    row = _member(request, pk, member)
    form = forms.Role(request.POST)
    if form.is_valid():
        _try(request, change_role, row, form.cleaned_data["role"])
    return redirect("web:compartment", pk)


@access(Right.READ)
@fresh
@require_POST
def remove(request, pk, member):
    """Remove a member, or leave: the rest get a new key at once."""
    row = _member(request, pk, member)
    _try(request, remove_member, row)
    mine = row.account_id == request.actor.account.pk
    return redirect("web:compartments") if mine else redirect("web:compartment", pk)


def _try(request, act, *arguments) -> None:
    try:
        act(request.actor, *arguments)
    except LastMember:
        text = _("A compartment needs a coordinator, and a second member or the officers' key.")
        messages.error(request, text)
    except MemberListChanged:
        messages.error(request, _("The member list or a key was changed. Call an administrator."))
    else:
        messages.success(request, _("Done."))


@access(Right.MANAGE)
@require_POST
def rename(request, pk):
    """Another title."""
    it = _mine(request, pk, Right.MANAGE)
    form = forms.CompartmentTitle(request.POST)
    if form.is_valid():
        rename_compartment(request.actor, it, form.cleaned_data["title"])
    return redirect("web:compartment", pk)


@access(Right.MANAGE)
@require_POST
def retention(request, pk):
    """After how long unused records are proposed for destruction."""
    it = _mine(request, pk, Right.MANAGE)
    form = forms.Retention(request.POST)
    if form.is_valid():
        set_retention(request.actor, it, form.cleaned_data["months"])
        messages.success(request, _("Done."))
    else:
        messages.error(request, " ".join(form.errors["months"]))  # type: ignore[arg-type]
    return redirect("web:compartment", pk)


@signed_in(unlocked=True)
@fresh
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def officers(request):
    """With new keys and nobody left to let one in: two officers' shares open it again."""
    form = forms.Shares(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = _opened(request, form)
        if opened is not None:
            messages.success(request, _("Compartments opened: %(n)s") % {"n": len(opened)})
            return redirect("web:compartments")
    context = {
        "form": form,
        "title": _("Open with the officers' shares"),
        "back": "web:compartments",
    }
    return render_form(request, "web/accounts/form.html", context)


def _opened(request, form):
    shares = [form.cleaned_data["first"].strip(), form.cleaned_data["second"].strip()]
    try:
        return recover_by_officers(request.actor, shares)
    except VaultKeyError:
        form.add_error(None, _("These shares open nothing. Check each word."))
        return None


@access(Right.MANAGE, fresh=True)
@require_POST
def new_key(request, pk):
    """A new key for all members, after a theft or a doubt."""
    it = _mine(request, pk, Right.MANAGE)
    _try(request, lambda actor: rotate(actor, it))
    return redirect("web:compartment", pk)
