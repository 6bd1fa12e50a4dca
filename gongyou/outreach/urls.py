"""Addresses of the outreach room."""

from django.urls import path

from gongyou.outreach.views import (
    answers,
    calls,
    directory,
    guides,
    handovers,
    home,
    publishing,
    sessions,
)

app_name = "outreach"

urlpatterns = [
    path("", home.home, name="home"),
    path("report/<int:year>/", home.report, name="report"),
    path("answers/", answers.answers, name="answers"),
    path("answers/<ref:pk>/", answers.answer, name="answer"),
    path("answers/<ref:pk>/refuse/", answers.answer_refuse, name="answer_refuse"),
    path("boxes/", answers.box_open, name="box_open"),
    path("boxes/<ref:pk>/retire/", answers.box_retire, name="box_retire"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/<ref:pk>/", sessions.session, name="session"),
    path("sessions/<ref:pk>/cards/", sessions.session_cards, name="session_cards"),
    path("sessions/<ref:pk>/card/", sessions.session_card, name="session_card"),
    path("sessions/<ref:pk>/questions/", sessions.session_questions, name="session_questions"),
    path("sessions/<ref:pk>/ask/", sessions.session_ask, name="session_ask"),
    path("sessions/<ref:pk>/<slug:act>/", sessions.session_act, name="session_act"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<ref:pk>/back/", calls.call_back, name="call_back"),
    path("services/", directory.services, name="services"),
    path("services/hsds.json", directory.services_hsds, name="services_hsds"),
    path("services/<ref:pk>/", directory.service, name="service"),
    path("referrals/", directory.referrals, name="referrals"),
    path("referrals/<ref:pk>/", directory.referral_close, name="referral_close"),
    path("handovers/", handovers.handovers, name="handovers"),
    path("handovers/case/", handovers.hand_over_find, name="hand_over_find"),
    path("handovers/case/<ref:pk>/", handovers.hand_over, name="hand_over"),
    path("handovers/in/<ref:pk>/", handovers.incoming, name="incoming"),
    path("handovers/keys/", handovers.handover_key, name="handover_key"),
    path(
        "handovers/keys/<ref:pk>/retire/",
        handovers.handover_key_retire,
        name="handover_key_retire",
    ),
    path("guides/", guides.guides, name="guides"),
    path("guides/write/", guides.guide_write, name="guide_write"),
    path(
        "guides/p/<slug:law>/<slug:slug>/<slug:lang>/", guides.guide_shipped, name="guide_shipped"
    ),
    path(
        "guides/p/<slug:law>/<slug:slug>/<slug:lang>/<slug:form>/",
        guides.guide_form,
        name="guide_form",
    ),
    path("guides/<ref:pk>/", guides.guide, name="guide"),
    path("guides/<ref:pk>/<slug:act>/", guides.guide_act, name="guide_act"),
    path("publish/", publishing.publish, name="publish"),
    path("publish/check/", publishing.check_file, name="check_file"),
]
