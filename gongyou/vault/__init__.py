"""The vault: identities, keys, compartments, accounts, journal, files and backup."""
