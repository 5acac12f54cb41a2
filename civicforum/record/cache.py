"""The cache of public pages: the outermost middleware, keyed by the record's version.

Each process keeps its own copies; one read of the shared version tells whether they
still hold. A page is stored under the version read *before* it was made, so a page
made from old rows can never be served as the new version. If Redis could not be told
of a write, copies age out after COPY_SECONDS.
"""

import datetime as dt
import functools
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from civicforum.record import version

COPY_SECONDS = 60
MAX_BYTES = 32 * 1024 * 1024

View = Callable[..., HttpResponseBase]


def public_page(view: View) -> View:
    """Mark a view's answers as the same for everybody, so that they may be cached."""

    @functools.wraps(view)
    def marked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response._is_public_page = True  # type: ignore[attr-defined]
        return response

    return marked


@dataclass(frozen=True)
class _Copy:
    stamp: str
    until: float
    body: bytes
    etag: str
    headers: dict[str, str]


class PublishedPageCache:
    """Serves public pages from memory while the record has not changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._copies: OrderedDict[str, _Copy] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or not self._may_answer(request):
            return self._get_response(request)
        stamp = _stamp()
        if stamp is None:
            return self._get_response(request)
        key = request.get_full_path()
        copy = self._copies.get(key)
        if copy and copy.stamp == stamp and copy.until > time.monotonic():
            return self._answer(request, copy)
        response = self._get_response(request)
        if request.method == "HEAD":
            return response  # it has no body to keep
        return self._keep(request, key, stamp, response)

    @staticmethod
    def _may_answer(request: HttpRequest) -> bool:
        if request.path.startswith((settings.STATIC_URL, "/admin/", "/staff/", "/members/")):
            return False
        return not settings.SECURE_SSL_REDIRECT or request.is_secure()

    def _keep(
        self, request: HttpRequest, key: str, stamp: str, response: HttpResponseBase
    ) -> HttpResponseBase:
        public = getattr(response, "_is_public_page", False)
        if not public or response.status_code != 200 or response.cookies:
            return response
        assert isinstance(response, HttpResponse)  # noqa: S101 - public pages do not stream
        etag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
        response["ETag"] = etag
        until = time.monotonic() + COPY_SECONDS
        copy = _Copy(stamp, until, response.content, etag, dict(response.items()))
        self._store(key, copy)
        return self._answer(request, copy)

    def _store(self, key: str, copy: _Copy) -> None:
        """Keep the copy; the oldest go when all together take too much memory."""
        with self._lock:
            old = self._copies.pop(key, None)
            self._copies[key] = copy
            self._bytes += len(copy.body) - (len(old.body) if old else 0)
            while self._bytes > MAX_BYTES:
                _, gone = self._copies.popitem(last=False)
                self._bytes -= len(gone.body)

    @staticmethod
    def _answer(request: HttpRequest, copy: _Copy) -> HttpResponse:
        if copy.etag in request.META.get("HTTP_IF_NONE_MATCH", ""):  # also W/"…", also lists
            kept = {name: copy.headers[name] for name in ("ETag", "Cache-Control")}
            return HttpResponse(status=304, headers=kept)
        body = b"" if request.method == "HEAD" else copy.body
        return HttpResponse(body, headers=copy.headers)


def _stamp() -> str | None:
    """The record's version and the day: what is owed depends on the day."""
    now = version.current()
    return f"{now.decode()} {_today()}" if now else None


def _today() -> str:
    """The day in the city; `timezone.localdate` would take a twentieth of a cached page."""
    return dt.datetime.now(timezone.get_default_timezone()).date().isoformat()
