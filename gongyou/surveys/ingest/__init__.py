"""Taking submissions in: prepared by many, committed together, answered after the disk has them."""
