"""Conflict events, indicators, releases, what-if, briefs, dossiers."""
