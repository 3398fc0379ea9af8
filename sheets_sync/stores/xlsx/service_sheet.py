"""A service tab as the XML of a worksheet."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from sheets_sync.planning.workbook_tabs.row_height import LINE_HEIGHT, row_height
from sheets_sync.planning.workbook_tabs.styles import TAB_COLOUR, shape_of
from sheets_sync.planning.workbook_tabs.tab_model import (
    Link,
    Look,
    ServiceTab,
    Shape,
    TabCell,
    TabRow,
    Ticks,
)
from sheets_sync.registry.a1 import address, address_in, column_letters
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.stores.xlsx.cell_text import attribute_xml, cell_xml
from sheets_sync.stores.xlsx.raw_zip import Squeezed, squeezed
from sheets_sync.stores.xlsx.styles import Style

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MOST_LINKS = 65_530
"""Excel opens a sheet with more links only after repairing it."""
LAST_ROW = 1_048_576
_ROWS_A_RUN = 32
"""Rows that are packed together, and taken from the last time where they all are the same."""
_CHOICES_LENGTH = 255

KeptTicks = Mapping[str, Sequence[str]]
"""What staff put into the tick columns, by the key of the row."""


def styles_of(tab: ServiceTab, memory: Recollection = NOTHING) -> set[Style]:
    """Every style the tab's cells need."""
    ticks = tab.ticks.columns if tab.ticks else ()
    found = set[Style]().union(*memory.of_each(("styles", tab.name), (), tab.rows, _styles_in))
    return found | ({Style(Look.TICK, unlocked=True)} if ticks else set())


def _styles_in(row: TabRow) -> frozenset[Style]:
    return frozenset(_style(cell) for cell in row.cells)


def service_sheet(
    tab: ServiceTab,
    styles: Mapping[Style, int],
    *,
    kept: KeptTicks,
    sheets: frozenset[str],
    outside: Mapping[str, str],
    date_1904: bool,
    font_size: float,
    memory: Recollection = NOTHING,
) -> Iterator[bytes | Squeezed]:
    """The worksheet in pieces; links lead only to titles among `sheets`, and to addresses.

    `outside` has the id of every address.

    With a memory, rows that are the same objects as before are not rendered anew.
    """
    print_setup = tab.print_setup
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetPr><tabColor rgb="FF{TAB_COLOUR}"/>'
        '<pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{address(max(len(tab.rows), 1), max(len(tab.widths), 1))}"/>'
        f'{_view(tab)}<sheetFormatPr defaultRowHeight="{round(font_size * LINE_HEIGHT, 1):g}"/>'
        f"{_widths(tab)}<sheetData>"
    ).encode()
    writer = _Rows(tab, styles, kept, sheets, outside, date_1904=date_1904, font_size=font_size)
    drawn_by = memory.alike(
        ("drawn by", tab.name), (tab.widths, styles, sheets, date_1904, font_size)
    )
    yield from writer.rows(memory, drawn_by)
    yield b"</sheetData>"
    if tab.protected:
        yield (
            b'<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0"'
            b' formatRows="0" autoFilter="0"/>'
        )
    if tab.filter_row is not None:
        yield f'<autoFilter ref="{filter_range(tab, dollars=False)}"/>'.encode()
    yield _list("mergeCells", [f'<mergeCell ref="{merge}"/>' for merge in writer.merges])
    if tab.ticks is not None:
        yield _choices(tab.ticks, len(tab.rows))
    yield _list("hyperlinks", writer.links)
    orientation = "landscape" if print_setup.landscape else "portrait"
    yield (
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="9" orientation="{orientation}" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{_footer(tab)}</oddFooter></headerFooter></worksheet>"
    ).encode()


def filter_range(tab: ServiceTab, *, dollars: bool) -> str:
    """The range under the filter headings, down to the tab's last row."""
    first = tab.filter_row or 1
    last = max(len(tab.rows), first)
    letters = column_letters(tab.filter_columns or max(len(tab.widths), 1))
    return f"$A${first}:${letters}${last}" if dollars else f"A{first}:{letters}{last}"


