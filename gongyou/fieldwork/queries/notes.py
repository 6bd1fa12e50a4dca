"""Memos and kept searches as a reader may see them."""

from django.db.models import Q

from gongyou.fieldwork.models import Memo, Round, SavedQuery, Study


def memos(actor, study: Study):
    """Memos of a study; what another coder of an open blind round wrote since it opened is not
    there: a thought about the texts gives their codes away.
    """
    rows = Memo.objects.visible_to(actor).filter(study=study)
    account = actor.account.pk if actor.account else None
    hidden = Q()
    for round in Round.objects.filter(study=study, blind=True, closed_on=None):
        coders = round.coders.exclude(coder__account=account).values("coder")
        hidden |= Q(coder__in=coders, on__gte=round.opened_on)
    return rows.exclude(hidden) if hidden else rows


def kept_searches(actor, study: Study):
    """One's own kept searches."""
    return SavedQuery.objects.visible_to(actor).filter(study=study, account=actor.account)
