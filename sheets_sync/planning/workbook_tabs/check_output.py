"""Everything that one check writes, by workbook, and whether that says anything new."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from hashlib import blake2b

import numpy as np

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.every_title import titles_of
from sheets_sync.planning.workbook_tabs.log_tab import log_tab
from sheets_sync.planning.workbook_tabs.moved_tab import moved_tab
from sheets_sync.planning.workbook_tabs.outbox_tab import outbox_tab
from sheets_sync.planning.workbook_tabs.progress_tab import progress_tab
from sheets_sync.planning.workbook_tabs.read_outbox_tab import tabs_titled
from sheets_sync.planning.workbook_tabs.status_columns import status_columns
from sheets_sync.planning.workbook_tabs.summary_tab import summary_tab
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.tab_model import (
    BLANK,
    Look,
    Output,
    ServiceTab,
    StatusColumn,
    TabCell,
    TabName,
)
from sheets_sync.planning.workbook_tabs.todo_tab import todo_tab
from sheets_sync.planning.workbook_visibility import MAIN, WorkbookVisibility
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import NOT_CALCULATED, CellError, RawTab, RawWorkbook

_SINGLE: Mapping[TabName, Callable[[Checkup, Sentences, dt.datetime], ServiceTab]] = {
    "progress": lambda checkup, say, _: _remembered_progress(checkup, say),
    "summary": lambda checkup, say, midnight: summary_tab(checkup, say, midnight, ""),
    "outbox": lambda checkup, say, _: outbox_tab(checkup, say),
    "log": lambda checkup, say, _: log_tab(checkup, say),
}
"""The tabs of which there is one, in their order; the to-do tab stands before them."""


_MAIL: frozenset[TabName] = frozenset({"outbox", "log"})
"""What follows from the plan of the day's mail; a look at the rows alone leaves it as it is."""
_SIGNED_AT = 5
"""The wide column of the to-do tab."""


def compile_output(checkup: Checkup, sentences: Sentences, checked_at: dt.datetime) -> Output:
    """The tabs in their order and the status columns, for the workbooks that were checked.

    Each workbook has a fingerprint of all that it can show, but the time of day, in its summary or
    else in its to-do tab: it is written again when it is to say something else. Where the summary
    is, that is once a day in any case, for the heartbeat's day counts.
    """
    return _compiled(checkup, sentences, checked_at, mail=True)


def compile_flags(checkup: Checkup, sentences: Sentences, checked_at: dt.datetime) -> Output:
    """The same without the tabs about mail: of them, the fingerprint says what it said before."""
    return _compiled(checkup, sentences, checked_at, mail=False)


def _compiled(
    checkup: Checkup, sentences: Sentences, checked_at: dt.datetime, *, mail: bool
) -> Output:
    columns = status_columns(checkup, sentences)
    tabs: list[ServiceTab] = []
    for home in checkup.visibility.written:
        own = tuple(column for column in columns if column.home == home)
        tabs += _tabs(checkup, sentences, checked_at, home, own, mail=mail)
    return Output(tuple(tabs), columns, checkup.workbook.version)


def _tabs(
    checkup: Checkup,
    sentences: Sentences,
    checked_at: dt.datetime,
    home: str,
    columns: tuple[StatusColumn, ...],
    *,
    mail: bool,
) -> tuple[ServiceTab, ...]:
    """The tabs of one workbook, one of them signed with the fingerprint."""
    moment = checked_at.replace(tzinfo=None, second=0, microsecond=0)
    midnight = moment.replace(hour=0, minute=0)
    tabs: dict[TabName, ServiceTab] = {"todo": todo_tab(checkup, sentences, home)}
    for name, made in _SINGLE.items():
        there = checkup.visibility.of_tab(name)
        if name in _MAIL and not mail:
            continue
        if there == home:
            tabs[name] = replace(made(checkup, sentences, midnight), home=home)
        elif home == MAIN and (left := moved_tab(checkup, sentences, name, there)) is not None:
            tabs[name] = left
    standing = tuple(column for column in columns if _stands(column, checkup.workbook))
    output = Output(tuple(tabs.values()), standing)
    print_ = _two_prints(checkup, sentences, home, output, mail=mail)
    if _signed_tab(checkup.visibility, home) == "summary":
        tabs["summary"] = replace(summary_tab(checkup, sentences, moment, print_), home=home)
    else:
        tabs["todo"] = _signed(tabs["todo"], print_, sentences)
    return tuple(tabs.values())


