"""A staff tab that `init` adds to an existing workbook, as the XML of a worksheet."""

from collections.abc import Iterator, Mapping

from sheets_sync.planning.workbook_tabs.tab_model import Look, NewHeading, NewTab
from sheets_sync.registry.a1 import address
from sheets_sync.stores.xlsx.cell_text import attribute_xml, cell_xml
from sheets_sync.stores.xlsx.service_sheet import MAIN
from sheets_sync.stores.xlsx.styles import Style

REQUIRED, OPTIONAL = Style(Look.HEADING), Style(Look.GROUP)
_LAST_ROW = 1000
_LONGEST_NOTE = 255
_LONGEST_CHOICES = 255
_HEIGHT = 40


def new_tab(tab: NewTab, styles: Mapping[Style, int]) -> Iterator[bytes]:
    """The worksheet: headings, widths, drop-downs, and a note that shows with each heading."""
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{heading.width:g}" customWidth="1"/>'
        for at, heading in enumerate(tab.headings, start=1)
    )
    cells = "".join(
        heading_cell(1, at, heading, styles) for at, heading in enumerate(tab.headings, start=1)
    )
    rules = [
        rule
        for at, heading in enumerate(tab.headings, start=1)
        for rule in heading_rules(1, at, heading)
    ]
    last = address(1, max(len(tab.headings), 1))
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2"'
        ' activePane="bottomRight" state="frozen"/><selection pane="bottomRight"/></sheetView>'
        f'</sheetViews><sheetFormatPr defaultRowHeight="18"/><cols>{columns}</cols><sheetData>'
        f'<row r="1" ht="{_HEIGHT}" customHeight="1">{cells}</row></sheetData>'
        f'<autoFilter ref="A1:{last}"/>'
    ).encode()
    if rules:
        yield (f'<dataValidations count="{len(rules)}">{"".join(rules)}</dataValidations>').encode()
    yield b'<pageSetup paperSize="8" orientation="landscape" fitToHeight="0"/></worksheet>'


def heading_cell(row: int, column: int, heading: NewHeading, styles: Mapping[Style, int]) -> str:
    """One heading as a cell without namespace prefix."""
    style = styles[REQUIRED if heading.required else OPTIONAL]
    text = cell_xml(heading.text)
    return f'<c r="{address(row, column)}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def heading_rules(row: int, column: int, heading: NewHeading) -> Iterator[str]:
    """The note of a heading, and the drop-down below it."""
    if heading.note:
        note = attribute_xml(heading.note[:_LONGEST_NOTE])
        yield (
            '<dataValidation allowBlank="1" showInputMessage="1"'
            f' prompt="{note}" sqref="{address(row, column)}"/>'
        )
    words = ",".join(heading.words)
    if words and len(words) <= _LONGEST_CHOICES:
        cells = f"{address(row + 1, column)}:{address(row + _LAST_ROW, column)}"
        quoted = attribute_xml(words.replace('"', '""'))
        yield (
            '<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1"'
            f' sqref="{cells}"><formula1>"{quoted}"</formula1></dataValidation>'
        )
