"""Demands, bundles, letters."""

from django.urls import path

from gongyou.collective.views import demands

urlpatterns = [
    path("<ref:pk>/demands/", demands.demands, name="demands"),
    path("<ref:pk>/demands/add/", demands.demand_add, name="demand_add"),
    path("<ref:pk>/demands/draw/", demands.demand_draw, name="demand_draw"),
    path("<ref:pk>/demands/bundle/", demands.bundle_make, name="bundle_make"),
    path("demands/<ref:pk>/status/", demands.demand_set, name="demand_set"),
    path("<ref:pk>/letters/", demands.letter_write, name="letter_write"),
    path("letters/<ref:pk>/deliver/", demands.letter_deliver, name="letter_deliver"),
    path("letters/<ref:pk>/answer/", demands.letter_answer, name="letter_answer"),
    path("letters/<ref:pk>/file/", demands.letter_file, name="letter_file"),
]
