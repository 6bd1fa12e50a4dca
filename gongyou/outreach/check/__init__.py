"""The self-check: one HTML file that works a claim out on the worker's own phone."""

from .build import Box, NoQuestions, Settings, build_check, digest_words

__all__ = ["Box", "NoQuestions", "Settings", "build_check", "digest_words"]
