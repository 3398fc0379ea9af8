"""A test letter and a test invitation, to one person who asked for them."""

import datetime as dt
from collections.abc import Iterator

from jobs.cli.context import JobContext
from jobs.pipeline.letter_setup import letter_context
from sheets_sync.delivery.delivery_context import DeliveryPolicy
from sheets_sync.delivery.send_trial import send_trial
from sheets_sync.diagnostics import Diagnostic
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.wiring.mail import letterhead, open_mailer


def send_trial_letters(context: JobContext, now: dt.datetime) -> Iterator[Diagnostic]:
    """Send both by the channel that is set, each with what became of it."""
    settings = context.settings
    mailer, _ = open_mailer(settings)
    policy = DeliveryPolicy(
        letterhead(settings), allowed_domains=frozenset(settings.agency.allowed_domains)
    )
    words = letter_context(context, BatchResult())
    yield from send_trial(context.options.mail_to, mailer, words, policy, now=now)
