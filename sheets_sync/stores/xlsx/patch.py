"""Works out which parts of a workbook change when the service writes into it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sheets_sync.planning.workbook_tabs.tab_model import (
    Look,
    NewHeadings,
    NotWritten,
    Output,
    ServiceTab,
    Unwritten,
)
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.stores.xlsx.layout import TabLayout, free_ids, layout_of
from sheets_sync.stores.xlsx.lookup_sheet import Lookup, lookup_sheet
from sheets_sync.stores.xlsx.new_headings import with_headings
from sheets_sync.stores.xlsx.new_tab import OPTIONAL, REQUIRED, new_tab
from sheets_sync.stores.xlsx.occupied_columns import first_free_column, taken_columns
from sheets_sync.stores.xlsx.outside_links import links_part, outside_links
from sheets_sync.stores.xlsx.package import Package, relationships_part
from sheets_sync.stores.xlsx.raw_zip import Squeezed
from sheets_sync.stores.xlsx.service_sheet import (
    KeptTicks,
    filter_range,
    service_sheet,
    styles_of,
)
from sheets_sync.stores.xlsx.service_sheets import LOOKUP, OwnSheets, own_sheets
from sheets_sync.stores.xlsx.spared_work import base_font, packed_before, styled
from sheets_sync.stores.xlsx.status_plan import NewStatusColumn, places
from sheets_sync.stores.xlsx.status_sheet import SharedFormulaError, StatusPlan, with_status
from sheets_sync.stores.xlsx.styles import Style
from sheets_sync.stores.xlsx.unsupported import CONTENT_TYPES, STYLES
from sheets_sync.stores.xlsx.workbook_edit import (
    STATUS_NAME,
    TAB_NAME,
    DefinedName,
    reference_to,
    with_content_types,
    with_names,
    with_relationships,
    with_sheets,
)
from sheets_sync.stores.xlsx.worksheet_scan import Survey, row_blocks, row_runs
from sheets_sync.stores.xlsx.xml_edit import UnusualXmlError

Blocks = Callable[[], Iterable[bytes | Squeezed]]
_STATUS, _HEADING = Style(Look.PLAIN), Style(Look.HEADING)


class PartRefused(Exception):  # noqa: N818  it is not an error of the workbook
    """The cells of this tab cannot be patched; the rest of the workbook can."""

    def __init__(self, sheet: str, reason: Unwritten) -> None:
        super().__init__(sheet)
        self.left = NotWritten(sheet, reason)


@dataclass(frozen=True, slots=True)
class Patch:
    """The parts that differ afterwards; every other part stays as it is."""

    parts: Mapping[str, Blocks]
    """Changed and new parts by name."""
    dropped: frozenset[str]
    """Parts that go unless they are among the new: what was attached to a tab of ours."""
    left: tuple[NotWritten, ...]


def patch_of(
    package: Package,
    workbook: RawWorkbook,
    output: Output,
    memory: Recollection = NOTHING,
    *,
    add_columns: bool = False,
) -> Patch:
    """What writing `output` changes in a workbook; nothing is written yet."""
    own = own_sheets(package)
    found = list(places(package, own, workbook, output.status, memory, add_columns=add_columns))
    columns = [place for place in found if isinstance(place, NewStatusColumn)]
    layout = layout_of(package, own, output, with_lookup=bool(columns))
    wanted = set[Style]().union(*(styles_of(tab, memory) for tab in output.tabs))
    if columns:
        wanted |= {_STATUS, _HEADING}
    if output.new_tabs or output.new_headings:
        wanted |= {REQUIRED, OPTIONAL}
    styles_xml = package.part(STYLES)
    new_styles, styles = styled(styles_xml, wanted, memory)
    parts: dict[str, Blocks] = {}
    if new_styles != styles_xml:
        parts[STYLES] = partial(_whole, new_styles)
    size = base_font(styles_xml, memory)
    parts |= _tab_parts(layout, output, styles, workbook, own, memory, font_size=size)
    if output.status and LOOKUP in layout.parts:
        parts |= _status_parts(package, layout, columns, styles, memory)
    for part, tab in layout.new_tabs.items():
        parts[part] = partial(new_tab, tab, styles)
    parts |= _heading_parts(package, workbook, output.new_headings, styles)
    parts |= _workbook_parts(package, layout, own, output.tabs, columns)
    attached = {relationships_part(layout.parts[tab.name]) for tab in output.tabs}
    left = tuple(place for place in found if isinstance(place, NotWritten))
    return Patch(parts, frozenset(attached), left)


def _tab_parts(
    layout: TabLayout,
    output: Output,
    styles: Mapping[Style, int],
    workbook: RawWorkbook,
    own: OwnSheets,
    memory: Recollection,
    *,
    font_size: float,
) -> dict[str, Blocks]:
    sheets = frozenset(layout.titles.values())
    parts: dict[str, Blocks] = {}
    for tab in output.tabs:
        part, links = layout.parts[tab.name], outside_links(tab, memory)
        parts[part] = partial(
            service_sheet,
            tab,
            styles,
            kept=kept_ticks(tab, workbook, layout.titles[part]),
            sheets=sheets,
            outside=links,
            date_1904=own.date_1904,
            font_size=font_size,
            memory=memory,
        )
        if links:
            parts[relationships_part(part)] = partial(_whole, links_part(links))
    return parts


def kept_ticks(tab: ServiceTab, workbook: RawWorkbook, title: str) -> KeptTicks:
    """What staff have put into the tick columns of this tab, by key."""
    ticks = tab.ticks
    raw = next((raw for raw in workbook.tabs if raw.sheet == title), None)
    if ticks is None or raw is None:
        return {}
    wanted = (ticks.key_column, *ticks.columns)
    blank = ("",) * raw.height
    columns = [raw.columns[at - 1] if at <= len(raw.columns) else blank for at in wanted]
    rows = list(zip(*columns, strict=True))[ticks.header_row :]
    texts = ([str(cell or "") for cell in row] for row in rows)
    return {row[0]: row[1:] for row in texts if row[0] and any(row[1:])}


def _status_parts(
    package: Package,
    layout: TabLayout,
    columns: Sequence[NewStatusColumn],
    styles: Mapping[Style, int],
    memory: Recollection,
) -> dict[str, Blocks]:
    by_pair = {place.pair: place.lookup for place in columns}
    pairs = range(max(by_pair, default=-1) + 1)
    nothing = Lookup((), (), (), {}, {})
    lookups = [by_pair.get(pair, nothing) for pair in pairs]
    parts: dict[str, Blocks] = {layout.parts[LOOKUP]: partial(lookup_sheet, lookups, memory)}
    for place in columns:
        if place.facts is None:
            continue
        plan = StatusPlan(
            status=place.status,
            column=place.column,
            pair=place.pair,
            lookup=place.lookup,
            lookup_title=layout.lookup_title,
            style=styles[_STATUS],
            heading_style=styles[_HEADING] if place.is_new else None,
        )
        parts[place.sheet.part] = partial(_status_blocks, package, place, plan, place.facts, memory)
    return parts


def _heading_parts(
    package: Package,
    workbook: RawWorkbook,
    new_headings: Sequence[NewHeadings],
    styles: Mapping[Style, int],
) -> dict[str, Blocks]:
    parts: dict[str, Blocks] = {}
    for new in new_headings:
        sheet = next((sheet for sheet in package.sheets if sheet.title == new.sheet), None)
        tab = next((tab for tab in workbook.tabs if tab.sheet == new.sheet), None)
        if sheet is not None and tab is not None:
            taken = taken_columns(package, sheet)
            first = first_free_column(tab, new.header_row, taken, count=len(new.headings))
            parts[sheet.part] = partial(_heading_blocks, package, sheet.part, new, first, styles)
    return parts


def _heading_blocks(
    package: Package, part: str, new: NewHeadings, first: int, styles: Mapping[Style, int]
) -> Iterator[bytes]:
    with package.open_part(part) as sheet:
        try:
            yield from with_headings(row_blocks(sheet), new, first, styles)
        except UnusualXmlError as error:
            raise PartRefused(new.sheet, "cells-unaddressed") from error


def _status_blocks(
    package: Package, place: NewStatusColumn, plan: StatusPlan, facts: Survey, memory: Recollection
) -> Iterator[bytes | Squeezed]:
    with package.open_part(place.sheet.part) as part:
        try:
            runs = with_status(row_runs(row_blocks(part)), plan, facts, place.stale)
            for number, run in enumerate(runs):
                yield packed_before(run, (place.sheet.part, number), memory)
        except SharedFormulaError as error:
            raise PartRefused(place.status.sheet, "column-doubtful") from error
        except UnusualXmlError as error:
            raise PartRefused(place.status.sheet, "cells-unaddressed") from error


def _workbook_parts(
    package: Package,
    layout: TabLayout,
    own: OwnSheets,
    tabs: Sequence[ServiceTab],
    columns: Sequence[NewStatusColumn],
) -> dict[str, Blocks]:
    relationships = relationships_part(package.workbook_part)
    old = package.part(package.workbook_part)
    new = old
    parts: dict[str, Blocks] = {}
    if layout.new:
        added = [sheet.part for sheet in layout.new]
        links = package.part(relationships)
        ids = free_ids(added, taken=links, start="rIdCoP")
        top = max((sheet.sheet_id for sheet in package.sheets), default=0)
        numbers = {part: top + step for step, part in enumerate(added, start=1)}
        new = with_sheets(new, layout.new, ids, numbers)
        parts[relationships] = partial(_whole, with_relationships(links, ids))
        types = with_content_types(package.part(CONTENT_TYPES), added)
        parts[CONTENT_TYPES] = partial(_whole, types)
    replaced = [layout.position(layout.parts[tab.name]) for tab in tabs]
    new = with_names(new, replaced, list(_names(package, layout, own, tabs, columns)))
    if new != old:
        parts[package.workbook_part] = partial(_whole, new)
    return parts


def _names(
    package: Package,
    layout: TabLayout,
    own: OwnSheets,
    tabs: Sequence[ServiceTab],
    columns: Sequence[NewStatusColumn],
) -> Iterator[DefinedName]:
    for name, part in layout.parts.items():
        yield DefinedName(TAB_NAME + name, reference_to(layout.titles[part]))
    for tab in tabs:
        part = layout.parts[tab.name]
        title, position = layout.titles[part], layout.position(part)
        if tab.filter_row is not None:
            reference = reference_to(title, filter_range(tab, dollars=True))
            yield DefinedName("_xlnm._FilterDatabase", reference, position)
        if tab.print_setup.repeat_rows:
            reference = reference_to(title, f"$1:${tab.print_setup.repeat_rows}")
            yield DefinedName("_xlnm.Print_Titles", reference, position, hidden=False)
    written = {place.position for place in columns}
    for at, mark in own.status.items():
        if at not in written:
            position = layout.position(package.sheets[at].part)
            yield DefinedName(f"{STATUS_NAME}{mark.pair}", mark.reference, position)
    for place in columns:
        reference = reference_to(place.sheet.title, place.reference)
        position = layout.position(place.sheet.part)
        yield DefinedName(f"{STATUS_NAME}{place.pair}", reference, position)


def _whole(data: bytes) -> Iterator[bytes]:
    yield data
