"""When two rows of a service tab are shown alike."""

import pytest

from sheets_sync.planning.workbook_tabs.tab_model import Look, TabCell, TabRow


def row(*values, **more):
    return TabRow(tuple(TabCell(value, **more) for value in values))


def test_rows_with_the_same_cells_are_shown_alike():
    assert row("ก", 1).is_same_as(row("ก", 1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (row(1), row(True)),
        (row(1), row(1.0)),
        (row(0), row(False)),
        (row("ก"), row("ข")),
        (row("ก"), row("ก", None)),
        (row("ก"), row("ก", look=Look.NOTE)),
        (TabRow(height=20), TabRow()),
    ],
)
def test_rows_that_look_different_are_not(one, other):
    assert not one.is_same_as(other)
