"""What the journal says of each act."""


def register() -> None:
    """Tell the journal the room's sentences."""
