"""The server that ODK Collect and its kin speak to (OpenRosa 1.0)."""
