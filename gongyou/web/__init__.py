"""The shell around the rooms."""
