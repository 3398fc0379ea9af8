"""Why a cell shows no number: told beside its row, or once below its table."""

from dataclasses import replace

from sheets_sync.renderings.document.blocks import DocumentTable, blanks
from sheets_sync.renderings.document.cells import Blank, Cell
from sheets_sync.renderings.document.phrases import Phrases


def with_reasons(
    table: DocumentTable, phrases: Phrases, small_group: int, unread: str = ""
) -> DocumentTable:
    """The table with a reason that can be read for every dash and everything hidden in it.

    `unread` are tabs that could not be read, in words.
    """
    say, empty = phrases.say, blanks(table)
    meant = f"report.nothing.{table.name}"
    is_open = any(one.reason == "nothing" and not one.why for one in empty)
    is_hiding = any(one.reason == "hidden" for one in empty)
    told = say(meant if meant in say else "report.nothing.any")
    if unread:
        told = say("report.nothing.or_unread", told=told, tabs=unread)
    return replace(
        table,
        rows=tuple(_told(table, cells, phrases) for cells in table.rows),
        total=_told(table, table.total, phrases),
        nothing=told if is_open else "",
        hidden=say("report.privacy.note", small=small_group) if is_hiding else "",
    )


def _told(table: DocumentTable, cells: tuple[Cell, ...], phrases: Phrases) -> tuple[Cell, ...]:
    """The row with its reasons beside what it is about, each once for all its columns."""
    whys: dict[str, list[str]] = {}
    for column, cell in zip(table.columns, cells, strict=bool(cells)):
        if isinstance(cell.value, Blank) and cell.value.reason == "nothing" and cell.value.why:
            whys.setdefault(cell.value.why, []).append(column.heading)
    is_one = sum(column.kind == "number" for column in table.columns) == 1
    told = tuple(
        why
        if is_one
        else phrases.say("report.nothing.where", where=phrases.listed(headings), why=why)
        for why, headings in whys.items()
    )
    return tuple(
        replace(cell, asides=(*cell.asides, *told)) if told and place == table.head else cell
        for place, cell in enumerate(cells)
    )
