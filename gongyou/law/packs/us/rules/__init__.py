"""Rules of the Fair Labor Standards Act, one file a subject."""
