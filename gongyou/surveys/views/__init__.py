"""The pages of those who run surveys."""
