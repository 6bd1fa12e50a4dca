"""Moving in from another system: its files read, mapped, imported as a whole, undone as a whole."""
