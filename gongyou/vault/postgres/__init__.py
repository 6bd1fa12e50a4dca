"""Django's PostgreSQL backend, which commits no change that the journal does not hold."""
