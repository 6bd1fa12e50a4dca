"""A second process that serves a published folder. It knows no database, no key and no Django.

It reads the folder into memory and may only add sealed answers to a spool that the centre empties.
Run it as another system user, under another host name than the centre's.
"""

from .app import Site, serve
from .spool import Spool, SpoolFull

__all__ = ["Site", "Spool", "SpoolFull", "serve"]
