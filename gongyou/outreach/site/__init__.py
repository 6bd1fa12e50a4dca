"""The folder for strangers: plain files for any host, stick or chat. Knows no Django."""

from .folder import Folder, good_until, sums, write_folder
from .pages import Directory, Entry

__all__ = ["Directory", "Entry", "Folder", "good_until", "sums", "write_folder"]
