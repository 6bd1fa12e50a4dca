"""Template tags of the centre."""
