"""Reads one date cell."""

import datetime as dt
import re
from dataclasses import replace

from sheets_sync.registry.dates import vocabulary as words
from sheets_sync.registry.dates.date_reading import (
    AMBIGUOUS,
    BLANK,
    UNREADABLE,
    DateReading,
    ambiguous,
)
from sheets_sync.registry.dates.grammar import read_marks
from sheets_sync.registry.dates.instants import read_moment
from sheets_sync.registry.dates.lexer import marks
from sheets_sync.registry.dates.numbers import (
    read_digits,
    read_instant,
    read_number,
    read_serial_text,
    read_stored_day,
    stored_cell,
)
from sheets_sync.registry.dates.years import Window, resolve, window_around
from sheets_sync.registry.text import arabic_digits, clean
from sheets_sync.registry.workbook import RawCell

_LONGEST = 200
"""Longer cells are prose, whatever dates they mention."""

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2}) ?([ก-ฮ.ัิ-ู็-์ะาเ]{2,12}) ?([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_DIGITS = re.compile(r"[0-9]{6,8}")
_BARE_HOURS = re.compile(
    r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9](?:\s*-\s*(?:[01]?[0-9]|2[0-3])\.[0-5][0-9])?"
)
_NOTE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_MARKS_OF_OTHER_FONTS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣⁃ー─", "-"),
        **dict.fromkeys("⁄∕⧸╱\\", "/"),
        **dict.fromkeys("․。･·•", "."),
        **dict.fromkeys('‘’‚‛′`´“”"', "'"),
        "ำ": "า",
    }
)


def read_date(raw: RawCell, today: dt.date, years: int = 15) -> DateReading:
    """What the cell means, with dates plausible within so many years of today.

    Never raises for any cell: what cannot be read is a reading of its own. Buddhist and
    Common Era are told apart by the window; day comes before month; times of day are dropped.
    """
    window = window_around(today, years)
    if isinstance(raw, str):
        return _read_plain(raw, window) or _read_text(raw, window)
    if raw is None:
        return BLANK
    if isinstance(raw, bool):
        return UNREADABLE
    if isinstance(raw, int | float):
        return read_number(raw, window)
    if isinstance(raw, dt.datetime):
        return read_instant(raw, window)
    return read_stored_day(raw, window) if isinstance(raw, dt.date) else UNREADABLE


def read_stored(raw: RawCell, today: dt.date, years: int = 15) -> RawCell:
    """The same cell, but a serial number of a day is the day, as it is where cells have types."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return raw
    return stored_cell(raw, window_around(today, years)) or raw


def _read_plain(text: str, window: Window) -> DateReading | None:
    """The commonest forms at full speed; None sends the text on to the grammar."""
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _NUMERIC.fullmatch(text):
        day, _, month, year = found.groups()
    elif found := _NAMED.fullmatch(text):
        day, name, year = found.groups()
        number = words.MONTHS.get(name) or words.MONTHS.get(name.replace(".", ""))
        if number is None:
            return None
        month = str(number)
    else:
        return None
    reading = resolve(year, int(month), int(day), window)
    return reading if reading.value else None


def _read_text(text: str, window: Window) -> DateReading:
    if len(text) > _LONGEST:
        return UNREADABLE
    said = words.spell(arabic_digits(clean(text)).translate(_MARKS_OF_OTHER_FONTS))
    said = said.strip(" '")
    if said.startswith("(") and said.endswith(")") and said.count("(") == 1:
        said = said[1:-1].strip()
    if not said:
        return BLANK
    if _SERIAL.fullmatch(said):
        return read_serial_text(said, window)
    if _DIGITS.fullmatch(said):
        return read_digits(said, window)
    if moment := read_moment(said, window, _read_text):
        return moment
    if words.RELATIVE.fullmatch(said):
        return AMBIGUOUS
    return _read_with_notes(said, window)


def _read_with_notes(said: str, window: Window) -> DateReading:
    """A note in brackets either belongs to the date, changes nothing, or makes it a question."""
    doubts: list[str] = []

    def judged(note: re.Match[str]) -> str:
        inside = note[1].strip()
        known = marks(inside)
        if known is not None and not re.search("[0-9a-l~+?]", known):
            return f" {inside} "
        if not (words.BENIGN_NOTE.fullmatch(inside) or _BARE_HOURS.fullmatch(inside)):
            doubts.append(inside)
        return " "

    reading = _read_bare(_NOTE.sub(judged, said).strip(), window)
    doubts = [note for note in doubts if _read_bare(note, window) != reading]
    if not doubts or reading.kind not in ("date", "month", "range"):
        return reading
    denied = any(words.DENIAL.search(note) for note in doubts)
    return ambiguous(None if denied or reading.kind != "date" else reading.value)


_SPACE_IN_THAI = re.compile(r"(?<=[\u0e01-\u0e4e])\s+(?=[\u0e01-\u0e4e])")


def _read_bare(said: str, window: Window) -> DateReading:
    for text in (said, _SPACE_IN_THAI.sub("", said)):
        made = marks(text)
        if made is not None:
            reading = read_marks(made, window)
            return AMBIGUOUS if re.fullmatch("[A-G]", made) else reading
    return _unknown_words(said, window)


_MOST_WORDS = 8


def _unknown_words(said: str, window: Window) -> DateReading:
    """A date that other words follow: only its author knows whether they change it."""
    words_said = said.split(" ", _MOST_WORDS)
    if words.DENIAL.search(said):
        return UNREADABLE
    for length in range(len(words_said) - 1, 0, -1):
        made = marks(" ".join(words_said[:length]))
        reading = read_marks(made, window) if made is not None else UNREADABLE
        if reading.kind == "date":
            return replace(UNREADABLE, meant=reading.value)
    return UNREADABLE
