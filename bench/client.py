"""A small HTTP client that keeps a server busy and costs little itself."""

import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What a server did under load: requests per second, latencies in ms."""

    per_second: float
    p50: float
    p95: float


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer = bytearray()
        self.expected = 0
        self.body = 0
        self.started = 0.0

    def ask(self, path: str) -> None:
        self.answer.clear()
        self.expected = 0
        self.started = time.perf_counter()
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        self.socket.sendall(request.encode())

    def is_answered(self) -> bool:
        """Read what came; True once the whole answer is there."""
        part = self.socket.recv(262144)
        if not part:
            raise ConnectionError("the server closed the connection")
        self.answer += part
        if not self.expected:
            end = self.answer.find(b"\r\n\r\n")
            if end < 0:
                return False
            head = bytes(self.answer[:end])
            if not head.startswith(b"HTTP/1.1 200"):
                raise ConnectionError(head.split(b"\r\n")[0].decode())
            length = head.lower().split(b"content-length:")[1].split(b"\r\n")[0]
            self.body = int(length)
            self.expected = end + 4 + self.body
        return len(self.answer) >= self.expected


def size_of(port: int, path: str) -> int:
    """Ask once, however long the answer takes, and return the bytes of its body."""
    connection = _Connection(port)
    connection.ask(path)
    while not connection.is_answered():
        pass
    connection.socket.close()
    return connection.body


def load(port: int, path_of: Callable[[int], str], seconds: float, connections: int = 8) -> Load:
    """Ask for `path_of(n)` on kept-open connections for some seconds and measure."""
    poll, count, latencies = selectors.DefaultSelector(), 0, []
    for _ in range(connections):
        connection = _Connection(port)
        connection.ask(path_of(count))
        count += 1
        poll.register(connection.socket, selectors.EVENT_READ, connection)
    begin = time.perf_counter()
    while (now := time.perf_counter()) < begin + seconds:
        for key, _ in poll.select(1):
            connection = key.data
            if connection.is_answered():
                latencies.append(time.perf_counter() - connection.started)
                connection.ask(path_of(count))
                count += 1
    for key in list(poll.get_map().values()):
        key.data.socket.close()
    poll.close()
    latencies.sort()
    return Load(
        per_second=len(latencies) / (now - begin),
        p50=1000 * latencies[len(latencies) // 2],
        p95=1000 * latencies[int(len(latencies) * 0.95)],
    )
