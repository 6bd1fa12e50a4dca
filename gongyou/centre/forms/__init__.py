"""The forms of the centre; the shell dresses them."""
