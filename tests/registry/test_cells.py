import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.registry.cells import split
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text_columns import FEW
from sheets_sync.registry.workbook import CellError
from tests.registry.reading import cells_of, problems, stored, values


def test_each_distinct_cell_is_kept_once_and_the_blank_one_first():
    codes, typed = split(["ก", None, "ข", "ก", None])

    assert (codes.tolist(), typed.tolist()) == ([1, 0, 2, 1, 0], [None, "ก", "ข"])


@given(
    st.lists(
        st.one_of(
            st.none(),
            st.sampled_from(["", "ก", "ข ", "\ud800", 1, 1.0, 0.0, True, float("nan")]),
            st.text(),
            st.dates(),
        ),
        max_size=20,
    )
)
def test_few_cells_are_told_apart_as_many_are(cells):
    few, typed = split(cells)

    for others in (["ก"] * FEW, [f"M-{number}" for number in range(FEW)]):
        many, of_many = split([*cells, *others])
        assert (few.dtype, many[: len(cells)].tolist()) == (many.dtype, few.tolist())
        assert of_many.tolist() == list(dict.fromkeys([*typed, *others]))


def test_a_ticked_box_is_not_the_number_one():
    codes, typed = split([True, 1.0, False, 0.0])

    assert [typed[code] for code in codes] == ["TRUE", 1.0, "FALSE", 0.0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        ("  ก ", "  ก "),
        (True, "TRUE"),
        (60001.0, "60001"),
        (2.5, "2.5"),
        (1e20, "1e+20"),
        (12, "12"),
        (CellError("#REF!"), "#REF!"),
        (stored(2026, 11, 22), "22/11/2026"),
        (stored(2026, 11, 22, 9, 30), "22/11/2026 09:30"),
        (dt.date(2026, 11, 2), "2/11/2026"),
        (dt.time(9, 5), "09:05"),
    ],
)
def test_a_raw_cell_is_shown_as_the_spreadsheet_shows_it(raw: object, text: str):
    assert shown(raw) == text


def test_placeholders_are_blank_where_something_must_be_there():
    cells = cells_of("communities", "policy", "-", "รอข้อมูล", " ไม่มี ", "ไม่มีนโยบาย", None)

    assert cells.blank_rows().tolist() == [True, True, True, False, True]


@pytest.mark.parametrize(
    ("typed", "stands_for_nothing"),
    [
        (" – ", True),
        ("…", True),
        ("...", True),
        ("n/a", True),
        ("รอ", True),
        ("รองผู้อำนวยการ", False),
        ("รอ ข้อมูลจากกอง", False),
        ("*", False),
        ("ไม่มีปัญหา", False),
    ],
)
def test_a_placeholder_is_the_whole_cell(typed: str, stands_for_nothing: bool):
    cells = cells_of("communities", "policy", typed)

    assert cells.blank_rows().tolist() == [stands_for_nothing]


def test_placeholders_are_words_where_nothing_need_be_there():
    cells = cells_of("followups", "barrier", "-", "ไม่มี", None)

    assert (cells.blank_rows().tolist(), values(cells)) == (
        [False, False, True],
        ["-", "ไม่มี", None],
    )


def test_no_is_an_answer_although_it_is_a_placeholder_elsewhere():
    cells = cells_of("members", "exempt", "ไม่มี", "-")

    assert (cells.blank_rows().tolist(), values(cells)) == ([False, True], [False, None])


def test_only_an_answer_is_yes_or_no():
    cells = cells_of("members", "exempt", "ใช่", "ไม่ใช่", None, "อาจจะ", CellError("#N/A"))

    assert cells.says_yes().tolist() == [True, False, False, False, False]
    assert cells.says_no().tolist() == [False, True, False, False, False]


def test_rows_are_told_by_what_they_say():
    cells = cells_of("staff", "status", "ลาออก", None, "ปฏิบัติงาน")

    assert cells.says("left").tolist() == [True, False, False]


def test_an_error_is_neither_blank_nor_a_value():
    cells = cells_of("communities", "topic", CellError("#N/A"), "พัสดุ")

    assert cells.blank_rows().tolist() == [False, False]
    assert cells.readable_rows().tolist() == [False, True]
    assert problems(cells) == [(0, "cell-formula-error", None)]


def test_length_and_damage_are_noted_beside_the_value():
    cells = cells_of("members", "need", "กําหนดงาน", "ก" * 11, "ก" * 10, longest=10)

    assert values(cells) == ["กำหนดงาน", "ก" * 11, "ก" * 10]
    assert problems(cells) == [(0, "text-garbled", "กำหนดงาน"), (1, "cell-too-long", None)]


def test_rows_with_a_problem_are_all_rows_that_hold_that_cell():
    cells = cells_of("sessions", "planned_on", "31/11/2569", "1/12/2569", "31/11/2569")

    assert cells.rows_with("date-unreadable").tolist() == [0, 2]
    assert cells.rows_with("date-ambiguous").tolist() == []
