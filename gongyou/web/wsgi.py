"""The application for a WSGI server; `gongyou serve` runs it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongyou.web.settings")
pages = get_wsgi_application()

from gongyou.surveys.public import front  # noqa: E402 (the rooms need Django to be ready)

application = front(pages)

if os.environ.get("GONGYOU_JOBS") == "yes":
    from gongyou.web import jobs, longlived

    longlived.settle()
    jobs.start()
