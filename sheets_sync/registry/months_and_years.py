"""The agency's calendar: fiscal years, months, and how a day is shown to people.

Dates are stored in the Common Era; Thai readers see the Buddhist Era (C.E. + 543). Fiscal
year N (B.E.) runs from 1 October N-1 to 30 September N.
"""

import calendar
import datetime as dt
from typing import Literal, TypeAlias

from sheets_sync.registry.text import thai_digits

ERA = 543
"""Years that the Buddhist Era is ahead of the Common Era."""

Style: TypeAlias = Literal["short", "long", "full"]
"""short: 22 พ.ย. 2569 · long: 22 พฤศจิกายน 2569 · full: with weekday and era, as letters begin."""
Digits: TypeAlias = Literal["arabic", "thai"]
Language: TypeAlias = Literal["th", "en"]

THAI_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
THAI_SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
THAI_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
ENGLISH_WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip

_FIRST_FISCAL_MONTH = 10


def fiscal_year(date: dt.date) -> int:
    """The fiscal year (B.E.) that the day belongs to."""
    return date.year + ERA + (date.month >= _FIRST_FISCAL_MONTH)


def fiscal_quarter(date: dt.date) -> int:
    """1 for October to December, … 4 for July to September."""
    return (date.month - _FIRST_FISCAL_MONTH) % 12 // 3 + 1


def fiscal_year_first(year: int) -> dt.date:
    """The first day (1 October) of a fiscal year given in B.E."""
    return dt.date(year - ERA - 1, _FIRST_FISCAL_MONTH, 1)


def fiscal_year_last(year: int) -> dt.date:
    """The last day (30 September) of a fiscal year given in B.E."""
    return dt.date(year - ERA, _FIRST_FISCAL_MONTH - 1, 30)


def month_first(date: dt.date) -> dt.date:
    """The first day of the day's month."""
    return date.replace(day=1)


def month_last(date: dt.date) -> dt.date:
    """The last day of the day's month."""
    return date.replace(day=calendar.monthrange(date.year, date.month)[1])


def add_months(date: dt.date, months: int) -> dt.date:
    """The same day so many months on (or back), or that month's last day if it is shorter."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last))


def show_date(
    date: dt.date, language: Language = "th", style: Style = "short", digits: Digits = "arabic"
) -> str:
    """The day as people read it: B.E. in Thai, C.E. in English (always Arabic digits)."""
    if language == "en":
        month = ENGLISH_MONTHS[date.month - 1]
        if style == "short":
            return f"{date.day} {month[:3]} {date.year}"
        weekday = f"{ENGLISH_WEEKDAYS[date.weekday()]} " if style == "full" else ""
        return f"{weekday}{date.day} {month} {date.year}"
    year = date.year + ERA
    if style == "short":
        return _in_digits(f"{date.day} {THAI_SHORT_MONTHS[date.month - 1]} {year}", digits)
    shown = f"{date.day} {THAI_MONTHS[date.month - 1]} "
    if style == "full":
        shown = f"วัน{THAI_WEEKDAYS[date.weekday()]}ที่ {shown}พ.ศ. "
    return _in_digits(f"{shown}{year}", digits)


def show_month(
    date: dt.date, language: Language = "th", style: Style = "short", digits: Digits = "arabic"
) -> str:
    """The day's month as people read it; `full` is the same as `long` with the era."""
    if language == "en":
        month = ENGLISH_MONTHS[date.month - 1]
        return f"{month[:3] if style == 'short' else month} {date.year}"
    months = THAI_SHORT_MONTHS if style == "short" else THAI_MONTHS
    era = "พ.ศ. " if style == "full" else ""
    return _in_digits(f"{months[date.month - 1]} {era}{date.year + ERA}", digits)


def _in_digits(shown: str, digits: Digits) -> str:
    return thai_digits(shown) if digits == "thai" else shown
