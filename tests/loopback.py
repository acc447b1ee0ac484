"""A server on this machine that behaves as badly as it is told to: pages, and a model's answers."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Exchange"], None]


class Exchange(BaseHTTPRequestHandler):
    """One request, answered by whatever the server was last told to do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        server: Any = self.server
        length = int(self.headers.get("content-length") or 0)
        self.body = self.rfile.read(length)
        server.requests.append((self.command, self.path, self.body))
        server.answer(self)

    def give(
        self, body: bytes | str, kind: str = "application/json", status: int = 200, **headers: str
    ) -> None:
        """Send a whole response; header names with `_` for `-`."""
        raw = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(raw)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(raw)

    def complete(self, content: str, **choice: Any) -> None:
        """Send a chat completion with this content."""
        message = {"role": "assistant", "content": content, **choice.pop("message", {})}
        # A count that fits the request, or the client would say that the server cut it.
        tokens = choice.pop("prompt_tokens", len(self.body) // 4)
        self.give(
            json.dumps(
                {
                    "id": "x",
                    "object": "chat.completion",
                    "created": 1,
                    "model": "tiny",
                    "choices": [
                        {"index": 0, "message": message, "finish_reason": "stop", **choice}
                    ],
                    "usage": {
                        "prompt_tokens": tokens,
                        "completion_tokens": 90,
                        "total_tokens": tokens + 90,
                    },
                }
            )
        )

    def reset(self) -> None:
        """Break the connection without an answer."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


class Loopback(ThreadingHTTPServer):
    """Listens on a free port of 127.0.0.1; `answer` says what each request gets."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.answer: Answer = lambda exchange: exchange.give("{}", status=404)
        self.requests: list[tuple[str, str, bytes]] = []
        self.gone = threading.Event()
        """Set when the test is over; whoever sleeps on it wakes up."""

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that gave up is what some tests are about


@contextmanager
def loopback() -> Iterator[Loopback]:
    """A server for the length of a `with`."""
    server = Loopback()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.gone.set()
        server.shutdown()
        server.server_close()
        thread.join()
