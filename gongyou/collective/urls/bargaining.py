"""Offers, rounds, votes, agreements."""

from django.urls import path

from gongyou.collective.views import bargaining

urlpatterns = [
    path("<ref:pk>/bargaining/", bargaining.bargaining, name="bargaining"),
    path("<ref:pk>/offers/cost/", bargaining.offer_cost, name="offer_cost"),
    path("<ref:pk>/offers/", bargaining.offer_make, name="offer_make"),
    path("offers/<ref:pk>/", bargaining.offer, name="offer"),
    path("offers/<ref:pk>/status/", bargaining.offer_set, name="offer_set"),
    path("<ref:pk>/rounds/", bargaining.round_add, name="round_add"),
    path("rounds/<ref:pk>/", bargaining.round, name="round"),
    path("rounds/<ref:pk>/positions/", bargaining.positions_set, name="positions_set"),
    path("<ref:pk>/reports/", bargaining.report_add, name="report_add"),
    path("<ref:pk>/votes/", bargaining.vote_add, name="vote_add"),
    path("<ref:pk>/agreements/", bargaining.agreement_add, name="agreement_add"),
    path("agreements/<ref:pk>/file/", bargaining.agreement_file, name="agreement_file"),
]
