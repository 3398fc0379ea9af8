"""How a sheet is printed, and how high its rows are: not every program finds that out by itself."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

from xlsxwriter.worksheet import Worksheet

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.letter_count import letter_count
from sheets_sync.renderings.workbook.styles import Styles

Value: TypeAlias = str | float | dt.date

LINE = 21
"""The height of a line, in points."""
RAGGED = 3
"""So many letters of a line stay empty where a Thai word would not fit any more."""
UPRIGHT = 104
"""So many letters of a line are well read on paper that stands upright."""
ACROSS = 150
"""And so many where it lies across; its letters are then two thirds of their size."""
SHORTEST_LINE = 14
"""No column of text becomes narrower, in letters."""
DATE = 15
"""A date takes so many letters, also a long month with a year in Thai digits: else it is “###”."""
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
    in_full_size = {"scale_with_doc": False}
    sheet.set_header(f"&L&12{left}&R&12{right}", in_full_size)
    pages = say("report.page.page_of", page="&P", pages="&N")
    sheet.set_footer(f"&L&12&A&C&12{pages}", in_full_size)


def write_caption(sheet: Worksheet, text: str, styles: Styles, width: float, columns: int) -> None:
    """What stands below a title, on as many lines as it takes: so wide, over so many columns.

    One that ran on to the right of them would make all of the sheet tiny on paper.
    """
    is_long = letters(text) > width
    sheet.set_row(1, height_of([text], [width]) if is_long else LINE)
    if is_long and columns > 1:
        sheet.merge_range(1, 0, 1, columns - 1, text, styles.note(wrap=True))
    else:
        sheet.write_string(1, 0, text, styles.note(wrap=is_long))


def fitted(widths: Sequence[float], narrowest: Sequence[float | None]) -> list[float]:
    """Columns that are read well on paper lying across: numbers close up, then texts wrap.

    `narrowest` is how wide a column of numbers or dates must be; None for one of text.
    """
    if sum(widths) <= ACROSS:
        return [*widths]
    closed = [
        width if least is None else min(width, least)
        for width, least in zip(widths, narrowest, strict=True)
    ]
    room = ACROSS - sum(
        width for width, least in zip(closed, narrowest, strict=True) if least is not None
    )
    texts = [width for width, least in zip(closed, narrowest, strict=True) if least is None]
    widest = int(max(texts, default=0))
    while widest > SHORTEST_LINE and sum(min(width, widest) for width in texts) > room:
        widest -= 1
    return [
        min(width, widest) if least is None else width
        for width, least in zip(closed, narrowest, strict=True)
    ]


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
    return DATE if isinstance(value, dt.date) else 8
