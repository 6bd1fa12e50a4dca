"""The settings under which the tests run: a throw-away data folder and a fixed database key."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="gongyou-test-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)

os.environ |= {
    "GONGYOU_DATA": _data,
    "GONGYOU_DATABASE_KEY": "5a" * 32,
    "GONGYOU_PASSPHRASE_COST": "light",
    "GONGYOU_SECRET_KEY": "only for tests, never anywhere else",
    "GONGYOU_HOSTS": "localhost,127.0.0.1,testserver",
}

from gongyou.web.settings import *  # noqa: E402, F403

# Limits are counted in the process, so that a test can look at them and begin afresh.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
