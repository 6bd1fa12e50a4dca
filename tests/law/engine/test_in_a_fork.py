"""A server's workers are forks of a process that may have computed before."""

import os
import signal
from datetime import date

import pytest

from gongyou.law import Facts, claim, load_pack

FACTS = Facts(
    employment={
        "start": date(2010, 1, 1),
        "end": date(2015, 4, 20),
        "end_kind": "dismissed_no_fault",
        "place": "440113",
        "average_wage_12m": 3000,
    }
)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="POSIX: only there a process is forked")
def test_a_fork_of_a_process_that_compiled_compiles_a_further_law():
    """Threads of the compiler are in no fork: one that hands them work waits without end."""
    before = claim(FACTS, "cn").total
    child = os.fork()
    if child == 0:
        signal.alarm(120)  # the fact is that it ends; a hanging one is ended as failed
        further = claim(FACTS, load_pack("cn").certain()).total
        os._exit(0 if further == before else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
