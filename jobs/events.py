"""Events that a person is to confirm, as the jobs know them: is it time, and what to say of it."""

import datetime as dt

from jobs.context import Arguments
from sheets_sync.effects.holding import RETURNS, told
from sheets_sync.records import Hold
from sheets_sync.registry.schema import Schema
from sheets_sync.words.events import Event


def is_due(hold: Hold, arguments: Arguments) -> bool:
    """Whether a person should know of it by now: a mailbox may well be away for some hours."""
    if hold.kind != RETURNS:
        return True
    patience = dt.timedelta(hours=arguments.settings.schedule.alarm_hours)
    return hold.opened_at <= arguments.now - patience


def event_of(hold: Hold, language: str, schema: Schema | None = None) -> Event:
    """A hold as people are told of it."""
    tab = schema.tabs.get(hold.subject) if schema else None
    subject = hold.subject if tab is None else tab.words.th if language == "th" else tab.words.en
    return Event(hold.kind, hold.registry, hold.code, subject, told(hold))
