"""The calls that ODK's Python client makes, under `/v1`, with their shapes and error codes."""
