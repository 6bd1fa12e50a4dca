"""Addresses of dossiers and supply links."""

from django.urls import path

from gongyou.advocacy.views import dossiers, links

urlpatterns = [
    path("dossiers/", dossiers.dossiers, name="dossiers"),
    path("dossiers/new/", dossiers.new_dossier, name="new_dossier"),
    path("dossiers/<ref:pk>/", dossiers.dossier, name="dossier"),
    path("dossiers/<ref:pk>/change/", dossiers.change_dossier, name="change_dossier"),
    path("dossiers/<ref:pk>/send/", dossiers.send_dossier, name="send_dossier"),
    path("dossiers/<ref:pk>/reply/", dossiers.record_reply, name="record_reply"),
    path("dossiers/<ref:pk>/next/", dossiers.follow_dossier, name="follow_dossier"),
    path("dossiers/<ref:pk>/people/", dossiers.choose_people, name="choose_people"),
    path("dossiers/<ref:pk>/close/", dossiers.close_dossier, name="close_dossier"),
    path("dossiers/<ref:pk>/paper/<str:form>/", dossiers.dossier_paper, name="dossier_paper"),
    path("links/", links.links, name="links"),
    path("links/<ref:pk>/end/", links.end_link, name="end_link"),
]
