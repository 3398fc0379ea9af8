"""The desk that a job delivers at, as the settings say: ledger, channel, oracle, clock, terms."""

import os
import socket
from collections.abc import Callable
from functools import partial

from jobs.cli.context import JobContext
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.letters import LetterContext
from sheets_sync.letters.links import link_to
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.settings import Settings
from sheets_sync.wiring import letterhead, open_mailer


def delivery_context(
    context: JobContext, ledger: Ledger, asked: Callable[[], bool] = lambda: False
) -> DeliveryContext:
    """The desk; nothing is connected yet. `asked` tells whether to stop after the next letter."""
    mailer, oracle = open_mailer(context.settings)
    return DeliveryContext(
        ledger=ledger,
        mailer=mailer,
        terms=delivery_policy(context.settings),
        clock=context.clock,
        run="",
        worker=worker_name(),
        oracle=oracle,
        stopping=asked,
    )


def delivery_policy(settings: Settings) -> DeliveryPolicy:
    """The conditions under which letters go out."""
    return DeliveryPolicy(
        letterhead(settings),
        allowed_domains=frozenset(settings.agency.allowed_domains),
        per_run=settings.guard.mails_per_run,
        per_day=settings.guard.mails_per_day,
    )


def letter_context(context: JobContext, looked: BatchResult) -> LetterContext:
    """What the letters of this run are written with."""
    settings = context.settings
    return LetterContext(
        context.sentences_in(settings.language),
        settings.agency,
        letterhead(settings),
        looked.schemas,
        invitations=settings.reminders.session.invitation,
        link=partial(link_to, looked.workbooks),
    )


def worker_name() -> str:
    """This process, as the ledger calls it."""
    return f"{socket.gethostname()}:{os.getpid()}"
