"""Every change in outreach: one function an act, each with its entry in the journal."""
