"""Reading: each gives only what is theirs who ask."""
