"""The status columns: beside every record one short text that says how it stands."""

from collections.abc import Iterator, Mapping
from functools import partial

from sheets_sync.checking.findings import Finding
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.planning.workbook_tabs.urgency import look_of, shortened, urgency
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.schema import Tab, Words
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawTab

LONGEST = 160
"""Characters of a sentence beside a row."""


def status_columns(checkup: Checkup, sentences: Sentences) -> tuple[StatusColumn, ...]:
    """A column for every sheet of staff; in a tab that cannot be read nothing is checked."""
    return tuple(_columns(checkup, sentences))


def _columns(checkup: Checkup, sentences: Sentences) -> Iterator[StatusColumn]:
    texts = _texts(checkup, sentences)
    for table in checkup.context.snapshot.tables.values():
        for number, title in enumerate(table.sheets):
            raw = next(tab for tab in checkup.workbook.tabs if tab.sheet == title)
            if raw.home not in checkup.visibility.written:
                continue
            header_row, positions = _headings(table, number, raw, checkup)
            keys = _keys(table.tab, positions)
            if keys:
                yield StatusColumn(
                    sheet=title,
                    heading=_heading(raw, header_row, checkup.schema.status_column, sentences),
                    header_row=header_row,
                    keys=keys,
                    texts=_remembered(table, number, texts.get(title, {}), checkup, sentences),
                    fine=sentences("workbook.status.fine"),
                    without_key=sentences("workbook.status.without_key"),
                    unchecked=sentences("workbook.status.unchecked"),
                    home=raw.home,
                )


def _headings(
    table: Table, number: int, raw: RawTab, checkup: Checkup
) -> tuple[int, Mapping[str, int]]:
    """Where the headings of a sheet are, and its columns; sought anew where none was read."""
    if table.header_rows:
        return table.header_rows[number], table.positions[number]
    found = find_headings(table.tab, raw, checkup.schema.status_column)
    return found.row, found.positions


def _remembered(
    table: Table, number: int, texts: Mapping[int, str], checkup: Checkup, sentences: Sentences
) -> Mapping[int, str]:
    """By row what is said there; the object of the last time where it says the same."""
    memory, place = checkup.memory, (table.tab.name, number)
    told = memory.alike(("told", *place), texts)
    return memory.of(
        ("status texts", *place),
        (table, told, sentences),
        lambda: _of_sheet(table, number, texts, checkup, sentences),
    )


def _keys(tab: Tab, positions: Mapping[str, int]) -> tuple[tuple[int, ...], ...]:
    """The spreadsheet columns of each way to identify a row, as far as they are there."""
    return tuple(
        tuple(positions[name] for name in names)
        for names in (tab.key, tab.alternative_key)
        if names and all(name in positions for name in names)
    )


def _heading(raw: RawTab, row: int, ours: Words, sentences: Sentences) -> str:
    """What the column is called in this sheet, else what it is to be called."""
    meant = {fold(word) for word in ours.spellings("status_column")}
    for column in raw.columns:
        text = shown(column[row - 1])
        if fold(text) in meant:
            return text.strip()
    return ours.label(sentences.language)


def _of_sheet(
    table: Table,
    number: int,
    texts: Mapping[int, str],
    checkup: Checkup,
    sentences: Sentences,
) -> dict[int, str]:
    """By row of one sheet what is said there: exactly one text for every record."""
    fine = sentences("workbook.status.fine")
    without_key = sentences("workbook.status.without_key")
    memory, place = checkup.memory, (table.tab.name, number)
    here = table.sheet_of == number
    rows, keyed = table.rows[here], checkup.context.records.is_keyed(table)[here]
    same = memory.alike(("keyed", *place), (rows.tobytes(), keyed.tobytes()))
    texts_of = (without_key, fine).__getitem__
    nothing_found = memory.of(
        ("nothing found", *place),
        (same, without_key, fine),
        lambda: dict(zip(rows.tolist(), map(texts_of, keyed.tolist()), strict=True)),
    )
    said = dict(nothing_found)
    for row, text in texts.items():
        if said.get(row) == fine:
            said[row] = text
    return said


def _texts(checkup: Checkup, sentences: Sentences) -> dict[str, dict[int, str]]:
    """By sheet and row, the most serious finding in words, and how many more there are.

    What must not be shown in the sheet's own workbook is not counted there either.
    """
    rows: dict[str, dict[int, list[Finding]]] = {}
    for finding in checkup.findings:
        is_here = checkup.visibility.showing(finding) == checkup.visibility.of(finding)
        # What is in the way of the column is gone by the time that the column can be seen.
        if finding.row is not None and is_here and finding.rule != "status-column-broken":
            rows.setdefault(finding.sheet, {}).setdefault(finding.row, []).append(finding)
    return {
        sheet: {
            row: checkup.memory.of(
                ("status text", sheet, row),
                (checkup.schema, sentences, *found),
                partial(_text, found, checkup, sentences),
            )
            for row, found in by_row.items()
        }
        for sheet, by_row in rows.items()
    }


def _text(found: list[Finding], checkup: Checkup, sentences: Sentences) -> str:
    first = min(found, key=urgency)
    message = shortened(checkup.message(first, sentences), LONGEST)
    said = sentences(
        "flags.status.text", word=sentences(f"flags.severity.{look_of(first)}"), message=message
    )
    more = len(found) - 1
    return sentences("flags.status.more", text=said, count=more) if more else said
