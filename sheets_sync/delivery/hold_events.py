"""Events that a person is to confirm: is it time to tell of one, and what to say of it."""

import datetime as dt
import re

from sheets_sync.delivery.holds import RETURNS, event_facts
from sheets_sync.i18n.hold_text import HoldEvent
from sheets_sync.i18n.sentences import Language, Sentences
from sheets_sync.mail.ledger_records import Hold
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import Settings

_DAY = re.compile(r"\b2\d{3}-[01]\d-[0-3]\d$")


def is_due(hold: Hold, settings: Settings, now: dt.datetime) -> bool:
    """Whether a person should know of it by now: a mailbox may well be away for some hours."""
    if hold.kind != RETURNS:
        return True
    patience = dt.timedelta(hours=settings.schedule.alarm_hours)
    return hold.opened_at <= now - patience


def event_of(hold: Hold, language: Language, schema: Schema | None = None) -> HoldEvent:
    """A hold as people are told of it."""
    tab = schema.tabs.get(hold.subject) if schema else None
    subject = hold.subject if tab is None else tab.words.th if language == "th" else tab.words.en
    return HoldEvent(hold.kind, hold.registry, hold.code, subject, event_facts(hold))


def names_of(hold: Hold, sentences: Sentences) -> tuple[str, ...]:
    """The things an event names, with their days as people write them."""

    def shown(day: re.Match[str]) -> str:
        return sentences.date(dt.date.fromisoformat(day.group()))

    return tuple(_DAY.sub(shown, one) for one in event_facts(hold)["named"])
