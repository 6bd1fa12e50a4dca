"""What in a text may identify somebody; knows no Django."""