_HERE = "\0"
"""Stands for a row's own number while it is not known; no text of a cell holds it."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Rows as XML, with what a worksheet lists apart from their cells."""

    xml: bytes
    merges: tuple[str, ...]
    links: tuple[str, ...]


def _placed(rows: Sequence[_Drawn], first: int) -> _Drawn:
    """Rows one below the other, from a row of the worksheet on."""
    numbered = [*enumerate(rows, start=first)]
    return _Drawn(
        b"".join([row.xml.replace(_HERE.encode(), b"%d" % at) for at, row in numbered]),
        tuple([merge.replace(_HERE, str(at)) for at, row in numbered for merge in row.merges]),
        tuple([link.replace(_HERE, str(at)) for at, row in numbered for link in row.links]),
    )


class _Rows:
    """Writes rows and gathers what a worksheet lists apart from its cells."""

    def __init__(
        self,
        tab: ServiceTab,
        styles: Mapping[Style, int],
        kept: KeptTicks,
        sheets: frozenset[str],
        outside: Mapping[str, str],
        *,
        date_1904: bool,
        font_size: float,
    ) -> None:
        self._tab, self._styles, self._kept, self._sheets = tab, styles, kept, sheets
        self._font_size = font_size
        self._outside = outside
        self._epoch = dt.datetime(1904, 1, 1) if date_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001  serials have no zone
        self.merges: list[str] = []
        self.links: list[str] = []

    def rows(self, memory: Recollection, drawn_by: object) -> Iterator[bytes | Squeezed]:
        rows, name = self._tab.rows[:LAST_ROW], self._tab.name
        if self._tab.ticks is not None or self._outside:
            memory = NOTHING
            drawn = [self._drawn(row, self._ticked(at, row)) for at, row in enumerate(rows, 1)]
        else:
            drawn = memory.of_each(("drawn", name), (drawn_by,), rows, self._drawn)
        for start in range(0, len(drawn), _ROWS_A_RUN):
            run = drawn[start : start + _ROWS_A_RUN]
            placed = memory.of(("run", name, start), run, partial(_placed, run, start + 1))
            if memory.lasts:
                packed = partial(squeezed, placed.xml)
                yield memory.of(("packed", name, start), (placed,), packed)
            else:
                yield placed.xml
            self.merges += placed.merges
            self.links += placed.links[: max(MOST_LINKS - len(self.links), 0)]

    def _drawn(self, row: TabRow, ticked: Mapping[int, str] | None = None) -> "_Drawn":
        """A row wherever it stands."""
        height = row.height or row_height(row, self._tab.widths, self._font_size)
        fixed = ' customHeight="1"' if row.height else ""
        merges: list[str] = []
        links: list[str] = []
        cells = b"".join(self._cells(row, ticked or {}, merges, links))
        xml = f'<row r="{_HERE}" ht="{height:g}"{fixed}>'.encode() + cells + b"</row>"
        return _Drawn(xml, tuple(merges), tuple(links))

    def _cells(
        self, row: TabRow, ticked: Mapping[int, str], merges: list[str], links: list[str]
    ) -> Iterator[bytes]:
        """The cells in the order of their columns, staff's marks among them."""
        cells = dict(enumerate(row.cells, start=1))
        for column in sorted({*cells, *ticked}):
            where = f"{column_letters(column)}{_HERE}"
            if column in ticked:
                style = self._styles[Style(Look.TICK, unlocked=True)]
                yield self._cell(where, TabCell(ticked[column] or None), style, links)
                continue
            cell = cells[column]
            yield self._cell(where, cell, self._styles[_style(cell)], links)
            if cell.span > 1:
                merges.append(f"{where}:{column_letters(column + cell.span - 1)}{_HERE}")

    def _ticked(self, number: int, row: TabRow) -> dict[int, str]:
        """What stands in the tick columns of this row; nothing above and outside the records."""
        ticks = self._tab.ticks
        if ticks is None or number <= ticks.header_row or len(row.cells) < ticks.key_column:
            return {}
        key = row.cells[ticks.key_column - 1].value
        if key is None or key == "":
            return {}
        kept = self._kept.get(str(key), [""] * len(ticks.columns))
        return dict(zip(ticks.columns, kept, strict=True))

    def _cell(self, where: str, cell: TabCell, style: int, links: list[str]) -> bytes:
        start = f'<c r="{where}" s="{style}"'
        value = cell.value
        if isinstance(value, Link):
            self._link(where, value, links)
            value = value.text
        if value is None or value == "":
            return f"{start}/>".encode()
        if isinstance(value, str):
            text = cell_xml(value)
            return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'.encode()
        if isinstance(value, bool):
            return f'{start} t="b"><v>{value:d}</v></c>'.encode()
        if isinstance(value, dt.date):
            value = self._serial(value)
        return f"{start}><v>{value!r}</v></c>".encode()

    def _link(self, where: str, link: Link, links: list[str]) -> None:
        if link.url:
            links.append(f'<hyperlink ref="{where}" r:id="{self._outside[link.url]}"/>')
        elif link.sheet in self._sheets:
            target = attribute_xml(address_in(link.sheet, link.row, link.column))
            links.append(f'<hyperlink ref="{where}" location="{target}"/>')

    def _serial(self, day: dt.date) -> float:
        moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
        distance = moment.replace(tzinfo=None) - self._epoch
        serial = distance / dt.timedelta(days=1)
        return int(serial) if serial.is_integer() else round(serial, 9)


