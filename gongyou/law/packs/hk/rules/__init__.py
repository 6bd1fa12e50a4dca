"""Rules of Hong Kong, one file a subject."""
