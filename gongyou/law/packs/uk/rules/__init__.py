"""Rules of the United Kingdom, one file a subject."""
