"""Every change of the centre: one function an act, each with its entry in the journal."""
