"""Thin pages: fetch with permission, form, service, render."""