def _style(cell: TabCell) -> Style:
    return _style_of(cell.look, shape_of(cell), link=isinstance(cell.value, Link))


@cache
def _style_of(look: Look, shape: Shape, *, link: bool) -> Style:
    return Style(look, shape, link=link)


def _view(tab: ServiceTab) -> str:
    across, down = tab.frozen_columns, tab.frozen_rows
    if not across and not down:
        pane = ""
    else:
        corner = "bottomRight" if across and down else "topRight" if across else "bottomLeft"
        split = (f' xSplit="{across}"' if across else "") + (f' ySplit="{down}"' if down else "")
        pane = (
            f'<pane{split} topLeftCell="{address(down + 1, across + 1)}"'
            f' activePane="{corner}" state="frozen"/><selection pane="{corner}"/>'
        )
    return (
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{pane}'
        "</sheetView></sheetViews>"
    )


def _widths(tab: ServiceTab) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'
        for number, width in enumerate(tab.widths, start=1)
    )
    return f"<cols>{columns}</cols>" if columns else ""


def _list(name: str, entries: Sequence[str]) -> bytes:
    if not entries:
        return b""
    count = f' count="{len(entries)}"' if name != "hyperlinks" else ""
    return f"<{name}{count}>{''.join(entries)}</{name}>".encode()


def _choices(ticks: Ticks, last_row: int) -> bytes:
    words = ",".join(ticks.words)
    if not words or len(words) > _CHOICES_LENGTH or last_row <= ticks.header_row:
        return b""
    ranges = " ".join(_ranges(ticks.columns, ticks.header_row + 1, last_row))
    quoted = attribute_xml(words.replace('"', '""'))
    return (
        '<dataValidations count="1"><dataValidation type="list" allowBlank="1"'
        f' showErrorMessage="1" sqref="{ranges}"><formula1>"{quoted}"</formula1>'
        "</dataValidation></dataValidations>"
    ).encode()


def _ranges(columns: Iterable[int], first: int, last: int) -> Iterator[str]:
    for column in columns:
        yield f"{address(first, column)}:{address(last, column)}"


def _footer(tab: ServiceTab) -> str:
    text = attribute_xml((tab.print_setup.footer or tab.title).replace("&", "&&"))
    return f"&amp;L{text}&amp;R&amp;P / &amp;N"
