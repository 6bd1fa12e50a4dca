"""What holds for every test, in the house and in the packs.

Random tests draw by a kept seed, printed at the end, so that a run says the same on every machine:

    pytest --hypothesis-seed=42          another one
    GONGYOU_SOAK=yes pytest              a new one at each run, and many more examples

What a random run finds is first written into its test as an example, then mended.
"""

import os
import random

import pytest
from hypothesis import core, settings

SEED = 20111106
SOAK = bool(os.environ.get("GONGYOU_SOAK"))

settings.register_profile("gongyou", deadline=None, print_blob=True)
settings.load_profile("gongyou")


def pytest_configure(config):
    """Choose the seed, unless the command line did; workers of xdist get the same one."""
    seed = config.option.hypothesis_seed or getattr(config, "workerinput", {}).get("gongyou_seed")
    if seed is None:
        seed = random.SystemRandom().randrange(2**32) if SOAK else SEED
    config.option.hypothesis_seed = core.global_force_seed = int(seed)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Hand the seed to a worker of xdist."""
    node.workerinput["gongyou_seed"] = node.config.option.hypothesis_seed


def pytest_terminal_summary(terminalreporter, config):
    """Say it."""
    seed = config.option.hypothesis_seed
    terminalreporter.write_line(f"random tests drew by --hypothesis-seed={seed}")
