"""Rows ready to be copied into a staff tab: evaluations and follow-ups that are still missing."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheets_sync.checking.steps import Step
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_visibility import MAIN
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold

TAB_OF_STEP: Mapping[int, str] = {6: "evaluations", 7: "followups"}


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """Rows for one staff tab, in the order of that tab's columns from the first on."""

    tab: str
    sheet: str
    headings: tuple[str, ...]
    """As far as the rows are filled in; blank above a column that we do not know."""
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """The coordinator, and what to copy."""


def copy_blocks(checkup: Checkup, home: str = MAIN) -> tuple[CopyBlock, ...]:
    """A block for each tab of one workbook that records are missing from, where it can be read."""
    blocks = []
    for number, tab in TAB_OF_STEP.items():
        table = checkup.context.table(tab)
        missing = tuple(_missing(checkup, number))
        if missing and table.state == "read" and checkup.visibility.of_table(tab) == home:
            blocks.append(_block(checkup, table, missing, home))
    return tuple(blocks)


def _missing(checkup: Checkup, number: int) -> Iterator[tuple[str, int]]:
    """Community and row of `staff` of every record of a step that is late, begun or soon due.

    Whoever is not on the staff list is left out: such a row would have to be mended at once.
    """
    before = dt.timedelta(days=checkup.context.settings.reminders.step.before_days)
    numbers = checkup.context.snapshot.staff.numbers
    for step in checkup.context.progress.steps:
        if step.number == number and _is_awaited(step, checkup.today + before):
            for person in step.missing:
                row = numbers.get(fold(person), NOBODY)
                if row != NOBODY:
                    yield step.community, row


def _is_awaited(step: Step, soon: dt.date) -> bool:
    if step.state == "not_started":
        return step.due is not None and step.due <= soon
    return step.state in {"overdue", "in_progress"}


def _block(
    checkup: Checkup, table: Table, missing: tuple[tuple[str, int], ...], home: str
) -> CopyBlock:
    """The first sheet of the workbook that feeds the table is where new rows go."""
    at = next(
        at for at, title in enumerate(table.sheets) if checkup.visibility.sheets[title] == home
    )
    positions = table.positions[at]
    last = max(positions["community"], positions["person"])
    words = {place: table.tab.columns[name].words for name, place in positions.items()}
    language = checkup.context.settings.language
    labels = checkup.context.snapshot.staff.labels
    rows = []
    for community, person in missing:
        cells = [""] * last
        cells[positions["community"] - 1] = community
        cells[positions["person"] - 1] = str(labels[person])
        rows.append((checkup.coordinator(community), tuple(cells)))
    return CopyBlock(
        tab=table.tab.name,
        sheet=table.sheets[at],
        headings=tuple(
            words[place].label(language) if place in words else "" for place in range(1, last + 1)
        ),
        rows=tuple(sorted(rows)),
    )
