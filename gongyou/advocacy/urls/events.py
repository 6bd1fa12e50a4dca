"""Addresses of conflict events: sources, reports, events, disputes, coding, sameness."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
