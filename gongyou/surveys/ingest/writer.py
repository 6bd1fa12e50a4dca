"""Group commit: many submissions, one transaction, one fsync, then all are answered.

Request threads prepare (parse, seal) and hand over; one thread a process writes. While the
disk is busy with one batch the next one gathers. A submission is answered after the commit
that holds it, so an acknowledged one survives `kill -9` and power cuts as the database does.
"""

import logging
import os
import queue
import threading
import time

from django.db import DatabaseError, connection, transaction

from gongyou.surveys.ingest.incoming import Incoming
from gongyou.surveys.ingest.store import Outcome, store_batch

MOST = 64
# How long a batch waits for as many as came last time; one phone alone never waits.
LINGER_SECONDS = 0.004
WAIT_SECONDS = 60
log = logging.getLogger(__name__)


class Ticket:
    """What a request thread holds until its submission is on the disk; a lock is all it needs."""

    def __init__(self, incoming: Incoming):
        self.incoming = incoming
        self.outcome: Outcome | None = None
        self.error: Exception | None = None
        self._done = threading.Lock()
        self._done.acquire()

    def answer(self, outcome: Outcome | None, error: Exception | None = None) -> None:
        """Tell the waiting thread; once."""
        self.outcome, self.error = outcome, error
        self._done.release()

    def wait(self) -> Outcome:
        """Wait for the commit. Raises what the writing raised, or TimeoutError."""
        if not self._done.acquire(timeout=WAIT_SECONDS):
            raise TimeoutError
        if self.error is not None:
            raise self.error
        return self.outcome  # type: ignore[return-value]


class Writer:
    """The one writing thread of this process."""

    def __init__(self):
        self.waiting: queue.SimpleQueue = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._run, name="surveys-writer", daemon=True)
        self.thread.start()

    def write(self, incoming: Incoming) -> Outcome:
        """Hand over and wait for the commit."""
        ticket = Ticket(incoming)
        self.waiting.put(ticket)
        return ticket.wait()

    def _run(self) -> None:
        last = before = 1
        while True:
            batch = [self.waiting.get()]
            self._gather(batch, max(last, before))
            last, before = len(batch), last
            self._commit(batch)

    def _gather(self, batch: list, expected: int) -> None:
        """Add what waits; linger a little while fewer than lately have come."""
        until = time.monotonic() + LINGER_SECONDS
        while len(batch) < MOST:
            rest = until - time.monotonic() if len(batch) < expected else 0
            try:
                batch.append(self.waiting.get(rest > 0, max(rest, 0)))
            except queue.Empty:
                return

    def _commit(self, batch: list[Ticket]) -> None:
        try:
            with transaction.atomic():
                outcomes = store_batch([ticket.incoming for ticket in batch])
        except Exception as error:  # the thread must live on, and every sender must hear
            if isinstance(error, DatabaseError):
                connection.close()
            if len(batch) > 1:
                for each in batch:
                    self._commit([each])
                return
            log.error("a submission could not be written: %s", type(error).__name__)
            batch[0].answer(None, error)
            return
        for ticket, outcome in zip(batch, outcomes, strict=True):
            ticket.answer(outcome)


_writer: tuple[int, Writer] | None = None
_lock = threading.Lock()


def write(incoming: Incoming) -> Outcome:
    """Write one submission durably and say what became of it.

    Inside a transaction of the caller (tests, imports) it is written there.
    """
    if connection.in_atomic_block:
        return store_batch([incoming])[0]
    return _of_this_process().write(incoming)


def _of_this_process() -> Writer:
    global _writer  # noqa: PLW0603
    if _writer is None or _writer[0] != os.getpid():
        with _lock:
            if _writer is None or _writer[0] != os.getpid():
                _writer = (os.getpid(), Writer())
    return _writer[1]
