"""Who sends a request, where proxies stand in between."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of the client, as far as it can be believed.

    Each proxy adds to the end of X-Forwarded-For the address it was called from, so the
    list is read from its end for as long as the proxies named in TRUSTED_PROXIES speak.
    What stands before that, a client may have written itself.
    """
    told = request.headers.get("X-Forwarded-For", "").split(",")
    address: str = request.META.get("REMOTE_ADDR", "")
    while told and _is_trusted(address):
        earlier = told.pop().strip()
        if not _is_address(earlier):
            break
        address = earlier
    return address


def _is_trusted(address: str) -> bool:
    return _is_address(address) and any(
        ip_address(address) in ip_network(proxy) for proxy in settings.TRUSTED_PROXIES
    )


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
