"""How each look of the service's cells appears: quiet colours that also read in grey."""

import datetime as dt
from dataclasses import dataclass

from sheets_sync.planning.workbook_tabs.tab_model import Look, Shape, TabCell


@dataclass(frozen=True, slots=True)
class Appearance:
    """Font, fill, border and alignment of a look; sizes are relative to plain text's."""

    bold: bool = False
    larger: float = 0
    colour: str = "1F2937"
    fill: str | None = None
    line: str | None = "D1D5DB"
    """Colour of the thin line below and beside a cell."""
    wrap: bool = True
    middle: bool = False


APPEARANCES: dict[Look, Appearance] = {
    Look.PLAIN: Appearance(),
    Look.TITLE: Appearance(bold=True, larger=6, colour="12324A", line=None, wrap=False),
    Look.NOTE: Appearance(colour="4B5563", line=None),
    Look.HEADING: Appearance(bold=True, colour="FFFFFF", fill="12324A", middle=True),
    Look.GROUP: Appearance(bold=True, larger=1, colour="12324A", fill="DCE6EE"),
    Look.ERROR: Appearance(bold=True, colour="7A1F0B", fill="F9D9CC"),
    Look.WARNING: Appearance(bold=True, colour="5C4400", fill="FFF0C2"),
    Look.INFO: Appearance(colour="1B4A72", fill="E3EFFA"),
    Look.OPEN: Appearance(bold=True, colour="3E2A66", fill="E6DFF2"),
    Look.GOOD: Appearance(colour="0B4F4A", fill="DDF1EC"),
    Look.GOING: Appearance(colour="1B4A72"),
    Look.QUIET: Appearance(colour="6B7280"),
    Look.FIGURE: Appearance(bold=True, larger=3, colour="12324A"),
    Look.COPY: Appearance(fill="F3F4F6"),
    Look.TICK: Appearance(bold=True, fill="FFFFF0", line="8A6D00", middle=True),
}

LINK_COLOUR = "0B5394"
TAB_COLOUR = "12324A"
"""Of every tab the service owns."""


def shape_of(cell: TabCell) -> Shape:
    """How a cell's number or date is written; `AUTO` only where it is neither."""
    if cell.shape is not Shape.AUTO:
        return cell.shape
    match cell.value:
        case bool():
            return Shape.AUTO
        case dt.datetime():
            return Shape.MOMENT
        case dt.date():
            return Shape.DATE
        case int():
            return Shape.COUNT
        case float():
            return Shape.DECIMAL
    return Shape.AUTO
