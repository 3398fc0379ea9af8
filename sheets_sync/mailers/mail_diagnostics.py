"""Tries the mail channel without sending anything: name, encryption, login, mailboxes."""

import contextlib
import datetime as dt
import socket
from collections.abc import Iterator

from sheets_sync.diagnostics import Diagnostic, bad, failed, good, note
from sheets_sync.errors import MailError
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.mail.checkpoints import pass_by
from sheets_sync.mailers.connect import ConnectionRefusedByServerError, Server, greet
from sheets_sync.mailers.factory import return_mailbox, smtp_mailer
from sheets_sync.mailers.imap import Mailbox, folders, opened
from sheets_sync.mailers.smtp_connection import DroppedError
from sheets_sync.mailers.smtp_line import GOODBYE_SECONDS
from sheets_sync.settings import Settings

_PHASES = {"connect": "mail-server", "hello": "mail-server", "tls": "mail-encryption"}
"""What a step of the opening is about, other than the login."""


def examine(settings: Settings, now: dt.datetime) -> Iterator[Diagnostic]:
    """What is to be said of the mail server and the mailboxes beside it."""
    mailer, oracle = smtp_mailer(settings)
    server = mailer.server
    yield _sender(settings)
    if not _is_known(server):
        yield bad("mail-name", host=server.host)
    else:
        yield from _opening(server, now)
    if oracle is None:
        yield note("mail-sent")
    else:
        yield from _mailbox("mail-sent", oracle.mailbox, now)
    returns = return_mailbox(settings)
    if returns is None:
        yield note("mail-returns")
    else:
        yield from _mailbox("mail-returns", returns.mailbox, now)
    if not settings.mail.live:
        yield note("mail-live")


def _sender(settings: Settings) -> Diagnostic:
    sender = settings.mail.sender or settings.agency.contact or ""
    domain = sender.rpartition("@")[2].lower()
    if domain in settings.agency.allowed_domains:
        return good("mail-sender", address=sender)
    return bad("mail-sender", address=sender, domains=settings.agency.allowed_domains)


def _is_known(server: Server) -> bool:
    try:
        socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return True


def _opening(server: Server, now: dt.datetime) -> Iterator[Diagnostic]:
    """The connection is opened as for a letter, and closed again before there is one."""
    facts = {"host": server.host, "port": server.port, "user": server.user}
    try:
        line, _, _ = greet(server, lambda: now, pass_by)
    except ConnectionRefusedByServerError as error:
        outcome, cause = error.outcome, error.__cause__
        said: object = " ".join(filter(None, (str(outcome.code or ""), outcome.text)))
        if isinstance(cause, DroppedError):
            said = LazySentence(f"errors.{cause.name}.problem", **cause.facts)
        elif isinstance(cause, MailError):
            yield failed("mail-login", cause)
            return
        yield bad(_PHASES.get(outcome.phase, "mail-login"), **facts, said=said)
        return
    with contextlib.suppress(DroppedError):
        line.ask("QUIT", seconds=GOODBYE_SECONDS)
    encrypted = line.encrypted
    line.close()
    yield good("mail-server", **facts)
    yield good("mail-encryption", **facts) if encrypted else note("mail-encryption", **facts)
    if server.user:
        yield good("mail-login", **facts)


def _mailbox(name: str, mailbox: Mailbox, now: dt.datetime) -> Iterator[Diagnostic]:
    """Whether the folder can be looked into; the folders there are where it cannot be found."""
    try:
        with opened(mailbox, now):
            yield good(name, host=mailbox.host, folder=mailbox.folder)
    except MailError as error:
        yield failed(name, error)
        if error.facts.get("step", "folder") == "folder":
            with contextlib.suppress(MailError):
                yield note("mail-folders", host=mailbox.host, folders=folders(mailbox, now))
