"""Who else answers for the worker's claims, and what a party lost by silence (SPC-II 1-5, 20)."""

from __future__ import annotations

from .kit import Art, entitlement, is_known, lift, owed, stated

ALSO_LIABLE = {"unit": "yes", "forum": "none", "in_total": False, "kind": "alert"}


@entitlement(
    "cn.liable.contractor", cites=[Art("SPC-II", "1"), Art("Migrant-R", "36")], **ALSO_LIABLE
)
def contractor_liable(subcontractor_unlicensed):
    """The licensed contractor that passed work to someone without a licence answers for pay and
    injury benefits (转包分包责任)."""
    return owed(lift(True), unless={"no_subcontract": ~stated(subcontractor_unlicensed)})


@entitlement("cn.liable.licence_lender", cites=[Art("SPC-II", "2")], **ALSO_LIABLE)
def licence_lender_liable(licence_borrowed):
    """Who lends its licence answers to the workers of the one who trades under it (挂靠)."""
    return owed(lift(True), unless={"no_licence_lent": ~stated(licence_borrowed)})


@entitlement("cn.liable.linked_companies", cites=[Art("SPC-II", "3")], **ALSO_LIABLE)
def linked_companies_liable(linked_companies):
    """Linked companies that used one worker's work answer together for pay (混同用工)."""
    return owed(lift(True), unless={"no_linked_companies": ~stated(linked_companies)})


@entitlement("cn.foreigner.protected", cites=[Art("SPC-II", "4")], **ALSO_LIABLE)
def foreigner_protected(foreigner_permitted):
    """A foreigner with permanent residence, a work permit or the prescribed papers has an
    employment relation with all its rights (外国人劳动关系)."""
    return owed(lift(True), unless={"no_foreigner": ~stated(foreigner_permitted)})


@entitlement("cn.liable.foreign_company", cites=[Art("SPC-II", "5")], **ALSO_LIABLE)
def foreign_company_liable(foreign_office):
    """A foreign company's office may be sued, and the company joined (外国企业代表机构)."""
    return owed(lift(True), unless={"no_foreign_office": ~stated(foreign_office)})


@entitlement("cn.limitation.defence_lost", cites=[Art("SPC-II", "20")], **ALSO_LIABLE)
def limitation_defence_lost(limitation_not_raised, award_received_on):
    """An employer that did not plead limitation in arbitration cannot plead it in court, save on
    new evidence (时效抗辩)."""
    return owed(
        lift(True),
        unless={
            "no_award": ~is_known(award_received_on),
            "limitation_pleaded": ~stated(limitation_not_raised),
        },
    )
