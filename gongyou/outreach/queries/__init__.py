"""Reading in outreach: what is due, lists, the directory, the year's report."""
