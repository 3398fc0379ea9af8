"""A mailbox over IMAP: what was sent is looked up there, what came back is read there."""

import base64
import contextlib
import datetime as dt
import imaplib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sheets_sync.errors import MailError
from sheets_sync.mail.delivery import Returned
from sheets_sync.mailers.bounce_reports import returned
from sheets_sync.mailers.connect import Password, Token
from sheets_sync.mailers.tls import trusting

LOOKS = (dt.timedelta(minutes=15), dt.timedelta(hours=1), dt.timedelta(hours=24))
"""A search can lag behind the mail: "not there" is believed after a day."""
_LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?:"[^"]*"|NIL) (?P<name>.+)')


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One folder of one account, and how to reach it."""

    host: str
    port: int
    user: str
    security: Literal["starttls", "tls", "none"] = "tls"
    password: Password | None = None
    token: Token | None = None
    folder: str = ""
    """Empty for the folder that the server itself marks as the one of sent mail."""
    ca_file: Path | None = None
    seconds: float = 60


@dataclass(slots=True)
class ImapOracle:
    """Knows what the server kept of the mail that was sent, or archived."""

    mailbox: Mailbox
    clock: Callable[[], dt.datetime]
    patience: Sequence[dt.timedelta] = LOOKS

    def seen(self, message_ids: Collection[str]) -> frozenset[str]:
        """Which of these are in the folder."""
        with opened(self.mailbox, self.clock()) as connection:
            return frozenset(each for each in message_ids if _holds(connection, each))


@dataclass(slots=True)
class ImapReturns:
    """The mailbox that undeliverable letters return to."""

    mailbox: Mailbox
    clock: Callable[[], dt.datetime]
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack, init=False)
    _connection: imaplib.IMAP4 | None = field(default=None, init=False)

    def returned(self) -> Iterator[Returned]:
        """Read the unread reports; other mail stays unread for people."""
        connection = self._opened()
        with _errors_named("read"):
            found = _checked(connection.uid("SEARCH", "UNSEEN"))[0] or b""
        for number in found.split():
            with _errors_named("read"):
                reply = _checked(connection.uid("FETCH", number.decode(), "(BODY.PEEK[])"))
            content = next((each[1] for each in reply if isinstance(each, tuple)), b"")
            report = returned(content, number.decode())
            if report is not None:
                yield report

    def dealt_with(self, report: Returned) -> None:
        """Mark the report as read."""
        with _errors_named("mark"):
            _checked(self._opened().uid("STORE", report.handle, "+FLAGS", r"(\Seen)"))

    def _opened(self) -> imaplib.IMAP4:
        if self._connection is None:
            self._connection = self._stack.enter_context(
                opened(self.mailbox, self.clock(), writing=True)
            )
        return self._connection

    def close(self) -> None:
        """Hang up."""
        self._connection = None
        self._stack.close()


@contextlib.contextmanager
def opened(mailbox: Mailbox, now: dt.datetime, *, writing: bool = False) -> Iterator[imaplib.IMAP4]:
    """Connect, log in and open the folder. Raises `MailError`, never what imaplib raises."""
    with _errors_named("connect", mailbox.host):
        connection = _connected(mailbox)
    try:
        with _errors_named("login", mailbox.host):
            _log_in(connection, mailbox, now)
        with _errors_named("folder", mailbox.host):
            name = utf7(mailbox.folder) if mailbox.folder else _sent_folder(connection)
            _checked(connection.select(_quoted(name), readonly=not writing))
        yield connection
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            connection.logout()


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    if mailbox.security == "tls":
        return imaplib.IMAP4_SSL(
            mailbox.host,
            mailbox.port,
            ssl_context=trusting(mailbox.ca_file),
            timeout=mailbox.seconds,
        )
    connection = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=mailbox.seconds)
    if mailbox.security == "starttls":
        try:
            connection.starttls(trusting(mailbox.ca_file))
        except BaseException:
            connection.shutdown()
            raise
    return connection


def _log_in(connection: imaplib.IMAP4, mailbox: Mailbox, now: dt.datetime) -> None:
    if mailbox.token is not None:
        text = f"user={mailbox.user}\1auth=Bearer {mailbox.token.fresh(now)}\1\1"
        connection.authenticate("XOAUTH2", lambda _: text.encode())
    elif mailbox.password is None:
        raise MailError("imap-password-missing", user=mailbox.user)
    else:
        secret = f"\0{mailbox.user}\0{mailbox.password.reveal()}"
        connection.authenticate("PLAIN", lambda _: secret.encode())


def _sent_folder(connection: imaplib.IMAP4) -> str:
    for line in _checked(connection.list()):
        found = _LISTED.fullmatch(line) if isinstance(line, bytes) else None
        if found and rb"\sent" in found["flags"].lower().split():
            return found["name"].decode("ascii", "replace").strip('"')
    raise MailError("imap-no-sent-folder")


def _holds(connection: imaplib.IMAP4, message_id: str) -> bool:
    with _errors_named("search"):
        found = _checked(connection.uid("SEARCH", "HEADER", "Message-ID", _quoted(message_id)))
    return bool(found[0])


def _checked(answer: tuple[str, Any]) -> list[Any]:
    kind, lines = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(kind)
    return list(lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@contextlib.contextmanager
def _errors_named(step: str, host: str = "") -> Iterator[None]:
    """Tell one step's trouble without what a server may have echoed."""
    try:
        yield
    except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
        name = type(error).__name__
        raise MailError("imap-failed", step=step, host=host, failure=name) from error


def utf7(name: str) -> str:
    """Write a folder name as IMAP does (RFC 3501, 5.1.3): modified UTF-7."""
    parts = re.split(r"([^ -~]+)", name.replace("&", "&-"))
    return "".join(
        part if index % 2 == 0 else f"&{_modified_base64(part)}-"
        for index, part in enumerate(parts)
    )


def _modified_base64(text: str) -> str:
    encoded = base64.b64encode(text.encode("utf-16-be")).decode("ascii")
    return encoded.rstrip("=").replace("/", ",")
