"""Pages of long lists without counting them whole."""

from dataclasses import dataclass

SIZE = 50
COUNTED = 2000


@dataclass
class Page:
    """One page: its rows, whether others lie before and after, and how many there are."""

    rows: list
    number: int
    has_next: bool
    count: int
    capped: bool

    @property
    def has_previous(self) -> bool:
        """Whether an earlier page exists."""
        return self.number > 1

    @property
    def previous_number(self) -> int:
        """The page before."""
        return self.number - 1

    @property
    def next_number(self) -> int:
        """The page after."""
        return self.number + 1

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def page_of(queryset, number: str | int | None, size: int = SIZE) -> Page:
    """A page of a queryset; counts exactly up to 2,000 and says "more than" beyond."""
    try:
        number = max(1, int(number or 1))
    except ValueError:
        number = 1
    start = (number - 1) * size
    rows = list(queryset[start : start + size + 1])
    has_next = len(rows) > size
    if not has_next and (rows or number == 1):
        count, capped = start + len(rows), False
    else:
        count = queryset.order_by()[: COUNTED + 1].count()
        capped = count > COUNTED
    return Page(rows[:size], number, has_next, min(count, COUNTED), capped)
