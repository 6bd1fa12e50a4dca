"""Reading: lists, counts, searches; each takes who asks and shows only what is theirs."""
