"""Keys: from a passphrase to the key of one person's fields. Nothing here knows a name."""
