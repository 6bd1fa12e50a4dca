"""Reading events: each gives only what is theirs who ask."""