def _remembered_progress(checkup: Checkup, sentences: Sentences) -> ServiceTab:
    """The tab as it was where every step stands as it stood, and who is responsible for it."""
    memory, context = checkup.memory, checkup.context
    steps = memory.alike("steps", context.progress.steps)
    parts = (steps, context.table("communities"), context.table("staff"), sentences)
    return memory.of("progress", parts, lambda: progress_tab(checkup, sentences))


def _two_prints(
    checkup: Checkup, sentences: Sentences, home: str, output: Output, *, mail: bool
) -> str:
    """The fingerprint of what the rows say, then that of the tabs about mail."""
    about_rows = [tab for tab in output.tabs if tab.name not in _MAIL]
    about_mail = [tab for tab in output.tabs if tab.name in _MAIL]
    rows = fingerprint(replace(output, tabs=tuple(about_rows)), checkup.memory)
    if mail:
        return f"{rows}-{fingerprint(Output(tuple(about_mail)))}"
    shown = shown_print(checkup, sentences, home)
    return f"{rows}-{shown.partition('-')[2]}"


def shown_print(checkup: Checkup, sentences: Sentences, home: str = MAIN) -> str:
    """The fingerprint that one of the workbooks shows; empty where it shows none."""
    title = sentences(f"flags.{_signed_tab(checkup.visibility, home)}.tab")
    before, after = sentences("flags.summary.fingerprint", fingerprint="\0").split("\0")
    said = re.compile(f"{re.escape(before)}([0-9a-f]+-[0-9a-f]*){re.escape(after)}")
    cells = (
        cell
        for tab in tabs_titled(checkup.workbook, title, home)
        for column in tab.columns
        for cell in column
    )
    found = (said.fullmatch(cell) for cell in cells if isinstance(cell, str))
    return next((one[1] for one in found if one is not None), "")


def _stands(column: StatusColumn, workbook: RawWorkbook) -> bool:
    """Whether the sheet can show it; one that is put back later has to get its texts then.

    An error in place of the heading is our formula, with something typed in its way.
    """
    tab = next(tab for tab in workbook.tabs if tab.sheet == column.sheet)
    heads = [cells[column.header_row - 1] for cells in tab.columns]
    return tab.answered and any(
        isinstance(head, CellError) or shown(head).strip() == column.heading for head in heads
    )


def _signed_tab(visibility: WorkbookVisibility, home: str) -> TabName:
    """The tab of one workbook that holds the fingerprint."""
    return "summary" if visibility.of_tab("summary") == home else "todo"


def _signed(tab: ServiceTab, print_: str, sentences: Sentences) -> ServiceTab:
    """The to-do tab with a fingerprint in its first row: a store need not read the others again."""
    title, *rest = tab.rows
    said = TabCell(sentences("flags.summary.fingerprint", fingerprint=print_), Look.NOTE)
    blanks = (BLANK,) * (_SIGNED_AT - 1 - len(title.cells))
    return replace(tab, rows=(replace(title, cells=(*title.cells, *blanks, said)), *rest))


