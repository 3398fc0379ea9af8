"""The differences of the staff list as a workbook: rows to copy, and the list of all changes."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sheets_sync.i18n.sentences import Language, Sentences
from sheets_sync.planning.staff_changes import StaffChange, StaffChanges
from sheets_sync.registry.tables import Table
from sheets_sync.renderings.workbook.plain_sheets import PlainSheet, plain_workbook


def staff_workbook(
    found: StaffChanges, staff: Table, say: Sentences, *, agency: str, day: dt.date
) -> bytes:
    """Rows stand in the order of the staff tab's own columns, so that they can be pasted whole."""
    order = column_order(staff, say.language)
    headings = [heading for heading, _ in order]
    new = [one for one in found.changes if one.row is None]
    old = [one for one in found.changes if one.row is not None]
    sheet = staff.sheets[0] if staff.sheets else staff.tab.words.label(say.language)
    sheets = [
        PlainSheet(
            say("staff.sheets.new"),
            headings,
            [_cells(one, order) for one in new],
            title=say("staff.titles.new", count=len(new)),
            notes=(say("staff.notes.new", sheet=sheet),),
            to_copy=0,
        ),
        PlainSheet(
            say("staff.sheets.changed"),
            [say("staff.row"), say("staff.what"), *headings],
            [[one.row, kinds_text(one, say), *_cells(one, order)] for one in old],
            title=say("staff.titles.changed", count=len(old)),
            notes=(say("staff.notes.changed", sheet=sheet),),
            to_copy=2,
        ),
        PlainSheet(
            say("staff.sheets.list"),
            say("staff.columns").split("|"),
            [list(line) for one in found.changes for line in change_lines(one, staff, say)],
            title=say("staff.titles.list"),
            notes=tuple(summary_lines(found, say)),
        ),
    ]
    return plain_workbook(sheets, say, title=say("staff.titles.list"), author=agency, day=day)


def column_order(staff: Table, language: Language) -> list[tuple[str, str]]:
    """Of the first sheet of the staff tab: heading and column; blank above a column not ours."""
    if not staff.positions:
        return [(one.words.label(language), name) for name, one in staff.tab.columns.items()]
    positions = {place: name for name, place in staff.positions[0].items()}
    columns = staff.tab.columns
    last = max(positions, default=0)
    return [
        (columns[positions[place]].words.label(language), positions[place])
        if place in positions
        else ("", "")
        for place in range(1, last + 1)
    ]


def _cells(one: StaffChange, order: Iterable[tuple[str, str]]) -> list[str]:
    return [one.cells.get(column, "") for _, column in order]


def kinds_text(one: StaffChange, say: Sentences) -> str:
    """What became of somebody, in words."""
    return ", ".join(say(f"staff.kinds.{kind}") for kind in one.kinds)


def change_lines(
    one: StaffChange, staff: Table, say: Sentences
) -> Iterable[tuple[str, str, str, str, str, str]]:
    """A line for each cell that differs: what, number, name, column, before, after."""
    columns: Mapping[str, str] = {
        name: column.words.label(say.language) for name, column in staff.tab.columns.items()
    }
    about = (kinds_text(one, say), one.number, one.name)
    duties = say("staff.duties", communities=one.duties) if one.duties else ""
    if not one.differences:
        yield (*about, "", "", duties)
    for difference in one.differences:
        after = " · ".join(filter(None, (difference.after, duties)))
        yield (*about, columns[difference.column], difference.before, after)
        duties = ""


def summary_lines(found: StaffChanges, say: Sentences) -> Iterable[str]:
    """How much was compared, and what of it cannot be believed."""
    yield say("staff.compared", listed=found.listed, exported=found.exported)
    if found.is_partial:
        yield say("staff.partial", absent=found.absent, listed=found.listed)
    if found.unsure:
        yield say("staff.unsure", names=found.unsure)
