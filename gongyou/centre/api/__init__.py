"""The API for programs: pseudonyms, codes and numbers; never a name, never a story."""