def fingerprint(output: Output, memory: Recollection = NOTHING) -> str:
    """The same for two outputs that say the same, whatever workbook they were made for."""
    digest = blake2b(digest_size=6)
    for tab in output.tabs:
        digest.update(_digest(replace(tab, rows=())))
        slot = ("print of tab", tab.home, str(tab.name))
        digest.update(b"".join(memory.of_each(slot, (), tab.rows, _digest)))
    for column in output.status:
        head = memory.alike(("head", column.home, column.sheet), replace(column, texts={}))
        slot = ("print of head", column.home, column.sheet)
        digest.update(memory.of(slot, (head,), partial(_digest, head)))
        slot = ("print of texts", column.home, column.sheet)
        digest.update(memory.of(slot, (column.texts,), partial(_digest_of_texts, column)))
    return digest.hexdigest()


def _digest_of_texts(column: StatusColumn) -> bytes:
    """Of what is said beside every record; most say one of two things, and need not be spelled."""
    others = {row: text for row, text in column.texts.items() if text != column.fine}
    told = {row: text for row, text in others.items() if text != column.without_key}
    without = [row for row, text in others.items() if text == column.without_key]
    digest = blake2b(_digest((told, without)), digest_size=16)
    digest.update(np.fromiter(column.texts, np.int64, len(column.texts)).tobytes())
    return digest.digest()


def _digest(said: object) -> bytes:
    return blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def news(output: Output, workbook: RawWorkbook, refused: Collection[str] = ()) -> Output:
    """What of an output is for workbooks that do not show it already, each whole.

    The status columns of `refused` sheets could not be written the last time: what those show is
    no reason to write again.
    """
    homes = {tab.home for tab in output.tabs}
    asked = tuple(column for column in output.status if column.sheet not in refused)
    asked_for = replace(output, status=asked)
    behind = {home for home in homes if not _shows(workbook, asked_for, home)}
    return replace(
        output,
        tabs=tuple(tab for tab in output.tabs if tab.home in behind),
        status=tuple(column for column in output.status if column.home in behind),
    )


def without_standing(output: Output, last: Output | None, workbook: RawWorkbook) -> Output:
    """The output without tabs that were written last just so, where they stand there still.

    They do where the workbook shows the fingerprint of that writing: it took all of it or nothing.
    Status columns are never left out; a store finds out by itself which rows say it already.
    """
    if last is None or news(replace(last, status=()), workbook).tabs:
        return output
    standing = {(tab.home, tab.name): tab for tab in last.tabs}
    tabs = tuple(
        tab
        for tab in output.tabs
        if tab.name == "todo" or standing.get((tab.home, tab.name)) != tab
    )
    return replace(output, tabs=tabs)


def _there(workbook: RawWorkbook, tab: ServiceTab, home: str) -> tuple[RawTab, ...]:
    """The tab in the workbook, in whichever language it was first written: it keeps its title."""
    titles = dict.fromkeys((tab.title, *titles_of(tab.name)))
    return tuple(one for title in titles for one in tabs_titled(workbook, title, home))


def _shows(workbook: RawWorkbook, output: Output, home: str) -> bool:
    """Whether one of the workbooks has all tabs that are for it, and the same fingerprint.

    A program that cannot calculate saves our formulas without what they show.
    """
    wanted = [tab for tab in output.tabs if tab.home == home]
    found = {tab.name: _there(workbook, tab, home) for tab in wanted}
    signed = _signed_tab(WorkbookVisibility(workbook.elsewhere), home)
    rows = next(tab for tab in wanted if tab.name == signed).rows
    said = (rows[-1].cells[0] if signed == "summary" else rows[0].cells[-1]).value
    shown = any(said in column for tab in found[signed] for column in tab.columns)
    columns = (column for column in output.status if column.home == home)
    return shown and all(found.values()) and not any(_is_blank(one, workbook) for one in columns)


def _is_blank(column: StatusColumn, workbook: RawWorkbook) -> bool:
    """Whether formulas of a status column stand there without their results."""
    tab = next(tab for tab in workbook.tabs if tab.sheet == column.sheet)
    ours = (cells for cells in tab.columns if cells[column.header_row - 1] == column.heading)
    return any(CellError in set(map(type, cells)) and _NOT_CALCULATED in cells for cells in ours)


_NOT_CALCULATED = CellError(NOT_CALCULATED)
