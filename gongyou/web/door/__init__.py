"""The door: begin a centre, keep it, move it, learn it; all of it without a terminal."""
