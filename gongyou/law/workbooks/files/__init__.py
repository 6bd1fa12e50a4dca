"""A file opened: which kind it is, and the sheets it holds."""
