"""Opens a connection to a mail server: greeting, encryption, login."""

import base64
import datetime as dt
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol

from sheets_sync.errors import MailError
from sheets_sync.i18n.kept_errors import kept
from sheets_sync.mail.checkpoints import Checkpoint
from sheets_sync.mail.delivery import Outcome, Verdict
from sheets_sync.mail.refusals import LONG, SHORT
from sheets_sync.mailers.smtp_connection import Conversation, DroppedError, Reply
from sheets_sync.mailers.smtp_replies import redacted, refusal
from sheets_sync.mailers.tls import trusting

READY, OK, LOGGED_IN, CONTINUE = 220, 250, 235, 334


class Password(Protocol):
    """Knows the secret of an account when it is needed, and never shows it."""

    def reveal(self) -> str:
        """Read the password. Raises `MailError` when it cannot be read."""
        ...


class Token(Protocol):
    """Knows a fresh access token (XOAUTH2)."""

    def fresh(self, now: dt.datetime) -> str:
        """Give a token that lives for a while yet. Raises `MailError` when there is none."""
        ...

    def forget(self) -> None:
        """Drop the token: the server would not have it."""
        ...


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how to speak to it."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: Password | None = None
    token: Token | None = None
    ca_file: Path | None = None
    """Trusted besides the system's own authorities: an agency's internal one."""
    seconds: float = 60
    """For every step but the answer to the final dot."""
    data_seconds: float = 600
    """RFC 5321 gives a server ten minutes to store a letter."""
    hello: str = ""
    """Our own name in EHLO; empty for what the system says."""
    letters: int = 0
    """How many letters one connection carries; 0 for any number."""


class ConnectionRefusedByServerError(Exception):
    """No connection could be opened; nothing was sent."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.text)
        self.outcome = outcome


def greet(
    server: Server, clock: Callable[[], dt.datetime], checkpoint: Checkpoint
) -> tuple[Conversation, str, Mapping[str, str]]:
    """Connect, encrypt and log in; the line, the server's name and its extensions."""
    opening = _Opening(server, clock, checkpoint)
    try:
        return opening.run()
    except DroppedError as error:
        untrusted = error.name == "smtp-untrusted"
        raise opening.refused(
            opening.phase, redacted(str(error)), LONG if untrusted else SHORT
        ) from error
    except MailError as error:
        # Of our own side: whoever mends it should not have to wait for long.
        raise opening.refused("login", kept(error), SHORT) from error
    except BaseException:
        opening.hang_up()
        raise


class _Opening:
    def __init__(
        self, server: Server, clock: Callable[[], dt.datetime], checkpoint: Checkpoint
    ) -> None:
        self.server = server
        self.clock = clock
        self.checkpoint = checkpoint
        self.phase = "connect"
        self.line: Conversation | None = None

    def refused(self, phase: str, text: str, pause: dt.timedelta) -> ConnectionRefusedByServerError:
        self.hang_up()
        return ConnectionRefusedByServerError(
            Outcome(Verdict.CHANNEL, phase, text=text, server=self.server.host, pause=pause)
        )

    def hang_up(self) -> None:
        if self.line is not None:
            self.line.close()

    def run(self) -> tuple[Conversation, str, Mapping[str, str]]:
        server = self.server
        line = self.line = Conversation(server.host, server.port, seconds=server.seconds)
        if server.security == "tls":
            self._encrypt(line)
        greeting = self._hoped(line.reply(), READY)
        self.checkpoint("connected")
        extensions = self._hello(line)
        self.checkpoint("after-hello")
        if server.security == "starttls":
            self.phase = "tls"
            if "starttls" not in extensions:
                raise DroppedError("smtp-no-starttls")
            self._hoped(line.ask("STARTTLS"), READY)
            self._encrypt(line)
            self.checkpoint("encrypted")
            extensions = self._hello(line)
        if server.user:
            self.phase = "login"
            self._login(line, extensions)
            self.checkpoint("logged-in")
        return line, greeting.lines[0].split(" ")[0] or server.host, extensions

    def _encrypt(self, line: Conversation) -> None:
        self.phase = "tls"
        line.encrypt(trusting(self.server.ca_file))

    def _hello(self, line: Conversation) -> dict[str, str]:
        self.phase = "hello"
        reply = self._hoped(line.ask(f"EHLO {self.server.hello or _own_name()}"), OK)
        pairs = (each.lower().partition(" ") for each in reply.lines[1:])
        return {name: rest for name, _, rest in pairs}

    def _login(self, line: Conversation, extensions: dict[str, str]) -> None:
        if not line.encrypted and not _loopback(line.host):
            raise MailError("smtp-login-unencrypted", host=line.host)
        ways = extensions.get("auth", "").split()
        if self.server.token is not None:
            reply = self._with_token(line, self.server.token)
            if reply.code != LOGGED_IN:
                # It may have been revoked before its time: one more try with a new one.
                self.server.token.forget()
                reply = self._with_token(line, self.server.token)
        elif self.server.password is None:
            raise MailError("smtp-password-missing", user=self.server.user)
        elif "plain" in ways or "login" not in ways:
            secret = f"\0{self.server.user}\0{self.server.password.reveal()}"
            reply = line.ask(f"AUTH PLAIN {_base64(secret)}")
        else:
            reply = self._in_two_steps(line, self.server.password.reveal())
        self._hoped(reply, LOGGED_IN)

    def _with_token(self, line: Conversation, token: Token) -> Reply:
        secret = token.fresh(self.clock())
        text = f"user={self.server.user}\1auth=Bearer {secret}\1\1"
        reply = line.ask(f"AUTH XOAUTH2 {_base64(text)}")
        # The reason comes as a challenge; an empty answer asks for the verdict.
        return line.ask("") if reply.code == CONTINUE else reply

    def _in_two_steps(self, line: Conversation, secret: str) -> Reply:
        for answer in ("AUTH LOGIN", _base64(self.server.user)):
            reply = line.ask(answer)
            if reply.code != CONTINUE:
                return reply
        return line.ask(_base64(secret))

    def _hoped(self, reply: Reply, code: int) -> Reply:
        if reply.code != code:
            raise ConnectionRefusedByServerError(refusal(self.phase, reply, self.server.host))
        return reply


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


@lru_cache(maxsize=1)
def _own_name() -> str:
    name = socket.gethostname()
    fit = name.isascii() and all(letter.isalnum() or letter in ".-" for letter in name)
    return name if fit and name else "localhost"


def _loopback(host: str) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"}
