"""In which rows of a column somebody filled something in."""

import pytest

from sheets_sync.registry.filled_rows import filled_rows
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.whole_columns import joined_headings
from sheets_sync.registry.workbook import RawTab
from tests.rules.workbooks import our_schema

SETTINGS = our_schema().tabs["settings"]
NAMES = ("ชื่อการตั้งค่า", "กำหนด", "กำหนด")


def sheet(second, typed_over, *, looks_up=True):
    """The settings tab, whose status column is called as its column of values."""
    columns = (NAMES, ("ค่า", "", "30"), ("ค่า", *second))
    return RawTab("ตั้งค่า", columns, typed_over=typed_over, looks_up=looks_up)


@pytest.mark.parametrize(
    ("typed_over", "looks_up", "filled"),
    [
        (((1, 3),), True, []),
        (((1, 3), (3, 3)), True, [3]),
        (((1, 3),), False, [2, 3]),
        ((), True, [2, 3]),
        (tuple((row, 3) for row in range(1, 51)), True, [2, 3]),
    ],
    ids=["ours", "one typed", "their column", "no mark", "too many to tell"],
)
def test_what_our_formulas_say_is_filled_in_by_nobody(typed_over, looks_up, filled):
    tab = sheet(("✓", "✓"), typed_over, looks_up=looks_up)

    assert filled_rows(tab, 3, 1) == filled
    assert filled_rows(tab, 2, 1) == [3]


def test_our_texts_are_no_values_where_the_heading_of_our_column_was_typed_over():
    tab = sheet(("✓", "✓"), ((1, 3),))
    found = joined_headings(find_headings(SETTINGS, tab, our_schema().status_column), tab)

    assert (dict(found.repeated), dict(found.joined)) == ({}, {"value": (3, frozenset())})
