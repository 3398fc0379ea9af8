"""Which sheets hold a tab's rows, and what is wrong with tabs and headings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sheets_sync.registry.filled_rows import filled_rows
from sheets_sync.registry.headers import Headings, broken_headings, candidates
from sheets_sync.registry.nearest_text import nearest
from sheets_sync.registry.row_ranges import row_ranges
from sheets_sync.registry.schema import Schema, Tab, Words
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.similar_headings import headed_alike
from sheets_sync.registry.status_column import status_breaks
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import LOADING, NOT_CALCULATED, RawTab, RawWorkbook


@dataclass(frozen=True, slots=True)
class StructureProblem:
    """Something wrong with a tab or its headings."""

    rule: str
    tab: str
    sheet: str | None = None
    row: int | None = None
    position: int | None = None
    """The spreadsheet column, 1 at the left."""
    first: int | None = None
    """Of a heading that is there twice, the spreadsheet column of the first."""
    column: str | None = None
    value: str | None = None
    near: str | None = None
    """The nearest title or heading: in the workbook for something missing, in the schema else."""
    home: str = ""
    """Of a missing tab, the workbook it should be in."""
    kind: str = ""
    """Of a status column that shows too little, what sort of cell is the cause; of headings that
    show an error, whether it may pass."""
    filled: tuple[str, ...] = ()
    """Of a heading that is there twice, the rows filled in the first column, the second, both."""

    @property
    def quarantines(self) -> bool:
        """Whether its tab cannot be relied on."""
        return self.rule in _QUARANTINING


# Which column stands below an error nobody knows, and one that cannot be read is not an empty one.
_QUARANTINING = frozenset({"header-missing", "header-duplicate", "header-broken"})
_SORTS = {LOADING: "loading", NOT_CALCULATED: "not_calculated"}
"""What passes by itself, and what nobody sees who opens the file."""


def sheets_by_tab(workbook: RawWorkbook, schema: Schema) -> dict[str, list[RawTab]]:
    """The sheets that hold each tab's rows, in the order of the workbook."""
    sheets: dict[str, list[RawTab]] = {name: [] for name in schema.tabs}
    for sheet in workbook.tabs:
        tab = fed_by(sheet, schema)
        # An empty sheet for a tab that need not be there is nobody's mistake.
        if tab is not None and not (tab.optional and _is_empty(sheet)):
            sheets[tab.name].append(sheet)
    return sheets


def fed_by(sheet: RawTab, schema: Schema) -> Tab | None:
    """The tab of the schema whose rows a sheet holds, if any."""
    return schema.tab_named(sheet.sheet) if sheet.table is None else schema.tabs.get(sheet.table)


def astray_tables(workbook: RawWorkbook, schema: Schema) -> dict[str, str]:
    """The tables that should be in another workbook and are not, by which one that is.

    Rows of theirs in the main workbook must not pass for all there are.
    """
    there = {(sheet.home, tab.name) for sheet in workbook.tabs if (tab := fed_by(sheet, schema))}
    return {
        table: other.home
        for other in workbook.elsewhere
        for table in other.tables
        if (other.home, table) not in there
    }


def _is_empty(sheet: RawTab) -> bool:
    return not any(shown(cell).strip() for column in sheet.columns for cell in column)


def missing_tab(
    tab: Tab, workbook: RawWorkbook, schema: Schema, *, home: str = ""
) -> StructureProblem:
    """That a tab is nowhere in the workbook it should be in, and what it may be called now."""
    strangers = [
        sheet for sheet in workbook.tabs if sheet.home == home and fed_by(sheet, schema) is None
    ]
    titles = [sheet.sheet for sheet in strangers]
    spellings = tab.words.spellings(tab.name)
    near = [
        title for spelling in spellings if (title := nearest(spelling, titles)) is not None
    ] or _lengthened(spellings, titles)
    found = near[0] if near else headed_alike(strangers, schema).get(tab.name)
    return StructureProblem("tab-missing", tab.name, near=found, home=home)


def _lengthened(spellings: Iterable[str], strangers: list[str]) -> list[str]:
    """The one title that says the tab's name and more, as กิจกรรม (เก่า) does."""
    beginnings = tuple(map(fold, spellings))
    longer = [title for title in strangers if fold(title).startswith(beginnings)]
    return longer if len(longer) == 1 else []


def heading_problems(
    tab: Tab, sheet: RawTab, found: Headings, ours: Words
) -> list[StructureProblem]:
    """What is wrong with a sheet's headings, and with our status column, named by `ours`."""
    broken = broken_headings(tab, sheet, found)
    if broken:
        row, position = broken[0]
        code = shown(sheet.columns[position - 1][row - 1])
        kind = _SORTS.get(code, "message")
        return [
            StructureProblem(
                "header-broken", tab.name, sheet.sheet, row, position, value=code, kind=kind
            )
        ]
    problems: list[StructureProblem] = []
    missing = found.missing(tab)
    close = candidates(tab, found, missing)
    problems.extend(
        StructureProblem(
            "header-missing",
            tab.name,
            sheet.sheet,
            found.row,
            column=column,
            near=close.get(column),
        )
        for column in missing
    )
    for column, position in found.repeated.items():
        problems.append(
            StructureProblem(
                "header-duplicate",
                tab.name,
                sheet.sheet,
                found.row,
                position,
                found.positions[column],
                column,
                value=found.text(sheet, position),
                filled=tuple(
                    row_ranges(rows) for rows in _filled_rows(sheet, found, column, position)
                ),
            )
        )
    problems.extend(
        StructureProblem(
            "header-unknown",
            tab.name,
            sheet.sheet,
            found.row,
            heading.position,
            value=heading.text,
            near=heading.near,
        )
        for heading in found.unknown
        # Where the column itself is missing, its own finding already names this heading.
        if heading.near is not None and heading.near not in missing
    )
    problems.extend(_status_problems(tab, sheet, found, ours))
    return problems


def _filled_rows(
    sheet: RawTab, found: Headings, column: str, second: int
) -> tuple[list[int], list[int], list[int]]:
    """The rows filled in the first column of a heading, in the second, and in both."""
    one, other = (filled_rows(sheet, at, found.row) for at in (found.positions[column], second))
    return one, other, sorted({*one} & {*other})


def _status_problems(
    tab: Tab, sheet: RawTab, found: Headings, ours: Words
) -> Iterator[StructureProblem]:
    """Cells because of which our status column says too little."""
    for one in status_breaks(sheet, found, ours):
        value = shown(sheet.columns[one.column - 1][one.row - 1])
        yield StructureProblem(
            "status-column-broken",
            tab.name,
            sheet.sheet,
            one.row,
            one.column,
            value=value,
            kind=one.kind,
        )
