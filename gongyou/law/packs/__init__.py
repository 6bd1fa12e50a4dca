"""The law of each jurisdiction, a folder each."""
