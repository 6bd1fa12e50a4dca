"""What all tests of the law share: the compiled law from the first claim on, to be held to."""

import pytest

from gongyou.law.engine import claim


@pytest.fixture(scope="session", autouse=True)
def compiled_at_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(claim, "FEW", 0)
        yield
