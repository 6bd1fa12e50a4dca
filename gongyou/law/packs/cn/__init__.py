"""The labour law of the People's Republic of China and of the places that README names."""

from . import desk, dossier_kinds, rules
from .declare import cn

pack = cn

__all__ = ["desk", "dossier_kinds", "pack", "rules"]
