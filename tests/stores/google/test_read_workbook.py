"""From a reply to a workbook: what Google leaves out is put back, what it cannot say is known."""

from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.registry.a1 import quoted_title
from sheets_sync.registry.workbook import CellError, RawTab, RawWorkbook
from sheets_sync.stores.google.reading.read_workbook import (
    ERRORS,
    NEWEST_LOGGED,
    MisfitError,
    filters_for,
    may_hold_errors,
    title_in,
    values_by_id,
    workbook_of,
)
from sheets_sync.stores.google.reading.structure import Sheet, Structure

BOOK = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ"


def sheet(number, title="กิจกรรม", mark="", hidden=False):
    return Sheet(number, title, 0, hidden, 1000, 26, 0, mark)


def structure(*sheets):
    return Structure("ทะเบียน", "th_TH", "Asia/Bangkok", sheets)


def found(number, columns=None, title="กิจกรรม"):
    values = {} if columns is None else {"values": columns}
    return {
        "valueRange": {"range": f"{quoted_title(title)}!A1:Z1000"} | values,
        "dataFilters": [{"gridRange": {"sheetId": number}}],
    }


def columns_of(columns, **options):
    """The one tab that a reply with these columns makes."""
    one = sheet(7)
    reply = {"valueRanges": [found(7, columns)]}
    return workbook_of(BOOK, structure(one), [one], reply, **options).tabs[0].columns


def test_a_workbook_with_its_tabs():
    sheets = [sheet(0, "กิจกรรม"), sheet(12, "ซ่อน", hidden=True)]
    reply = {"valueRanges": [found(0, [["ก", 1], ["ข"]]), found(12, title="ซ่อน")]}

    assert workbook_of(BOOK, structure(*sheets), sheets, reply, version="v") == RawWorkbook(
        place="ทะเบียน",
        tabs=(
            RawTab(
                "กิจกรรม",
                (["ก", 1], ["ข", None]),
                url=f"https://docs.google.com/spreadsheets/d/{BOOK}/edit#gid=0",
            ),
            RawTab(
                "ซ่อน",
                (),
                hidden=True,
                url=f"https://docs.google.com/spreadsheets/d/{BOOK}/edit#gid=12",
            ),
        ),
        version="v",
        locale="th_TH",
        time_zone="Asia/Bangkok",
    )


def test_the_row_of_totals_is_the_last_of_its_table_still():
    footed = replace(sheet(7), totals=(3,))
    still, moved = (
        workbook_of(BOOK, structure(footed), [footed], {"valueRanges": [found(7, [cells])]}).tabs[0]
        for cells in (["รหัส", "C-1", "รวม"], ["รหัส", "C-1", "C-2", "รวม"])
    )

    # Where a row was put in since the structure was asked for, a record stands in its place.
    assert (still.totals, moved.totals) == ((3,), ())


def test_ragged_columns_are_all_as_long_as_the_longest():
    assert columns_of([["a"], [], ["b", "", "c"]]) == (
        ["a", None, None],
        [None, None, None],
        ["b", "", "c"],
    )


cells = st.none() | st.text(max_size=3) | st.integers() | st.booleans() | st.floats(allow_nan=False)


@given(st.lists(st.lists(cells, max_size=6), max_size=5))
def test_every_cell_stays_where_it_was(columns):
    found = columns_of([list(column) for column in columns])
    height = max(map(len, columns), default=0)

    assert [len(column) for column in found] == [height] * len(columns)
    assert [list(column[: len(typed)]) for column, typed in zip(found, columns, strict=True)] == [
        [CellError(cell) if cell in ERRORS else cell for cell in column] for column in columns
    ]
    assert not any(any(c[len(t) :]) for c, t in zip(found, columns, strict=True))


def test_blank_rows_between_others_stay():
    assert columns_of([["a", "", "", "d"]]) == (["a", "", "", "d"],)


