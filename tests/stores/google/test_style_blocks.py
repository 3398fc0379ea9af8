"""Looks laid over a tab, seen at every cell."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.planning.workbook_tabs.tab_model import Look, Shape, TabCell, TabRow
from sheets_sync.stores.google.writing.batch import Block
from sheets_sync.stores.google.writing.cell_formats import CellFormat, format_of, style_of
from sheets_sync.stores.google.writing.style_blocks import look_requests

WIDTH = 4
CELLS = st.builds(
    TabCell,
    value=st.sampled_from(["ก", 1]),
    look=st.sampled_from([Look.PLAIN, Look.ERROR, Look.TITLE, Look.COPY, Look.TICK]),
    shape=st.sampled_from([Shape.AUTO, Shape.DATE]),
)
ROWS = st.lists(st.lists(CELLS, max_size=WIDTH), min_size=1, max_size=8)


def looks_in(book, sheet, rows, *, row=0, column=0):
    """The formats of some cells, without what the server adds to each colour."""
    grid = next(one for one in book.model.sheets if one.id == sheet).grid
    return [[plain(grid.extra_at(row + r, column + c)) for c in range(WIDTH)] for r in range(rows)]


def plain(extra):
    return without_twins(extra.format or {}) if extra else {}


def without_twins(part):
    """A format without the old names of colours, which always say the same as the new ones."""
    if not isinstance(part, dict):
        return part
    return {
        name: without_twins(value)
        for name, value in part.items()
        if name not in {"backgroundColor", "foregroundColor", "color", "width"}
    }


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS, row=st.integers(1, 3), column=st.integers(1, 3), before=ROWS)
def test_every_cell_has_its_own_look_whatever_was_there(google, rows, row, column, before):
    book = google.new_spreadsheet("ทะเบียน", {"ก": []})
    for some in (before, rows):
        block = Block(0, row, column, row + len(some) - 1, column + WIDTH - 1)
        book.requests(*look_requests([TabRow(tuple(cells)) for cells in some], block))

    wanted = [
        [
            without_twins(format_of(style_of(cells[at]) if at < len(cells) else CellFormat()))
            for at in range(WIDTH)
        ]
        for cells in rows
    ]
    assert looks_in(book, 0, len(rows), row=row - 1, column=column - 1) == wanted


def test_cell_that_reaches_over_others_lends_them_its_look():
    block = Block(0, 1, 1, 1, 3)

    requests = list(look_requests([TabRow((TabCell("ก", Look.GROUP, span=3),))], block))

    assert [request["repeatCell"]["range"] for request in requests] == [block.json()]


def test_rows_that_look_alike_are_one_request():
    rows = [TabRow((TabCell("ก"), TabCell("ข", Look.ERROR), TabCell("ค"))) for _ in range(500)]

    requests = list(look_requests(rows, Block(0, 1, 1, 500, 3)))

    assert [request["repeatCell"]["range"] for request in requests] == [
        Block(0, 1, 1, 500, 3).json(),
        Block(0, 1, 2, 500, 2).json(),
    ]
