"""The next release, invented: a worker has a shift, a firm's column has another name, and there is
a table that this release does not know."""
