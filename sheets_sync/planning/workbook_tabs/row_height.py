"""How high a row of a service tab must be: programs do not size rows they only open."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from sheets_sync.planning.workbook_tabs.styles import APPEARANCES
from sheets_sync.planning.workbook_tabs.tab_model import Link, Look, TabCell, TabRow

LINE_HEIGHT = 1.65
"""Of a line of Thai text, in font sizes: tone marks need the room."""
_HIGHEST = 400.0
_AIR = 2
_HEADING_AIR = 8
_LETTERS_A_UNIT = 0.95
"""Letters that fill one unit of column width: a word that does not fit begins the next line."""


def row_height(row: TabRow, widths: Sequence[float], font_size: float) -> float:
    """Height in points for the tallest cell, as far as it can be told from letters."""
    needed = font_size * LINE_HEIGHT + _AIR
    for at, cell in enumerate(row.cells):
        look = APPEARANCES[cell.look]
        width = sum(widths[at : at + cell.span]) if look.wrap else float("inf")
        height = _lines(cell, width) * (font_size + look.larger) * LINE_HEIGHT + _AIR
        needed = max(needed, height + (_HEADING_AIR if cell.look is Look.HEADING else 0))
    return round(min(needed, _HIGHEST), 1)


def text_height(text: str, width: float, font_size: float) -> float:
    """Height in points for a wrapped text alone."""
    return round(min(_text_lines(text, width) * font_size * LINE_HEIGHT + _AIR, _HIGHEST), 1)


def _lines(cell: TabCell, width: float) -> int:
    text = cell.value.text if isinstance(cell.value, Link) else cell.value
    return _text_lines(text, width) if isinstance(text, str) else 1


def _text_lines(text: str, width: float) -> int:
    room = max(width * _LETTERS_A_UNIT, 1)
    return sum(1 + int(max(letters(line) - 1, 0) / room) for line in text[:4000].split("\n"))


@lru_cache(maxsize=20_000)
def letters(line: str) -> int:
    """Letters that take a place of their own: Thai vowels and tone marks above and below do not."""
    if line.isascii():
        return len(line)
    return sum(unicodedata.category(sign) != "Mn" for sign in line)
