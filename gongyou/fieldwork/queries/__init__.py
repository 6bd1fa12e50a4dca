"""Reading: consent and need-to-know are enforced here."""
