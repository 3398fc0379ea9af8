"""How wide a column of a staff tab is."""

from sheets_sync.planning.staff_columns import width_of
from sheets_sync.planning.workbook_tabs.row_height import letters
from tests.registry.reading import our_schema

COLUMNS = [column for tab in our_schema().tabs.values() for column in tab.columns.values()]


def test_every_heading_fits_in_two_lines_and_every_code_in_one():
    headings = {
        text: width_of(column)
        for column in COLUMNS
        for text in (column.words.th, column.words.en)
        if letters(text) > 2 * width_of(column) - 2
    }
    codes = {
        column.example: width_of(column)
        for column in COLUMNS
        if column.kind == "id" and letters(column.example) >= width_of(column)
    }

    assert (headings, codes) == ({}, {})


def test_the_name_of_a_setting_is_as_wide_as_its_title():
    assert width_of(our_schema().tabs["settings"].columns["name"]) == 32
