"""A program that just started gets several requests at once: each finds the same law."""

import threading

from gongyou.law import load_pack
from gongyou.law.engine.graph import graph_of


def test_first_requests_at_once_record_the_law_once(monkeypatch):
    pack = load_pack("cn")
    monkeypatch.setattr(pack, "recorded", None)
    together, found = threading.Barrier(4), []

    def ask():
        together.wait()
        found.append(graph_of(pack))

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(found) == 4
    assert all(one is found[0] for one in found)
