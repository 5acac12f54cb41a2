"""What no address may hold, what it says of the language, and what no answer may hold."""

from collections.abc import Callable
from urllib.parse import unquote

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class RefuseNul:
    """Answer 400 to an address with a NUL, which PostgreSQL cannot take as text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path or "\0" in unquote(request.META.get("QUERY_STRING", "")):
            raise SuspiciousOperation("NUL in the address")
        return self._get_response(request)


class LanguageOfAddress(LocaleMiddleware):
    """Takes the language from the address alone, and so tells caches nothing else of it.

    Django's own answers to Korean addresses vary by Accept-Language, which here decides nothing.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class NoBodyForHead:
    """Answer HEAD with the headers alone, whatever a view gave."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.content = b""
        return response
