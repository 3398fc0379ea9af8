"""HTTP/1.1 over sockets: kept-alive lines, packed bodies, and endings that go wrong on purpose."""

from __future__ import annotations

import gzip
import http.server
import socket
import socketserver
import struct
import sys
import threading
import time
import traceback
import zlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .dispatch import answer
from .message import Reply, Request, html_reply
from .world import World

_SMALLEST_PACKED = 1024


class _Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, world: World) -> None:
        self.world = world
        self.stopping = threading.Event()
        self.lines: set[socket.socket] = set()
        super().__init__((host, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error of ours; anything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    disable_nagle_algorithm = True

    def setup(self) -> None:
        # Coverage is of the program under test; traced, this server takes twice as long.
        sys.settrace(None)
        super().setup()
        self.server.lines.add(self.connection)

    def finish(self) -> None:
        self.server.lines.discard(self.connection)
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing on the terminal: requests are in the log."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """What the `Date` of a reply says: the server's own time, which may not be the client's."""
        world = self.server.world
        now = world.clock.seconds() + world.identity.skew
        return super().date_time_string(now if timestamp is None else timestamp)

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def _answer(self) -> None:
        try:
            body = self._body()
        except (ValueError, EOFError, gzip.BadGzipFile, zlib.error):
            # Where the next request begins cannot be told.
            self.close_connection = True
            text = "Your client has issued a malformed or illegal request."
            self._send(html_reply(400, "Bad Request", text))
            return
        parts = urlsplit(self.path)
        request = Request(
            self.command,
            parts.path,
            parse_qs(parts.query, keep_blank_values=True),
            {name.lower(): value for name, value in self.headers.items()},
            body,
            self.client_address[0],
        )
        try:
            reply = answer(self.server.world, request)
        except Exception as error:  # noqa: BLE001
            # Our own mistake: the client sees a 500, the terminal the traceback.
            self.server.world.bugs.append(error)
            traceback.print_exc()
            reply = Reply(500, b"the loopback server has a bug; see its terminal", "text/plain")
        self._send(reply)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _answer  # noqa: N815

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b"".join(iter(self._chunk, b""))
        else:
            body = self.rfile.read(_size(self.headers.get("Content-Length") or "0", 10))
        packed = self.headers.get("Content-Encoding", "").lower() == "gzip"
        return gzip.decompress(body) if packed else body

    def _chunk(self) -> bytes:
        size = _size(self.rfile.readline().split(b";")[0].decode("latin-1"), 16)
        piece = self.rfile.read(size)
        self.rfile.readline()
        return piece

    def _send(self, reply: Reply) -> None:
        if reply.delay:
            self.server.stopping.wait(reply.delay)
        if reply.ending == "reset":
            self._reset()
            return
        body = self._packed(reply)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if reply.ending == "cut":
            body = body[: len(body) // 2]
            self.close_connection = True
        self._write(body, reply.pause)

    def _packed(self, reply: Reply) -> bytes:
        """The body, packed where the client takes that and it is worth it."""
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        size = len(reply.body)
        if "Content-Encoding" in reply.headers:
            return reply.body
        if not accepted or not _SMALLEST_PACKED <= size <= self.server.world.gzip_limit:
            return reply.body
        reply.headers["Content-Encoding"] = "gzip"
        return gzip.compress(reply.body, compresslevel=1)

    def _write(self, body: bytes, pause: float) -> None:
        if self.command == "HEAD":
            return
        if not pause:
            self.wfile.write(body)
            return
        for start in range(0, len(body), max(len(body) // 10, 1)):
            self.wfile.write(body[start : start + max(len(body) // 10, 1)])
            self.wfile.flush()
            time.sleep(pause)

    def _reset(self) -> None:
        """Break the line off hard: the client sees a reset, not an end."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()


def _size(text: str, base: int) -> int:
    """A length as a header or a chunk gives it: digits, no sign."""
    if not text.strip().isalnum():
        raise ValueError(text)
    return int(text, base)


class Listener:
    """A server on a port of a loopback or private address, in a thread of its own."""

    def __init__(self, world: World, port: int = 0, host: str = "127.0.0.1") -> None:
        self._server = _Server(host, port, world)
        self._host = host
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self.port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and close every line."""
        self._server.stopping.set()
        self._server.shutdown()
        for line in list(self._server.lines):
            _close(line)
        self._server.server_close()
        self._thread.join()


def _close(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        # Already closed by the other side.
        return
