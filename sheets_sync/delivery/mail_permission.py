"""Whether mail may leave at all now: never on a day only looked at, live only where switched on."""

import datetime as dt
from typing import Literal, TypeAlias

from sheets_sync.settings import Settings

NotNow: TypeAlias = Literal["looking", "not_live"]


def why_no_mail(settings: Settings, *, looking: bool, applied: bool) -> NotNow | None:
    """Why no mail may leave, whatever the hour; files in the outbox reach nobody.

    `looking` at a chosen day never mails; `applied` is a person's yes for this one call.
    """
    if settings.mail.transport == "outbox":
        return None
    if looking:
        return "looking"
    return None if settings.mail.live or applied else "not_live"


def is_in_window(settings: Settings, moment: dt.datetime) -> bool:
    """Whether it is an hour at which people may be mailed; in the agency's time zone."""
    window = settings.reminders
    return window.window_start <= moment.time() <= window.window_end


def next_opening(settings: Settings, moment: dt.datetime) -> dt.datetime:
    """When mail may leave again, as far as the hour decides: now, where it may now."""
    if settings.mail.transport == "outbox" or is_in_window(settings, moment):
        return moment
    opens = settings.reminders.window_start
    day = moment.date() if moment.time() < opens else moment.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, opens, moment.tzinfo)
