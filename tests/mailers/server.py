"""A mail server on loopback that fails on demand and counts what it took."""

import base64
import contextlib
import email
import re
import socket
import ssl
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

DROP, HANG, GARBAGE, DRIP, ENDLESS = "drop", "hang", "garbage", "drip", "endless"
STORE_DROP, STORE_HANG, LATE = "store, drop", "store, hang", "store late"
"""What a fault may be besides a reply of its own. The last three only at the dot."""


class HangUpError(Exception):
    """The server closes the connection."""


@dataclass(frozen=True)
class Stored:
    """One letter the server took responsibility for."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    client: str
    """The address that it came from."""
    at: float

    @property
    def message_id(self):
        return email.message_from_bytes(self.content)["Message-ID"]


@dataclass
class MailServer:
    """Listens on a free port until stopped; `faults` are used up one by one, by phase."""

    host: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    implicit_tls: bool = False
    offer_starttls: bool | None = None
    user: str = ""
    password: str = ""
    tokens: tuple[str, ...] = ()
    ways: str = "PLAIN LOGIN XOAUTH2"
    pipelining: bool = False
    data_seconds: float = 300
    late_seconds: float = 0.4
    size: int = 30_000_000
    refuse: Callable[[str], str | None] = lambda _: None
    """What it always answers to a recipient."""
    charset: str = "utf-8"
    """What it answers in."""
    archive: Path | None = None
    faults: dict[str, deque] = field(default_factory=lambda: defaultdict(deque))
    stored: list[Stored] = field(default_factory=list)
    connections: int = 0
    receiving: int = 0
    """How many connections are between 354 and the answer to the dot."""
    logins: list[str] = field(default_factory=list)

    def __enter__(self):
        self._listener = socket.create_server((self.host, 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self._open = set()
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in [*self._open]:
            _close(connection)

    def fail(self, phase, *faults):
        self.faults[phase].extend(faults)
        return self

    def _accept(self):
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        session = Session(self, connection)
        self._open.add(connection)
        try:
            session.run()
        except (HangUpError, OSError, ValueError):
            pass
        finally:
            self._open.discard(connection)
            session.close()


class Session:
    """One connection."""

    def __init__(self, server, connection):
        self.server = server
        self.connection = connection
        self.client = connection.getpeername()[0]
        self.waiting = b""
        self.secure = False

    def run(self):
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.server.implicit_tls:
            self._encrypt()
        self._answer("connect", "220 mail.test ESMTP")
        while True:
            self._command(self._line())

    def _command(self, line):
        verb = line.split(" ")[0].upper()
        match verb:
            case "EHLO":
                self._answer("hello", self._extensions())
            case "STARTTLS":
                self._answer("starttls", "220 go ahead")
                self._encrypt()
            case "AUTH":
                self._auth(line)
            case "MAIL":
                self.sender, self.recipients = re.search("<(.*?)>", line).group(1), []
                self._answer("mail", "250 2.1.0 ok")
            case "RCPT":
                recipient = re.search("<(.*?)>", line).group(1)
                refused = self.server.refuse(recipient)
                if self._act(refused or self._fault("rcpt"), "250 2.1.5 ok"):
                    self.recipients.append(recipient)
            case "DATA":
                self._data()
            case "RSET":
                self._answer("rset", "250 ok")
            case "QUIT":
                self._answer("quit", "221 bye")
                raise HangUpError
            case _:
                self._say("500 what?")

    def _extensions(self):
        lines = ["mail.test", f"SIZE {self.server.size}"]
        offered = self.server.offer_starttls
        if (self.server.tls and not self.secure) if offered is None else offered:
            lines.append("STARTTLS")
        if self.server.user:
            lines.append(f"AUTH {self.server.ways}")
        if self.server.pipelining:
            lines.append("PIPELINING")
        return "\r\n".join([*(f"250-{each}" for each in lines), "250 8BITMIME"])

    def _auth(self, line):
        way, _, first = line[5:].partition(" ")
        if way.upper() == "PLAIN":
            _, user, secret = _unbase64(first).split("\0")
        elif way.upper() == "LOGIN":
            self._say("334 VXNlcm5hbWU6")
            user = _unbase64(self._line())
            self._say("334 UGFzc3dvcmQ6")
            secret = _unbase64(self._line())
        else:
            user, bearer = _unbase64(first).split("\1")[:2]
            user, secret = user.removeprefix("user="), bearer.removeprefix("auth=Bearer ")
            if secret not in self.server.tokens:
                self._say("334 eyJzdGF0dXMiOiI0MDAifQ==")
                self._line()
        self.server.logins.append(way.upper())
        right = user == self.server.user and secret in {self.server.password, *self.server.tokens}
        self._answer("auth", "235 2.7.0 in" if right else "535 5.7.8 no")

    def _data(self):
        with self.server._lock:
            self.server.receiving += 1
        try:
            if self._answer("data", "354 go ahead"):
                self._receive()
        finally:
            with self.server._lock:
                self.server.receiving -= 1

    def _receive(self):
        self.connection.settimeout(self.server.data_seconds)
        fault = self._fault("body")
        if fault not in {None, DROP}:
            self._interrupt(fault)
        while (end := (b"\r\n" + self.waiting).find(b"\r\n.\r\n")) < 0:
            if fault == DROP:
                raise HangUpError
            more = self.connection.recv(65536)
            if not more:
                raise HangUpError
            self.waiting += more
        content, self.waiting = self.waiting[:end], self.waiting[end + 3 :]
        self.connection.settimeout(None)
        self._dot((b"\r\n" + content).replace(b"\r\n.", b"\r\n")[2:])

    def _interrupt(self, reply):
        """Speak before the dot, as a server does that has waited too long."""
        self.connection.settimeout(0.05)
        with contextlib.suppress(TimeoutError):
            while self.connection.recv(65536):
                pass
        self._say(reply)
        self.connection.settimeout(5)
        while self.connection.recv(65536):
            pass
        raise HangUpError

    def _dot(self, content):
        fault = self._fault("dot")
        if fault in {None, STORE_DROP, STORE_HANG, LATE}:
            if fault == LATE:
                time.sleep(self.server.late_seconds)
            self._store(content)
        if fault in {STORE_DROP, DROP}:
            raise HangUpError
        self._act({STORE_HANG: HANG, LATE: None}.get(fault, fault), "250 2.0.0 queued as Q12345")

    def _store(self, content):
        letter = Stored(self.sender, tuple(self.recipients), content, self.client, time.time())
        if self.server.archive is not None:
            name = letter.message_id.strip("<>").partition(".")[0]
            (self.server.archive / name).touch()
        self.server.stored.append(letter)

    def _answer(self, phase, hoped):
        return self._act(self._fault(phase), hoped)

    def _fault(self, phase):
        waiting = self.server.faults[phase]
        return waiting.popleft() if waiting else None

    def _act(self, fault, hoped):
        match fault:
            case None:
                self._say(hoped)
                return True
            case "drop":
                raise HangUpError
            case "hang":
                self.server._stopped.wait(60)
                raise HangUpError
            case "garbage":
                self._say("hello, is this SMTP?")
            case "drip":
                for letter in b"250 " * 100:
                    self.connection.sendall(bytes([letter]))
                    time.sleep(0.1)
            case "endless":
                for _ in range(500):
                    self._say("250-more")
            case _:
                self._say(fault)
                if fault.startswith("421"):
                    raise HangUpError
        return False

    def _say(self, line):
        self.connection.sendall(line.encode(self.server.charset) + b"\r\n")

    def _line(self):
        while b"\n" not in self.waiting:
            more = self.connection.recv(4096)
            if not more:
                raise HangUpError
            self.waiting += more
        line, _, self.waiting = self.waiting.partition(b"\n")
        return line.decode("ascii", "replace").rstrip("\r")

    def _encrypt(self):
        if self._fault("handshake") == DROP:
            raise HangUpError
        plain = self.connection
        self.connection = self.server.tls.wrap_socket(plain, server_side=True)
        self.server._open.discard(plain)
        self.server._open.add(self.connection)
        self.secure = True

    def close(self):
        self.server._open.discard(self.connection)
        _close(self.connection)


def _close(connection):
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        connection.close()


def _unbase64(text):
    return base64.b64decode(text).decode()
