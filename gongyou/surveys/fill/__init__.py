"""Filling forms in the browser, also without a network."""
