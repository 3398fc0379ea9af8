"""Makes the mail server's mailer and its oracle from the settings."""

import datetime as dt

from sheets_sync.mailers.connect import Password, Server, Token
from sheets_sync.mailers.imap import ImapOracle, Mailbox
from sheets_sync.mailers.imap_returns import ImapReturns, Memory
from sheets_sync.mailers.smtp import SmtpMailer
from sheets_sync.mailers.tokens import (
    PasswordFile,
    PasswordVariable,
    RefreshedToken,
    TokenCommand,
)
from sheets_sync.settings import Settings
from sheets_sync.settings.model import MailFolder, MailSettings


def smtp_mailer(settings: Settings) -> tuple[SmtpMailer, ImapOracle | None]:
    """The mailer, and the Sent folder that knows what it sent; nothing is connected yet."""
    mail = settings.mail
    server = Server(
        host=mail.host or "",  # the settings refuse smtp without one
        port=mail.port,
        security=mail.security,
        user=mail.user or "",
        password=_password(mail),
        token=_token(mail),
        ca_file=mail.ca_file,
        seconds=mail.timeout_seconds,
        letters=mail.mails_per_connection,
    )
    mailer = SmtpMailer(server, _now, at_once=mail.connections)
    sent = _mailbox(mail, mail.sent)
    return mailer, None if sent is None else ImapOracle(sent, _now)


def return_mailbox(settings: Settings, memory: Memory | None = None) -> ImapReturns | None:
    """Where undeliverable letters arrive; nothing where none is configured."""
    mailbox = _mailbox(settings.mail, settings.mail.returns)
    return None if mailbox is None else ImapReturns(mailbox, _now, memory)


def _mailbox(mail: MailSettings, folder: MailFolder) -> Mailbox | None:
    if folder.host is None:
        return None
    return Mailbox(
        host=folder.host,
        port=folder.port,
        user=mail.user or "",
        security=folder.security,
        password=_password(mail),
        token=_token(mail),
        folder=folder.folder,
        ca_file=mail.ca_file,
        seconds=mail.timeout_seconds,
    )


def _password(mail: MailSettings) -> Password | None:
    if mail.password_file is not None:
        return PasswordFile(mail.password_file)
    return None if mail.password_env is None else PasswordVariable(mail.password_env)


def _token(mail: MailSettings) -> Token | None:
    if mail.token_command:
        return TokenCommand(mail.token_command)
    return None if mail.token_file is None else RefreshedToken(mail.token_file)


def _now() -> dt.datetime:
    # Tokens end by the world's clock, whatever day a run pretends to be.
    return dt.datetime.now(dt.UTC)
