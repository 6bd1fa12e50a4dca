"""Addresses of indicators, releases and briefs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
