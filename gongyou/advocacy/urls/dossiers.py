"""Addresses of dossiers and supply links."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
