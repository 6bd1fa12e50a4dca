"""Addresses of case studies, comparisons, routes, standing and papers."""

from django.urls import path

from gongyou.fieldwork.views import cases, comparing, dossiers, standing

urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("cases/new/", cases.study_new, name="case_study_new"),
    path("cases/<ref:pk>/", cases.study, name="case_study"),
    path("cases/<ref:pk>/needs/", cases.needs, name="case_needs"),
    path("cases/<ref:pk>/tracing/", cases.board, name="board"),
    path("cases/<ref:pk>/explanations/new/", cases.hypothesis_new, name="hypothesis_new"),
    path("cases/<ref:pk>/explanations/both/", cases.both_new, name="both_new"),
    path("cases/<ref:pk>/clues/new/", cases.clue_new, name="clue_new"),
    path("clues/<ref:pk>/", cases.clue, name="clue"),
    path("case-quotes/<ref:pk>/agreed/", cases.quote_agreed, name="quote_agreed"),
    path("comparisons/new/", comparing.comparison_new, name="comparison_new"),
    path("comparisons/<ref:pk>/", comparing.comparison, name="comparison"),
    path("comparisons/<ref:pk>/conditions/new/", comparing.condition_new, name="condition_new"),
    path("comparisons/<ref:pk>/cut/", comparing.cut, name="comparison_cut"),
    path("conditions/<ref:pk>/drop/", comparing.condition_drop, name="condition_drop"),
    path("conditions/<ref:pk>/expect/", comparing.condition_expect, name="condition_expect"),
    path("conditions/<ref:pk>/cases/<ref:case>/", comparing.membership, name="membership"),
    path("cases/<ref:pk>/papers/", dossiers.papers, name="papers"),
    path("cases/<ref:pk>/deposit/", dossiers.deposit, name="case_deposit"),
    path("cases/<ref:pk>/tracing/replication/", dossiers.replicate_board, name="replicate_board"),
    path(
        "comparisons/<ref:pk>/replication/",
        dossiers.replicate_comparison,
        name="replicate_comparison",
    ),
    path("dossiers/<ref:pk>/", dossiers.dossier, name="dossier"),
    path("dossiers/<ref:pk>/release/", dossiers.release, name="dossier_release"),
    path("dossiers/<ref:pk>/hand-over/", dossiers.hand_over, name="dossier_hand_over"),
    path("dossier-quotes/<ref:pk>/shown/", dossiers.quote_shown, name="quote_shown"),
    path("dossier-quotes/<ref:pk>/out/", dossiers.quote_out, name="quote_out"),
    path("routes/", comparing.both_routes, name="routes"),
    path("standing/", standing.overview, name="standing"),
    path("standing/note/<slug:kind>/", standing.note, name="standing_note"),
    path("standing/scenarios/", standing.what_if, name="what_if"),
]
