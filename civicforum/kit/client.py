"""Who sends a request, where proxies stand in between."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address


def client_address(request: HttpRequest) -> str:
    """Return the address of the client, as far as it can be believed.

    Each proxy adds to the end of X-Forwarded-For the address it was called from, so the
    list is read from its end for as long as the proxies named in TRUSTED_PROXIES speak.
    What stands before that, a client may have written itself.
    """
    told = request.headers.get("X-Forwarded-For", "").split(",")
    address = _address(request.META.get("REMOTE_ADDR", ""))
    while told and _is_trusted(address):
        earlier = _address(told.pop())
        if earlier is None:
            break
        address = earlier
    return str(address or "")


def _is_trusted(address: Address | None) -> bool:
    return address is not None and any(
        address in ip_network(proxy) for proxy in settings.TRUSTED_PROXIES
    )


def _address(text: str) -> Address | None:
    """Read an address; an IPv4 one is told as IPv6 (::ffff:…) where one socket serves both."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
