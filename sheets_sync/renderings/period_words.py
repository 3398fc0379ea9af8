"""What the months that a report is about are called."""

import datetime as dt

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.months_and_years import Digits, Style, add_months, show_month


def period_in_words(month: dt.date, months: int, say: Sentences, style: Style = "long") -> str:
    """The month, or so many up to it, as a report's title tells them."""
    digits: Digits = "thai" if say.thai_digits else "arabic"
    last = show_month(month, say.language, style, digits)
    if months == 1:
        return say("report.period.month", month=last)
    first = show_month(add_months(month, 1 - months), say.language, style, digits)
    return say("report.period.months", months=months, first=first, last=last)
