"""What the room keeps, and what is always true of it."""
