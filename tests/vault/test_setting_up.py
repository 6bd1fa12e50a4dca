"""A centre is set up once."""

import pytest
from django.db import connection

from gongyou.vault import commands


@pytest.mark.skipif(connection.vendor == "sqlite", reason="there the file itself tells")
def test_a_server_that_has_accounts_is_not_set_up_again(people):
    with pytest.raises(commands.AlreadyThere):
        commands.initialise()