def test_numbers_and_boxes_stay_what_they_are():
    assert columns_of([[1, 2.5, True, False, 46348, 1.0e21, "007"]]) == (
        [1, 2.5, True, False, 46348, 1.0e21, "007"],
    )


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_errors_of_formulas_are_known_by_their_words(code):
    assert columns_of([["x", code, f"{code} ", code.lower()]]) == (
        ["x", CellError(code), f"{code} ", code.lower()],
    )


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_a_look_at_the_bytes_finds_every_error(code):
    assert may_hold_errors(orjson.dumps({"values": [["ก", code]]}))
    assert not may_hold_errors(orjson.dumps({"values": [["ก", 1, "loading", "a#"]]}))


def test_where_no_byte_hints_at_an_error_no_cell_is_looked_at():
    assert columns_of([["#N/A"]], errors=False) == (["#N/A"],)


def test_titles_are_those_of_the_structure_that_was_brought_up_to_date():
    one = sheet(7, "ชื่อใหม่")
    reply = {"valueRanges": [found(7, [["x"]], title="ชื่อใหม่")]}

    assert [tab.sheet for tab in workbook_of(BOOK, structure(one), [one], reply).tabs] == ["ชื่อใหม่"]


def test_of_our_own_sheets_only_what_is_used_is_asked_for():
    marks = ("", "todo", "progress", "summary", "outbox", "log", "guide", "lookup")
    sheets = [sheet(number, mark=mark) for number, mark in enumerate(marks)]
    whole = {"", "summary", "outbox"}
    rows = {"log": NEWEST_LOGGED}

    assert filters_for(sheets) == [
        {
            "gridRange": {"sheetId": number}
            | ({} if mark in whole else {"startRowIndex": 0, "endRowIndex": rows.get(mark, 1)})
        }
        for number, mark in enumerate(marks)
    ]
    assert filters_for(sheets, whole=True) == [
        {"gridRange": {"sheetId": number}} for number in range(len(marks))
    ]


def test_of_the_log_the_newest_letters_are_asked_for_as_far_as_there_are_rows():
    long = sheet(2, mark="log")
    short = replace(sheet(1, mark="log"), rows=12)

    assert [one["gridRange"]["endRowIndex"] for one in filters_for([short, long])] == [
        short.rows,
        NEWEST_LOGGED,
    ]


def test_our_lookup_tab_is_nobody_elses_business():
    sheets = [sheet(1), sheet(2, "ค้นหา", mark="lookup")]
    reply = {"valueRanges": [found(1, [["x"]]), found(2, [["key"]], title="ค้นหา")]}
    tabs = workbook_of(BOOK, structure(*sheets), sheets, reply).tabs

    assert [tab.sheet for tab in tabs] == ["กิจกรรม"]


def test_a_filter_that_leaves_out_the_id_0_means_the_first_sheet():
    one = found(0, [["x"]]) | {"dataFilters": [{"gridRange": {}}]}

    assert values_by_id(structure(sheet(0)), {"valueRanges": [one]}) == {0: one["valueRange"]}


def test_a_part_without_a_filter_is_known_by_its_title():
    one = {"valueRange": {"range": "'กิจกรรม'!A1:Z9"}}

    assert values_by_id(structure(sheet(7)), {"valueRanges": [one]}) == {7: one["valueRange"]}
    with pytest.raises(MisfitError):
        values_by_id(structure(sheet(7, "อื่น")), {"valueRanges": [one]})


@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("Sheet1!A1:Z1000", "Sheet1"),
        ("'กิจกรรม ก.ย.'!A1:Z1000", "กิจกรรม ก.ย."),
        ("'It''s'!A1", "It's"),
        ("''''!A1", "'"),
        ("'a!b'!A1:B2", "a!b"),
        ("Sheet1", "Sheet1"),
    ],
)
def test_titles_in_ranges(place, title):
    assert title_in(place) == title


@given(st.text(min_size=1))
def test_every_title_is_read_as_it_was_written(title):
    assert title_in(f"{quoted_title(title)}!A1:Z1000") == title
