"""A1 notation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.a1 import (
    Area,
    area_name,
    area_of,
    column_index,
    column_letters,
    grid_range,
    parse_area,
    quoted_title,
    range_name,
    split_title,
)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("A1", Area(0, 0, 1, 1)),
        ("$B$3", Area(2, 1, 3, 2)),
        ("A1:B2", Area(0, 0, 2, 2)),
        ("B2:A1", Area(0, 0, 2, 2)),
        ("A:A", Area(0, 0, None, 1)),
        ("2:3", Area(1, 0, 3, None)),
        ("A5:B", Area(4, 0, None, 2)),
        ("R2C3", Area(1, 2, 2, 3)),
        ("R1C1:R2C2", Area(0, 0, 2, 2)),
        ("ZZZ1", Area(0, 18_277, 1, 18_278)),
        ("AAAA1", None),
        ("A0", None),
        ("A", None),
        ("Sheet1", None),
        ("", None),
    ],
)
def test_texts_name_rectangles(text, area):
    assert parse_area(text) == area


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sheet1!A1", ("Sheet1", "A1")),
        ("'it''s'!A1", ("it's", "A1")),
        ("'a!b'!A1", ("a!b", "A1")),
        ("'whole'", ("whole", "")),
        ("A1", (None, "A1")),
        ("'broken", (None, "'broken")),
    ],
)
def test_titles_stand_before_the_mark(text, parts):
    assert split_title(text) == parts


@given(st.text(min_size=1, max_size=20))
def test_quoted_titles_are_read_back(title):
    assert split_title(quoted_title(title) + "!A1") == (title, "A1")


@given(st.integers(0, 18_277))
def test_columns_are_read_back(index):
    assert column_index(column_letters(index)) == index


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1, 99), st.integers(1, 99))
def test_areas_are_read_back(row, column, height, width):
    area = Area(row, column, row + height, column + width)
    assert parse_area(area_name(area)) == area
    assert area_of(grid_range(area, 5)) == area


def test_titles_that_look_like_cells_are_quoted():
    names = [range_name(title, Area(0, 0, 1, 1)) for title in ("Sheet1", "my tab", "a", "R1C1")]
    assert names == ["Sheet1!A1", "'my tab'!A1", "a!A1", "'R1C1'!A1"]


def test_sheet_zero_is_left_out_and_row_zero_is_not():
    assert grid_range(Area(0, 0, 2, 1), 0) == {
        "startRowIndex": 0,
        "endRowIndex": 2,
        "startColumnIndex": 0,
        "endColumnIndex": 1,
    }
    assert grid_range(Area(), 7) == {"sheetId": 7}
