"""What the journal says of each act, a file a topic."""

from gongyou.advocacy.sentences import dossiers, events, figures, whatif
from gongyou.vault.public import journal


def register() -> None:
    """Tell the journal the room's sentences."""
    for topic in (events, figures, whatif, dossiers):
        for act, text in topic.SENTENCES.items():
            journal.sentence(act, text)
