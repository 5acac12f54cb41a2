"""The WSGI entry point of the portal."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civicforum.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # read once before the workers fork, not by each on its first page
