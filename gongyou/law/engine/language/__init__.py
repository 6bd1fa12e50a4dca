"""What rules are written in: operations, and the functions that put their nodes together."""
