"""Where the portal listens, and with how many processes."""

import errno
import os
import socket
from dataclasses import dataclass

from civicforum.local import Problem

QUEUE = 2048  # callers; as many as gunicorn lets wait


@dataclass(frozen=True)
class Address:
    """Where the portal is to be reached."""

    host: str
    port: int

    @classmethod
    def chosen(cls) -> "Address":
        """Read `HOST` and `PORT`; raises `Problem` where they make no address."""
        port = os.environ.get("PORT") or "8000"
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise Problem(f"PORT={port} is no port number: choose one from 1024 to 65535.")
        return cls(os.environ.get("HOST") or "127.0.0.1", int(port))

    @property
    def reached_at(self) -> str:
        """The host a browser on this machine uses."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    @property
    def bind(self) -> str:
        """What gunicorn calls it."""
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def url(self) -> str:
        """The address to show."""
        return f"http://{_bracketed(self.reached_at)}:{self.port}/"

    def listen(self) -> socket.socket:
        """Take the port and queue whoever calls; raises `Problem` where that cannot be.

        From now on nobody else can have it, and what answers there is ours.
        """
        listener = None
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(
                self.host, self.port, type=socket.SOCK_STREAM
            )[0]
            listener = socket.socket(family, kind, protocol)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(QUEUE)
        except (OSError, UnicodeError) as error:  # a name may be none that could be looked up
            if listener:
                listener.close()
            raise Problem(self._why_not(error)) from error
        return listener

    def _why_not(self, error: OSError | UnicodeError) -> str:
        if isinstance(error, PermissionError):
            return (
                f"Port {self.port} is for administrators: choose one from 1024 up, "
                "for example `make run PORT=8080`."
            )
        no_name = f"HOST={self.host} is no address of this machine."
        if isinstance(error, UnicodeError | socket.gaierror):
            return no_name
        if error.errno == errno.EADDRNOTAVAIL:
            return no_name
        return (
            f"Port {self.port} on {self.host} cannot be used ({error.strerror}): stop what "
            f"runs there or choose another, for example `make run PORT={self.port + 80}`."
        )


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def web_processes() -> int:
    """Read `WEB_CONCURRENCY`; raises `Problem` where it is no number of processes."""
    number = os.environ.get("WEB_CONCURRENCY") or "2"
    if not number.isdecimal() or int(number) < 1:
        raise Problem(f"WEB_CONCURRENCY={number} is no number of processes: choose 1 or more.")
    return int(number)
