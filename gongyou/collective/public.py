"""What the rooms above may import from the collective room."""

from gongyou.collective.models import CollectiveCase, Member

__all__ = ["CollectiveCase", "Member"]
