"""Every change of the room: an act a function."""
