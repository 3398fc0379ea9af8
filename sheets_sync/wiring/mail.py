"""Which channel letters leave by, who writes them, and where undeliverable ones arrive."""

import datetime as dt
from collections.abc import Callable, Iterator

from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.delivery.sent_log import sent_log
from sheets_sync.delivery.worker import worker_name
from sheets_sync.diagnostics import Diagnostic
from sheets_sync.errors import SetupError
from sheets_sync.mail.message import Letterhead, Recipient
from sheets_sync.ports import Ledger, Mailer, Oracle, ReturnMailbox
from sheets_sync.service_credentials import is_withheld
from sheets_sync.settings import Settings


def open_delivery(
    settings: Settings,
    ledger: Ledger,
    clock: Callable[[], dt.datetime],
    stopping: Callable[[], bool] = lambda: False,
) -> DeliveryContext:
    """What letters are delivered with, as the settings say; nothing is connected yet.

    `stopping` tells whether to stop after the letter in hand.
    """
    mailer, oracle = open_mailer(settings)
    policy = DeliveryPolicy(
        letterhead(settings),
        allowed_domains=frozenset(settings.agency.allowed_domains),
        per_run=settings.guard.mails_per_run,
        per_day=settings.guard.mails_per_day,
        unreachable_days=settings.mail.unreachable_days,
    )
    return DeliveryContext(
        ledger,
        mailer,
        policy,
        clock,
        "",
        worker_name(),
        oracle=oracle,
        sent_log=sent_log(settings) if settings.mail.transport == "smtp" else None,
        stopping=stopping,
    )


def open_mailer(settings: Settings) -> tuple[Mailer, Oracle | None]:
    """The channel that letters leave by, and who knows what it accepted.

    Raises:
        SetupError: only the service is given the account's secret: the channel is in order, and
            must not come to rest because a person's command cannot log in.
    """
    if settings.mail.transport == "outbox":
        from sheets_sync.mailers.outbox import OutboxMailer  # slow import

        outbox = OutboxMailer(settings.mail.outbox)
        return outbox, outbox
    for secret in (settings.mail.password_file, settings.mail.token_file):
        if secret is not None and is_withheld(secret):
            raise SetupError("credential-withheld", name=secret.name)
    from sheets_sync.mailers.factory import smtp_mailer  # slow import

    return smtp_mailer(settings)


def open_return_mailbox(settings: Settings, ledger: Ledger) -> ReturnMailbox | None:
    """Where undeliverable letters arrive; nothing where none is configured."""
    if settings.mail.transport != "smtp":
        return None
    from sheets_sync.mailers.factory import return_mailbox  # slow import

    return return_mailbox(settings, ledger)


def letterhead(settings: Settings) -> Letterhead:
    """Who writes: the configured sender, else the agency's contact, else nobody."""
    contact = settings.agency.contact
    sender = settings.mail.sender or contact or ""
    return Letterhead(
        sender=Recipient(sender, settings.mail.sender_name or settings.agency.name),
        domain=sender.rpartition("@")[2],
        reply_to=None if contact is None else Recipient(contact),
        return_path=settings.mail.return_path or "",
        zone=settings.timezone,
    )


def examine_mail(settings: Settings, now: dt.datetime) -> Iterator[Diagnostic]:
    """What is to be said of the mail channel, where there is one; nothing is sent."""
    if settings.mail.transport == "smtp":
        from sheets_sync.mailers.mail_diagnostics import examine  # slow import

        yield from examine(settings, now)
