"""Rules of the Code du travail, one file a subject."""
