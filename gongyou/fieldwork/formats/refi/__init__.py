"""REFI-QDA projects and codebooks: read leniently, kept whole, written strictly."""

from gongyou.fieldwork.formats.refi.codebook import read_codebook, write_codebook
from gongyou.fieldwork.formats.refi.read import read_project
from gongyou.fieldwork.formats.refi.write import write_project

__all__ = ["read_codebook", "read_project", "write_codebook", "write_project"]
