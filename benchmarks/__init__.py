"""What `make bench` runs, each beside its named peer."""
