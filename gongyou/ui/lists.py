"""Pages of long lists without counting them whole."""

from dataclasses import dataclass

SIZE = 50
COUNTED = 1000
LAST_PAGE = 1_000_000


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


def page_of(queryset, number: str | int | None, size: int = SIZE, rows=None) -> Page:
    """A page of a queryset; counts exactly up to 1,000 and says "more than" beyond.

    The keys are found first, out of an index alone: with several compartments the database
    must sort, and sorts a few bytes a row instead of whole rows.

    Args:
        rows: where the rows of the page are taken from: the queryset before it was filtered,
            so that the filter is not worked out once more.
    """
    try:
        number = min(max(1, int(number or 1)), LAST_PAGE)
    except ValueError:
        number = 1
    start = (number - 1) * size
    keys = list(queryset.values_list("pk", flat=True)[start : start + size + 1])
    has_next = len(keys) > size
    whence = queryset if rows is None else rows
    found = {row.pk: row for row in whence.filter(pk__in=keys[:size])}
    rows = [found[pk] for pk in keys[:size] if pk in found]
    if not has_next and (rows or number == 1):
        count, capped = start + len(rows), False
    else:
        count = queryset.order_by()[: COUNTED + 1].count()
        capped = count > COUNTED
    return Page(rows, number, has_next, min(count, COUNTED), capped)
