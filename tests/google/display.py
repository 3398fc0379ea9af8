"""What a cell shows: FORMATTED_VALUE, by its number format and the spreadsheet's locale."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from .locales import Locale
from .serials import SECONDS_A_DAY, moment

DATE_TYPES = {"DATE", "TIME", "DATE_TIME"}
_DATE_PARTS = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]|y+|m+|d+|h+|s+|am/pm|a/p|\.0+|.', re.IGNORECASE | re.DOTALL
)
_NUMBER_PARTS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|[0#?.,%]+(?:E[+-]?0+)?|.', re.DOTALL)
_SIGNIFICANT = 10


def shown(value: Any, number_format: Mapping[str, Any] | None, locale: Locale) -> str:
    """The text a cell with this value and number format shows."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if not number_format:
        return general(value, locale)
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or _default_pattern(kind, locale)
    return _shown_number(value, kind, pattern, locale)


def is_date_format(number_format: Mapping[str, Any] | None) -> bool:
    return number_format is not None and number_format.get("type") in DATE_TYPES


def _default_pattern(kind: str, locale: Locale) -> str:
    return {
        "DATE": locale.date,
        "TIME": locale.time,
        "DATE_TIME": locale.date_time,
        "PERCENT": "0.00%",
        "CURRENCY": f'"{locale.currency}"#,##0.00',
        "NUMBER": "#,##0.00",
        "SCIENTIFIC": "0.00E+00",
    }.get(kind, "")


@lru_cache(maxsize=65_536)
def _shown_number(number: float, kind: str, pattern: str, locale: Locale) -> str:
    if not pattern or kind == "TEXT" or pattern in {"@", "General"}:
        return general(number, locale)
    if kind in DATE_TYPES or (not kind and looks_like_date_pattern(pattern)):
        return date_text(number, pattern, locale)
    return number_text(number, pattern, locale)


def general(number: float, locale: Locale) -> str:
    """A number in automatic format: whole numbers whole, others to about ten digits."""
    if type(number) is int and -(10**15) < number < 10**15:
        return str(number)
    if isinstance(number, int) or number.is_integer():
        whole = int(number)
        return str(whole) if abs(whole) < 10**15 else _scientific(number)
    text = f"{number:.{_SIGNIFICANT}g}" if abs(number) >= 1e-4 else _scientific(number)
    return text.replace(".", locale.decimal)


def _scientific(number: float) -> str:
    return re.sub(r"\.?0+E", "E", f"{number:.9E}")


def looks_like_date_pattern(pattern: str) -> bool:
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", pattern).lower()
    return not re.search(r"[0#]", bare) and bool(re.search(r"[ymdhs]", bare))


def date_text(serial: float, pattern: str, locale: Locale) -> str:
    """The serial number as the pattern writes dates and times."""
    at = moment(serial)
    if at is None:
        return general(serial, locale)
    parts = _DATE_PARTS.findall(pattern)
    half = any(part.lower() in {"am/pm", "a/p"} for part in parts)
    return "".join(
        _date_part(part, parts, index, at, serial, locale, half=half)
        for index, part in enumerate(parts)
    )


def _date_part(
    part: str,
    parts: list[str],
    index: int,
    at: dt.datetime,
    serial: float,
    locale: Locale,
    *,
    half: bool,
) -> str:
    if part[0] in '"\\[':
        return _literal_or_elapsed(part, serial)
    lower = part.lower()
    size = len(part)
    if lower in {"am/pm", "a/p"}:
        return ("AM" if at.hour < 12 else "PM")[: 1 if lower == "a/p" else 2]
    if lower[0] == "y":
        return f"{at.year:04d}" if size > 2 else f"{at.year % 100:02d}"
    if lower[0] == "m" and not _means_minutes(parts, index):
        return _month_part(at.month, size, locale)
    if lower[0] == "d":
        return _day_part(at, size, locale)
    numbers = {"h": (at.hour % 12 or 12) if half else at.hour, "m": at.minute, "s": at.second}
    if lower[0] in numbers:
        return f"{numbers[lower[0]]:0{min(size, 2)}d}"
    return "" if lower.startswith(".0") else part


def _literal_or_elapsed(part: str, serial: float) -> str:
    if part[0] == '"':
        return part[1:-1]
    if part[0] == "\\":
        return part[1:]
    seconds = round(serial * SECONDS_A_DAY)
    per = {"h": 3600, "m": 60, "s": 1}.get(part[1:2].lower())
    return f"{seconds // per:0{len(part) - 2}d}" if per else ""


def _means_minutes(parts: list[str], index: int) -> bool:
    before = [p.lower()[0] for p in parts[:index] if p[0].isalpha() or p[0] == "["]
    after = [p.lower()[0] for p in parts[index + 1 :] if p[0].isalpha()]
    return (bool(before) and before[-1] in "h[") or (bool(after) and after[0] == "s")


def _month_part(month: int, size: int, locale: Locale) -> str:
    if size == 3:
        return locale.short_months[month - 1]
    if size == 4:
        return locale.months[month - 1]
    if size == 5:
        return locale.months[month - 1][0]
    return f"{month:0{size}d}"


def _day_part(at: dt.datetime, size: int, locale: Locale) -> str:
    if size == 3:
        return locale.short_days[at.weekday()]
    if size >= 4:
        return locale.days[at.weekday()]
    return f"{at.day:0{size}d}"


def number_text(number: float, pattern: str, locale: Locale) -> str:
    """The number as the pattern writes numbers; sections for positive, negative and zero."""
    sections = _sections(pattern)
    negative = number < 0
    if negative and len(sections) > 1:
        section, number, negative = sections[1], -number, False
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    else:
        section = sections[0]
    parts = _NUMBER_PARTS.findall(section)
    text = "".join(_number_part(part, abs(number), locale) for part in parts)
    return f"-{text}" if negative else text


def _sections(pattern: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|\\.|[^;"])+', pattern) or [pattern]


def _number_part(part: str, number: float, locale: Locale) -> str:
    if part[0] == '"':
        return part[1:-1]
    if part[0] == "\\":
        return part[1:]
    if part[0] in "[_*":
        return ""
    if not re.search(r"[0#?]", part):
        return part
    return _digits(part, number, locale)


def _digits(part: str, number: float, locale: Locale) -> str:
    mantissa, exponent, _ = part.partition("E")
    if "%" in part:
        number *= 100 ** part.count("%")
    whole, _, fraction = mantissa.replace("%", "").partition(".")
    least, most = fraction.count("0"), len(fraction.replace(",", ""))
    if exponent:
        base, _, power = f"{number:.{most}E}".partition("E")
        return f"{base.replace('.', locale.decimal)}E{power[0]}{int(power[1:]):02d}"
    text = _rounded(number, most)
    integer, _, decimals = text.partition(".")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    integer = integer.zfill(whole.count("0")) if whole.count("0") else integer.lstrip("0")
    if "," in whole:
        integer = f"{int(integer or 0):,}".replace(",", locale.group)
    shown_decimals = locale.decimal + decimals if decimals else ""
    return integer + shown_decimals + "%" * part.count("%")


def _rounded(number: float, places: int) -> str:
    """Half is rounded up, as people expect of what they see."""
    unit = Decimal(1).scaleb(-places)
    return f"{Decimal(repr(number)).quantize(unit, ROUND_HALF_UP):f}"
