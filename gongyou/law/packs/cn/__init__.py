"""The labour law of the People's Republic of China and of the places that README names."""

from . import desk, rules
from .declare import cn

pack = cn

__all__ = ["desk", "pack", "rules"]
