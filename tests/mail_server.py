"""A mail server on this machine that does to each mail what a test tells it to."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class MailServer:
    """Accepts mails, or refuses or drops them: `answers` says what each command is told.

    Such as {"RCPT": "550 no such user", "BODY": ""}: nothing is said, and the line goes dead.
    What was taken in whole stands in `mails`, whatever was answered to it.
    """

    def __init__(self) -> None:
        """Listen on a free port of the loopback."""
        self.answers: dict[str, str] = {}
        self.mails: list[str] = []
        self.pause = 0.0  # how long it thinks about each mail
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])

    def serve(self) -> None:
        """Serve one client after the other until the server is closed."""
        while True:
            try:
                client, _address = self._listening.accept()
            except OSError:
                return
            # A client that is killed while it talks leaves the next ones a server.
            with suppress(OSError), client, client.makefile("rwb", buffering=0) as lines:
                self._talk(lines)

    def close(self) -> None:
        """Stop listening."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _talk(self, lines: object) -> None:
        say, hear = lines.write, lines.readline  # type: ignore[attr-defined]
        say(b"220 here\r\n")
        while line := hear().decode():
            command = line[:4].strip().upper()
            answer = self.answers.get(command, "354 go on" if command == "DATA" else "250 ok")
            say(f"{answer}\r\n".encode())
            if command == "DATA" and answer.startswith("354"):
                self.mails.append("".join(iter(lambda: hear().decode(), ".\r\n")))
                time.sleep(self.pause)
                answer = self.answers.get("BODY", "250 taken")
                if not answer:
                    return
                say(f"{answer}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server for a while."""
    server = MailServer()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(5)
