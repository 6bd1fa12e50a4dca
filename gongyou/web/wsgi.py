"""The application for a WSGI server: `granian --interface wsgi gongyou.web.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongyou.web.settings")
application = get_wsgi_application()
