"""How a sheet is printed, and how high its rows are: not every program finds that out by itself."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

from xlsxwriter.worksheet import Worksheet

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.letter_count import letter_count

Value: TypeAlias = str | float | dt.date

LINE = 21
"""The height of a line, in points."""
RAGGED = 3
"""So many letters of a line stay empty where a Thai word would not fit any more."""
UPRIGHT = 104
"""So many letters of a line are well read on paper that stands upright."""
A4 = 9
"""The number of that paper in a workbook."""


def lay_out(
    sheet: Worksheet, running_head: tuple[str, str], say: Sentences, width: float,
    *, is_one_page: bool = False,
) -> None:  # fmt: skip
    """A4, across where a sheet of that width in letters would be too small upright.

    On every page stand what it belongs to, and its number.
    """
    sheet.hide_gridlines(2)
    if width > UPRIGHT:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.65)
    sheet.fit_to_pages(1, int(is_one_page))
    left, right = (text.replace("&", "&&") for text in running_head)
    sheet.set_header(f"&L&9{left}&R&9{right}")
    pages = say("report.page.page_of", page="&P", pages="&N")
    sheet.set_footer(f"&L&9&A&C&9{pages}")


def height_of(values: Sequence[Value], widths: Sequence[float]) -> float:
    """The height of a row, in points: of as many lines as its longest text takes."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str) and len(value) >= width - 1:
            room = max(1, width - (RAGGED if width > 4 * RAGGED else 1))
            lines = max(lines, int(-(-letters(value) // room)))
    return LINE * lines + 2


def letters(value: Value) -> int:
    """How many letters wide a value is."""
    if isinstance(value, str):
        return letter_count(value)
    return 12 if isinstance(value, dt.date) else 8
