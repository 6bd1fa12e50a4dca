"""Which parts of the first page and which tabs each topic brings."""
