"""How the columns of a staff tab appear, whatever program shows them."""

from math import ceil

from sheets_sync.planning.workbook_tabs.guide_tab import Say, meaning
from sheets_sync.planning.workbook_tabs.row_height import letters
from sheets_sync.registry.schema import Column, Kind, Language

_WIDTHS: dict[Kind, float] = {
    "id": 15,
    "choice": 17,
    "yes_no": 12,
    "number": 12,
    "date": 17,
    "period": 17,
    "month": 14,
    "time": 10,
    "person": 22,
    "people": 26,
    "areas": 24,
    "email": 26,
    "link": 28,
    "reference": 22,
}
_TEXT_WIDTH = 28
_OF_TWO_LINES = 1.7
"""So much of two lines is filled with a heading: it is bold, and words are not cut."""
_AROUND = 2
"""Beside the letters, for borders and for lines that end where a word does."""
STATUS_WIDTH = 42
"""In characters, as all widths here."""
WRAPPED: frozenset[Kind] = frozenset({"text", "people", "areas"})
"""Kinds whose cells may take several lines."""
MOST_FROZEN = 2
"""Columns of the key that stay in sight."""


def width_of(column: Column) -> float:
    """The width of a column, in characters: its heading fits in two lines, a code in one."""
    heading = max(letters(column.words.th), letters(column.words.en)) / _OF_TWO_LINES
    code = letters(column.example) if column.kind == "id" else 0
    return max(_WIDTHS.get(column.kind, _TEXT_WIDTH), ceil(max(heading, code)) + _AROUND)


def heading_note(column: Column, language: Language, say: Say) -> str:
    """What is shown with a heading: what belongs there, an example, whether it is required."""
    lines = [meaning(column, language, say)]
    if column.example:
        lines.append(say("workbook.note.example", example=column.example))
    if column.required:
        lines.append(say("workbook.note.required"))
    return "\n".join(lines)
