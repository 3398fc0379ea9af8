"""A mailbox over IMAP: opened, listed, and asked for what was sent."""

import contextlib
import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sheets_sync.errors import MailError
from sheets_sync.mailers.connect import Password, Token
from sheets_sync.mailers.tls import trusting

if TYPE_CHECKING:  # slow to import, and no command but those that mail needs it
    from imapclient import IMAPClient

LOOKS = (dt.timedelta(minutes=15), dt.timedelta(hours=1), dt.timedelta(hours=24))
"""A search can lag behind the mail: "not there" is believed after a day."""
_RENAMED = ("X-Google-Original-Message-ID", "X-Microsoft-Original-Message-ID")
"""Where providers keep the Message-ID that they replace by their own."""


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
        """Which of these are in the folder, by any mark that a provider leaves them."""
        with opened(self.mailbox, self.clock()) as client:
            return frozenset(each for each in message_ids if _holds(client, each))


@contextlib.contextmanager
def opened(mailbox: Mailbox, now: dt.datetime) -> Iterator["IMAPClient"]:
    """Connect, log in and look into the folder; raises `MailError`, never what IMAPClient does."""
    with logged_in(mailbox, now) as client:
        with errors_named("folder", mailbox.host):
            name = mailbox.folder or _sent_folder(client)
            client.select_folder(name, readonly=True)
        yield client


def folders(mailbox: Mailbox, now: dt.datetime) -> list[str]:
    """The names of all folders of the account, as the settings would write them."""
    with logged_in(mailbox, now) as client, errors_named("folder", mailbox.host):
        return sorted(str(name) for _, _, name in client.list_folders())


@contextlib.contextmanager
def logged_in(mailbox: Mailbox, now: dt.datetime) -> Iterator["IMAPClient"]:
    """Connect and log in; say goodbye at the end."""
    from imapclient.exceptions import IMAPClientError

    with errors_named("connect", mailbox.host):
        client = _connected(mailbox)
    try:
        with errors_named("login", mailbox.host):
            _log_in(client, mailbox, now)
        yield client
    finally:
        with contextlib.suppress(OSError, IMAPClientError):
            client.logout()


def _connected(mailbox: Mailbox) -> "IMAPClient":
    from imapclient import IMAPClient

    is_tls = mailbox.security == "tls"
    client = IMAPClient(
        mailbox.host,
        mailbox.port,
        ssl=is_tls,
        ssl_context=trusting(mailbox.ca_file) if is_tls else None,
        timeout=mailbox.seconds,
    )
    if mailbox.security == "starttls":
        try:
            client.starttls(trusting(mailbox.ca_file))
        except BaseException:
            client.shutdown()
            raise
    return client


def _log_in(client: "IMAPClient", mailbox: Mailbox, now: dt.datetime) -> None:
    if mailbox.token is not None:
        text = f"user={mailbox.user}\1auth=Bearer {mailbox.token.fresh(now)}\1\1"
        client.sasl_login("XOAUTH2", lambda _: text.encode())
    elif mailbox.password is None:
        raise MailError("imap-password-missing", user=mailbox.user)
    else:
        secret = f"\0{mailbox.user}\0{mailbox.password.reveal()}"
        client.sasl_login("PLAIN", lambda _: secret.encode())


def _sent_folder(client: "IMAPClient") -> str:
    for flags, _, name in client.list_folders():
        if b"\\sent" in {bytes(flag).lower() for flag in flags}:
            return str(name)
    raise MailError("imap-no-sent-folder")


def _holds(client: "IMAPClient", message_id: str) -> bool:
    id_ = message_id.strip("<>").partition(".letter@")[0]
    marks = [("Message-ID", message_id), ("X-CoP-Letter", id_)]
    marks += [(name, message_id) for name in _RENAMED]
    criteria: list[object] = []
    for name, value in marks[:-1]:
        criteria += ["OR", "HEADER", name, value]
    criteria += ["HEADER", *marks[-1]]
    with errors_named("search"):
        return bool(client.search(criteria))


@contextlib.contextmanager
def errors_named(step: str, host: str = "") -> Iterator[None]:
    """Tell one step's trouble without what a server may have echoed."""
    from imapclient.exceptions import IMAPClientError

    try:
        yield
    except (OSError, IMAPClientError, UnicodeError, ValueError) as error:
        name = type(error).__name__
        raise MailError("imap-failed", step=step, host=host, failure=name) from error
