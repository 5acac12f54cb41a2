"""A small HTTP client that keeps a server busy and costs little itself."""

import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

CONNECTIONS = 8


@dataclass(frozen=True)
class Load:
    """What a server did under load: requests per second, latencies in ms.

    `client` is the share of one processor that the client itself took.
    """

    per_second: float
    p95: float
    client: float


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer = b""
        self.expected = 0
        self.body = 0
        self.started = 0.0

    def ask(self, path: str) -> None:
        self.answer = b""
        self.expected = 0
        self.started = time.perf_counter()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    def is_answered(self) -> bool:
        """Read what came; True once the whole answer is there."""
        part = self.socket.recv(262144)
        if not part:
            raise ConnectionError("the server closed the connection")
        self.answer += part
        if not self.expected and not self._read_head():
            return False
        return len(self.answer) >= self.expected

    def _read_head(self) -> bool:
        end = self.answer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = self.answer[:end].lower()
        if not head.startswith(b"http/1.1 200"):
            raise ConnectionError(head.split(b"\r\n")[0].decode())
        self.body = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        self.expected = end + 4 + self.body
        return True


def size_of(port: int, path: str) -> int:
    """Ask once, however long the answer takes, and return the bytes of its body."""
    connection = _Connection(port)
    connection.ask(path)
    while not connection.is_answered():
        pass
    connection.socket.close()
    return connection.body


def load(
    port: int, path_of: Callable[[], str], seconds: float, connections: int = CONNECTIONS
) -> Load:
    """Ask for `path_of()` on kept-open connections for some seconds and measure."""
    poll = select.epoll()
    latencies: list[float] = []
    open_ones = {}
    for _ in range(connections):
        connection = _Connection(port)
        open_ones[connection.socket.fileno()] = connection
        poll.register(connection.socket, select.EPOLLIN)
        connection.ask(path_of())
    begin, used = time.perf_counter(), time.process_time()
    while (now := time.perf_counter()) < begin + seconds or not latencies:
        for number, _ in poll.poll(1):
            connection = open_ones[number]
            if connection.is_answered():
                latencies.append(time.perf_counter() - connection.started)
                connection.ask(path_of())
    used = time.process_time() - used
    for connection in open_ones.values():
        connection.socket.close()
    poll.close()
    latencies.sort()
    return Load(
        per_second=len(latencies) / (now - begin),
        p95=1000 * latencies[int(len(latencies) * 0.95)],
        client=used / (now - begin),
    )
