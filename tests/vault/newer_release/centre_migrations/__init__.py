"""The room's own migrations, and one more."""

from gongyou.centre import migrations

__path__ = [*__path__, *migrations.__path__]
