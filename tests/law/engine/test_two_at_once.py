"""A program that just started gets several requests at once: each finds the same law."""

import threading

from gongyou.law import load_pack


def test_first_requests_at_once_record_the_law_once(monkeypatch):
    pack = load_pack("cn")
    monkeypatch.setattr(pack, "_program", None)
    together, found = threading.Barrier(4), []

    def ask():
        together.wait()
        found.append(pack.program)

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(found) == 4
    assert all(one is found[0] for one in found)
