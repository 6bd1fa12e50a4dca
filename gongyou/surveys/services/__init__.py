"""Every change in this room, one function an act."""
