"""Every change of accounts, compartments and members; each is journalled."""
