"""One SMTP connection: lines out, replies in, each within its time."""

import contextlib
import re
import socket
import ssl
import time
from dataclasses import dataclass

from sheets_sync.errors import MailError
from sheets_sync.i18n.kept_errors import kept
from sheets_sync.mailers.server_text import as_text

LONGEST_LINE = 4096
MOST_LINES = 200
_REPLY = re.compile(rb"([2-5]\d\d)([ -]?)(.*)")
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:\s|$)")


class DroppedError(MailError):
    """The connection broke, ran out of time, or spoke no SMTP; said in any language."""

    def __str__(self) -> str:
        """The name and the facts, as the ledger keeps them."""
        return kept(self)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered to one command."""

    code: int
    lines: tuple[str, ...]

    @property
    def kind(self) -> int:
        """First digit: 2 done, 3 go on, 4 not now, 5 no."""
        return self.code // 100

    @property
    def enhanced(self) -> str:
        """The enhanced code (`5.4.5`), or empty; some servers put it on the last line only."""
        found = next(filter(None, map(_ENHANCED.match, self.lines)), None)
        return found.group(1) if found else ""

    @property
    def text(self) -> str:
        """All lines in one."""
        return " ".join(self.lines)


class Conversation:
    """A socket that speaks SMTP; broken for good after the first trouble."""

    def __init__(self, host: str, port: int, *, seconds: float) -> None:
        self.host = host
        self._seconds = seconds
        self._waiting = b""
        try:
            self._socket: socket.socket = socket.create_connection((host, port), seconds)
            # The dot goes out apart from the body: it must not wait for an acknowledgement.
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except UnicodeError as error:
            raise DroppedError("smtp-host-unknown") from error
        except OSError as error:
            raise _dropped_by(error) from error

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Go on over TLS with a verified peer; what came in the clear is forgotten."""
        self._waiting = b""
        try:
            self._socket.settimeout(self._seconds)
            self._socket = context.wrap_socket(self._socket, server_hostname=self.host)
        except OSError as error:
            raise _dropped_by(error) from error

    @property
    def encrypted(self) -> bool:
        """Whether nobody on the way can read along."""
        return isinstance(self._socket, ssl.SSLSocket)

    def ask(self, line: str, *, seconds: float | None = None) -> Reply:
        """Say one line and wait for the answer."""
        self.say(line.encode("ascii") + b"\r\n")
        return self.reply(seconds=seconds)

    def say(self, content: bytes) -> None:
        """Send bytes as they are."""
        try:
            self._socket.settimeout(self._seconds)
            self._socket.sendall(content)
        except OSError as error:
            raise _dropped_by(error) from error

    def reply(self, *, seconds: float | None = None) -> Reply:
        """Read one whole answer; a server that drips letters gets no more time than another."""
        deadline = time.monotonic() + (self._seconds if seconds is None else seconds)
        lines: list[str] = []
        while len(lines) < MOST_LINES:
            found = _REPLY.fullmatch(self._line(deadline))
            if found is None:
                raise DroppedError("smtp-reply-odd")
            lines.append(as_text(found.group(3)).strip())
            if found.group(2) != b"-":
                return Reply(int(found.group(1)), tuple(lines))
        raise DroppedError("smtp-reply-odd")

    def listen(self) -> None:
        """Notice a server that hung up or spoke out of turn; otherwise return at once."""
        try:
            self._socket.settimeout(0)
            said = self._socket.recv(LONGEST_LINE)
        except (BlockingIOError, ssl.SSLWantReadError):
            return
        except OSError as error:
            raise _dropped_by(error) from error
        raise DroppedError("smtp-reply-odd" if said else "smtp-hung-up")

    def _line(self, deadline: float) -> bytes:
        while b"\n" not in self._waiting:
            if len(self._waiting) > LONGEST_LINE:
                raise DroppedError("smtp-reply-odd")
            left = deadline - time.monotonic()
            if left <= 0:
                raise DroppedError("smtp-timed-out")
            try:
                self._socket.settimeout(left)
                more = self._socket.recv(LONGEST_LINE)
            except OSError as error:
                raise _dropped_by(error) from error
            if not more:
                raise DroppedError("smtp-hung-up")
            self._waiting += more
        line, _, self._waiting = self._waiting.partition(b"\n")
        return line.rstrip(b"\r")

    def close(self) -> None:
        """Hang up without a word."""
        with contextlib.suppress(OSError):
            self._socket.close()


def _dropped_by(error: OSError) -> DroppedError:
    match error:
        case ssl.SSLCertVerificationError():
            return DroppedError("smtp-untrusted", why=error.verify_message)
        case ssl.SSLError():
            return DroppedError("smtp-tls-failed", why=error.reason or type(error).__name__)
        case socket.gaierror():
            return DroppedError("smtp-host-unknown")
        case TimeoutError():
            return DroppedError("smtp-timed-out")
        case ConnectionRefusedError():
            return DroppedError("smtp-port-closed")
        case _:
            return DroppedError("smtp-broken", why=error.strerror or type(error).__name__)
