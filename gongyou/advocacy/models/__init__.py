"""What the room keeps, and what is always true of it: a file a topic."""

# Events: sources, reports, events, disputes, codings, matches.

# Figures: indicators, releases, briefs.

# What if, and dossiers.
