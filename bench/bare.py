"""The yardsticks: two views without any middleware, under the same server.

`/constant/<size>/` answers a constant of that many bytes; `/select/` reads 200 rows
with one SELECT and renders them through a Django template.
"""

import os
import sys
from functools import cache
from types import ModuleType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines

from civicforum import settings as portal

_ROWS_SQL = "SELECT e.* FROM record_entry e CROSS JOIN generate_series(1, 200) LIMIT 200"


@cache
def _bytes(size: int) -> bytes:
    return b"x" * size


def constant(request: HttpRequest, size: int) -> HttpResponse:
    """Answer `size` bytes."""
    return HttpResponse(_bytes(size), headers={"Content-Length": size})


@cache
def _template() -> Any:
    return engines["django"].from_string(
        "<table>{% for row in rows %}<tr><td>{{ row.pk }}</td><td>{{ row.title }}</td>"
        "<td>{{ row.address }}</td></tr>{% endfor %}</table>"
    )


def select(request: HttpRequest) -> HttpResponse:
    """Read 200 entries and render them."""
    from civicforum.record.models import Entry

    rows = Entry.objects.raw(_ROWS_SQL)
    body = _template().render({"rows": rows}).encode()
    return HttpResponse(body, headers={"Content-Length": len(body)})


def _settings() -> ModuleType:
    module = ModuleType("bench.bare_settings")
    module.__dict__.update(
        {name: value for name, value in vars(portal).items() if name.isupper()},
        MIDDLEWARE=[],
        ROOT_URLCONF="bench.bare_urls",
    )
    sys.modules[module.__name__] = module
    return module


def application() -> Any:
    """Return the WSGI application of the yardsticks."""
    os.environ["DJANGO_SETTINGS_MODULE"] = _settings().__name__
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
