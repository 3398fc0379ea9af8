"""A view's sheets: progress, what is to be done, and the rows, as values and nothing else.

It is made from nothing: no sheet, name, formula, link or property of the registry is in it.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from itertools import starmap

import numpy as np

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import STEPS
from sheets_sync.i18n.finding_text import finding_message
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.row_views import RowView, rows_of_view
from sheets_sync.planning.workbook_tabs.urgency import urgency
from sheets_sync.planning.workbook_visibility import visibility_of
from sheets_sync.registry.cells import Cells, Objects, Rows
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.tables import Table
from sheets_sync.renderings.workbook.plain_sheets import PlainCell, PlainSheet, plain_workbook


def view_workbook(
    context: RuleContext,
    findings: Sequence[Finding],
    view: RowView,
    say: Sentences,
    *,
    private: bool,
) -> bytes:
    """The same bytes for the same rows on the same day."""
    sheets = [*view_sheets(context, findings, view, say, private=private).values()]
    day, agency = context.snapshot.today, context.settings.agency.name
    return plain_workbook(sheets, say, title=sheets[0].title, author=agency, day=day)


def view_sheets(
    context: RuleContext,
    findings: Sequence[Finding],
    view: RowView,
    say: Sentences,
    *,
    private: bool,
) -> dict[str, PlainSheet]:
    """The sheets of a view by name: `progress`, `todo`, and the tabs whose rows are in it."""
    rows = rows_of_view(context, view, private=private)
    title = say("views.title", name=view.name)
    note = say("views.note", day=say.date(context.snapshot.today, "long"))
    told = _told(context, findings, view, rows, private=private)
    return {
        "progress": _progress(context, view, title, note, say),
        "todo": _todo(context, told, note, say),
        **{
            name: _tab(context, context.table(name), some, note, say) for name, some in rows.items()
        },
    }


def nothing_to_see(say: Sentences) -> dict[str, PlainSheet]:
    """What takes the place of a view that nobody has any more."""
    title = say("views.progress")
    return {"progress": PlainSheet(title, [say("views.nobodys")], [], title=title)}


def _progress(
    context: RuleContext, view: RowView, title: str, note: str, say: Sentences
) -> PlainSheet:
    names = context.table("communities")["name"]
    states = {state: say(f"report.states.{state}") for state in _STATES}
    rows = []
    for row in view.communities:
        steps = [context.progress.by_round[row, number] for number in STEPS]
        told: list[PlainCell] = [
            f"{states[step.state]} {step.done}/{step.of}"
            if step.of and step.state != "complete"
            else states[step.state]
            for step in steps
        ]
        rows.append([context.rounds.identifier(row), names.at(row), *told])
    headings = [say(f"report.steps_short.{number}") for number in STEPS]
    return PlainSheet(
        say("views.progress"),
        [*say("views.community").split("|"), *headings],
        rows,
        title=title,
        notes=(note,),
        read_only=True,
        good=frozenset({states["complete"]}),
        bad=frozenset(
            cell
            for row in rows
            for cell in row
            if isinstance(cell, str) and cell.startswith(states["overdue"])
        ),
    )


_STATES = (
    "complete", "in_progress", "not_started", "overdue", "not_due", "unknown", "closed",
)  # fmt: skip


def _told(
    context: RuleContext,
    findings: Sequence[Finding],
    view: RowView,
    tabs: Collection[str],
    *,
    private: bool,
) -> list[Finding]:
    """The findings about the view's own communities, as far as its reader may know of them."""
    own = {context.rounds.identifier(row) for row in view.communities}
    visibility = visibility_of(context.snapshot)

    def may_be_told(one: Finding) -> bool:
        home = visibility.showing(one)
        return private or not (home is None or visibility.is_private(home))

    return [
        one for one in findings if one.community in own and one.tab in tabs and may_be_told(one)
    ]


def _todo(
    context: RuleContext, findings: Sequence[Finding], note: str, say: Sentences
) -> PlainSheet:
    schema = context.snapshot.schema
    lines = [
        (
            say(f"jobs.severity.{'work' if one.work else one.severity}"),
            one.community,
            one.sheet,
            one.cell or (None if one.row is None else str(one.row)),
            finding_message(one, schema, say),
        )
        for one in sorted(findings, key=urgency)
    ]
    return PlainSheet(
        say("views.todo"),
        say("views.todo_columns").split("|"),
        lines,
        title=say("views.todo"),
        notes=(note,),
        read_only=True,
    )


def _tab(context: RuleContext, table: Table, rows: Rows, note: str, say: Sentences) -> PlainSheet:
    label = table.tab.words.label(say.language)
    columns = [_values(context, cells, rows) for cells in table.columns.values()]
    return PlainSheet(
        label,
        [cells.column.words.label(say.language) for cells in table.columns.values()],
        [*starmap(_row, zip(*columns, strict=True))] if len(rows) else [],
        title=label,
        notes=(note,),
        read_only=True,
    )


def _row(*cells: PlainCell) -> tuple[PlainCell, ...]:
    return cells


def _values(context: RuleContext, cells: Cells, rows: Rows) -> list[PlainCell]:
    """The cells of these rows as they are meant, each distinct one once."""
    labels = context.snapshot.staff.labels
    made: dict[int, PlainCell] = {}
    codes = cells.codes[rows].tolist()
    for code in set(codes):
        made[code] = _value(cells, code, labels)
    return [made[code] for code in codes]


def _value(cells: Cells, code: int, labels: Objects) -> PlainCell:
    value, kind = cells.values[code], cells.column.kind
    match kind:
        case "date" | "period" | "month" if not np.isnat(value):
            day: dt.date = value.astype("datetime64[D]").astype(object)
            return day
        case "number" if not np.isnan(value):
            return float(value)
        case "person" if value != NOBODY:
            return str(labels[value])
    return shown(cells.typed[code])
