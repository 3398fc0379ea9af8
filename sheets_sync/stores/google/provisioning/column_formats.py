"""How the cells of a staff tab appear: headings by what they are, plain cells, the result."""

from sheets_sync.planning.staff_columns import WRAPPED, width_of
from sheets_sync.planning.workbook_tabs.styles import APPEARANCES
from sheets_sync.planning.workbook_tabs.tab_model import Look
from sheets_sync.planning.workbook_tabs.urgency import URGENCIES
from sheets_sync.registry.schema import Column, Kind
from sheets_sync.stores.google.writing.batch import JSON, colour_style
from sheets_sync.stores.google.writing.cell_formats import FONT, FONT_SIZE, CellFormat, format_of

_AS_TYPED: frozenset[Kind] = frozenset(
    {"id", "email", "person", "people", "reference", "areas", "date", "period", "month", "time"}
)
"""Kinds whose cells keep what is typed: Google would make another day of 22/11/2569, a number of
0012 and a date of 8/9. All of it is read as it stands."""
_PIXELS_A_LETTER = 7.5
_TEXT = {"numberFormat": {"type": "TEXT", "pattern": "@"}}


def heading_format(column: Column) -> JSON:
    """A heading: dark where every row needs the column, light else."""
    found = format_of(CellFormat(Look.HEADING if column.required else Look.GROUP))
    text = found["textFormat"] | {"fontSize": FONT_SIZE}
    return found | {"verticalAlignment": "MIDDLE", "textFormat": text}


def status_heading_format() -> JSON:
    """The heading of the check's result: neither of the two."""
    plain = format_of(CellFormat(Look.HEADING))
    return plain | {"backgroundColorStyle": colour_style("4B5563")}


def cell_format(column: Column) -> JSON:
    """A cell to type in."""
    return {
        **_plain(),
        "wrapStrategy": "WRAP" if column.kind in WRAPPED else "CLIP",
        **(_TEXT if column.kind in _AS_TYPED else {}),
    }


def status_format() -> JSON:
    """A cell of the check's result."""
    plain = _plain()
    text = {**plain["textFormat"], "foregroundColorStyle": colour_style("4B5563")}
    return {
        **plain,
        "textFormat": text,
        "wrapStrategy": "WRAP",
        "backgroundColorStyle": colour_style("F9FAFB"),
    }


def result_formats() -> dict[Look, JSON]:
    """By the look that a result begins with, how it is coloured."""
    return {look: _coloured(look) for look in URGENCIES}


def pixels(column: Column) -> int:
    """The width of a column."""
    return wide(width_of(column))


def wide(characters: float) -> int:
    """A width in pixels."""
    return round(characters * _PIXELS_A_LETTER)


def _plain() -> JSON:
    return {
        "verticalAlignment": "TOP",
        "textFormat": {"fontFamily": FONT, "fontSize": FONT_SIZE},
    }


def _coloured(look: Look) -> JSON:
    shown = APPEARANCES[look]
    text = {"foregroundColorStyle": colour_style(shown.colour), "bold": shown.bold}
    fill = {"backgroundColorStyle": colour_style(shown.fill)} if shown.fill else {}
    return {"textFormat": text, **fill}
