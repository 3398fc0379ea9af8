"""Dates as staff type them.

text ─ clean ─▶ marks (lexer, vocabulary) ─▶ day, month, range (grammar) ─▶ era (years)
number, date ─────────────────────────────▶ stored day (numbers) ─────────▶ era (years)
"""

from sheets_sync.registry.dates.date_reading import DateReading, Kind, Slip
from sheets_sync.registry.dates.reader import read_date, read_stored

__all__ = ["DateReading", "Kind", "Slip", "read_date", "read_stored"]
