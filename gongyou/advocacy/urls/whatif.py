"""Addresses of reforms and what-if."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
