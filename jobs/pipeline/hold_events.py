"""Events that a person is to confirm, as the jobs know them: is it time, and what to say of it."""

import datetime as dt

from jobs.cli.context import JobContext
from sheets_sync.delivery.holds import RETURNS, event_facts
from sheets_sync.i18n.hold_text import HoldEvent
from sheets_sync.mail.ledger_records import Hold
from sheets_sync.registry.schema import Schema


def is_due(hold: Hold, context: JobContext) -> bool:
    """Whether a person should know of it by now: a mailbox may well be away for some hours."""
    if hold.kind != RETURNS:
        return True
    patience = dt.timedelta(hours=context.settings.schedule.alarm_hours)
    return hold.opened_at <= context.now - patience


def event_of(hold: Hold, language: str, schema: Schema | None = None) -> HoldEvent:
    """A hold as people are told of it."""
    tab = schema.tabs.get(hold.subject) if schema else None
    subject = hold.subject if tab is None else tab.words.th if language == "th" else tab.words.en
    return HoldEvent(hold.kind, hold.registry, hold.code, subject, event_facts(hold))
