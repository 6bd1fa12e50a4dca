"""Reading, always for someone: what they may not see is not there."""
