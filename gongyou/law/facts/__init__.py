"""Facts: the contract, reading of spreadsheets, readings of sources."""
