"""The header-cell formula, computed by the loopback server, beside the keys Python makes."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sheets_sync.planning.workbook_tabs.record_keys import folded, record_keys
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.registry.workbook import Area, CellError, RawTab
from sheets_sync.stores.google.writing.status_formula import (
    LONGEST_KEY,
    LookedUp,
    reads_downwards,
    rows_of,
    status_formula,
)

HEADINGS = ("รหัส", "CoP", "ครั้งที่", "หัวข้อ")
LOOKUP = "_cop_steward"
SHEET = 7_000_001
STATUS_AT = 5
NASTY = st.sampled_from(
    [
        *("C-007", "c-007", " C-007 ", "C  -  007", "C-0*", "C-?07", "C~007", "๑๒", "12", "0012"),
        *("=1+1", "+66", "-", "@", "'C", '"', "¦", "1¦2", "#7000001¦รหัส", "TRUE", "µ", "12µ"),
        *("\u200b", "\u00a0", "C\u00a0007", "ก\nข", "\t", "กำ", "กํา", "ẞ", "ﬀ", "x" * 999),
        "x" * (LONGEST_KEY + 1),
    ]
)
NUMBERS = st.one_of(
    st.integers(-(10**14), 10**14),
    # Less than a millionth identifies nothing; programs differ in its last digit.
    st.floats(-1e9, 1e9, allow_nan=False)
    .map(lambda number: round(number, 9))
    .filter(lambda number: number == 0 or abs(number) >= 1e-6),
    st.sampled_from([0, 0.5, -0.5, 2.5e-06, 45_000.75, 46_296, 0.000312500]),
)
CELLS = st.one_of(
    st.none(),
    NASTY,
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0ẞ"), max_size=8),
    st.booleans(),
    NUMBERS,
    st.just(CellError("#N/A")),
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=7)
WITHOUT, UNCHECKED, FINE = "ไม่มีรหัส", "ยังไม่ตรวจ", "ครบ"


def column(texts, keys=((1,), (2, 3)), header_row=1):
    return StatusColumn(
        sheet="กิจกรรม",
        heading='ผล "ตรวจ"',
        header_row=header_row,
        keys=keys,
        texts=texts,
        fine=FINE,
        without_key=WITHOUT,
        unchecked=UNCHECKED,
    )


def cell(value):
    if value is None:
        return {}
    if isinstance(value, CellError):
        return {"userEnteredValue": {"formulaValue": "=NA()"}}
    kind = (
        "boolValue"
        if isinstance(value, bool)
        else "stringValue"
        if isinstance(value, str)
        else "numberValue"
    )
    return {"userEnteredValue": {kind: value}}


def lay(book, sheet, rows, *, row=0, column=0):
    """Cells exactly as given, texts never read as anything else."""
    book.requests(
        {
            "updateCells": {
                "start": {"sheetId": sheet, "rowIndex": row, "columnIndex": column},
                "rows": [{"values": [cell(value) for value in line]} for line in rows],
                "fields": "userEnteredValue",
            }
        }
    )


def lookup_rows(*looked):
    """The whole lookup tab."""
    return [row for number, one in enumerate(looked, start=1) for row in rows_of(one, number)]


def keys_in(looked):
    """The key of every row, as Python makes it."""
    keys = record_keys(looked.tab.columns, looked.tab.height, looked.column.keys)
    return [None if key is None else folded(key) for key in keys]


def tab_of(rows, above=0, merged=()):
    lines = [(None,) * 4] * above + [HEADINGS, *rows]
    return RawTab("กิจกรรม", tuple(zip(*lines, strict=True)), merged=merged)


class Sheets:
    """A spreadsheet with a staff tab, its status column and a lookup tab."""

    def __init__(self, google, rows, *, above=0, keys=((1,), (2, 3)), texts=None, merged=()):
        self.book = google.new_spreadsheet("ทะเบียน", {"ว่าง": []}, locale="th_TH")
        grid = {"rowCount": above + len(rows) + 3, "columnCount": 8}
        self.book.add_tab("กิจกรรม", sheetId=SHEET, gridProperties=grid)
        self.book.add_tab(LOOKUP, sheetId=2, gridProperties={"rowCount": 60, "columnCount": 2})
        lay(self.book, SHEET, [HEADINGS, *rows], row=above)
        if texts is None:
            first = above + 2
            texts = {row: f"ข้อความ {row}" for row in range(first, first + len(rows))}
        self.looked = LookedUp(column(texts, keys, above + 1), tab_of(rows, above, merged), SHEET)
        self.enter(above + 1)
        lay(self.book, 2, lookup_rows(self.looked))

    def enter(self, row):
        formula = status_formula(
            self.looked.column,
            SHEET,
            others=(1, 2, 3, 4),
            lookup=LOOKUP,
            merged={area.first_column for area in self.looked.tab.merged},
        )
        cells = {"rows": [{"values": [{"userEnteredValue": {"formulaValue": formula}}]}]}
        start = {"sheetId": SHEET, "rowIndex": row - 1, "columnIndex": STATUS_AT - 1}
        self.book.requests({"updateCells": {**cells, "start": start, "fields": "userEnteredValue"}})

    def shown(self, at="E"):
        rows = self.book.values(self.book.a1("กิจกรรม", f"{at}:{at}"))
        return [row[0] if row else "" for row in rows]


def is_filled(value, column):
    return column < 4 if isinstance(value, CellError) else value not in {None, ""}


def expected(rows, texts, keys):
    """What stands beside each row: its own text, that of its key, or why there is none."""
    said = {}
    for row, (key, text) in enumerate(zip(keys, texts, strict=True)):
        if key is not None:
            said.setdefault(key, []).append((row, text))
    for row, key in enumerate(keys):
        if key is None:
            yield WITHOUT if any(map(is_filled, rows[row], (1, 2, 3, 4))) else ""
        elif len(key) > LONGEST_KEY - 3:
            yield UNCHECKED
        else:
            yield " / ".join(dict.fromkeys(text for _, text in said[key]))


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS, above=st.integers(0, 2))
@example(rows=[("C-1", None, None, None), ("c-1", None, None, None)], above=0)
@example(rows=[(None, "C-1", 2, None), (None, "C-1", 2.5, None), (None, "C-1", None, 1)], above=1)
@example(rows=[(CellError("#N/A"), "C-1", 2, None), (" ", CellError("#N/A"), 2, None)], above=0)
@example(rows=[(True, None, None, None), ("TRUE", None, None, None)], above=0)
def test_formula_finds_for_every_row_what_python_put_there_for_its_key(google, rows, above):
    sheets = Sheets(google, rows, above=above)
    keys = keys_in(sheets.looked)[above + 1 :]
    texts = [sheets.looked.column.texts[row] for row in range(above + 2, above + 2 + len(rows))]

    shown = sheets.shown()

    assert shown[:above] == [""] * above
    assert shown[above] == 'ผล "ตรวจ"'
    assert shown[above + 1 : above + 1 + len(rows)] == list(expected(rows, texts, keys))
    assert not any(shown[above + 1 + len(rows) :])


ROWS_OF_THREE = [("C-1", "ก", 1, "ข"), ("C-2", "ก", 2, "ข"), ("C-3", "ก", 3, "ข")]
TEXTS = {2: "ก่อน", 3: "กลาง", 4: FINE}


@pytest.fixture
def sheets(google):
    return Sheets(google, ROWS_OF_THREE, texts=TEXTS)


def beside(sheets, title="กิจกรรม", at="E"):
    """What is shown for every key that stands in the first column."""
    book = sheets.book
    rows = book.values(book.a1(title, f"A1:{at}"))
    return {row[0]: row[-1] for row in rows if row[0]}


THREE = {"รหัส": 'ผล "ตรวจ"', "C-1": "ก่อน", "C-2": "กลาง", "C-3": FINE}


def test_rows_put_in_right_below_the_heading_and_typed_at_once(sheets):
    sheets.book.insert_rows("กิจกรรม", 2, 2)
    sheets.book.set("กิจกรรม!A3", [["C-9"]])

    assert sheets.shown()[:6] == ['ผล "ตรวจ"', "", UNCHECKED, "ก่อน", "กลาง", FINE]


def test_title_rows_put_in_above_the_heading(sheets):
    sheets.book.insert_rows("กิจกรรม", 1, 2)

    assert sheets.shown()[:6] == ["", "", 'ผล "ตรวจ"', "ก่อน", "กลาง", FINE]


def test_cells_of_one_column_pushed_down_take_their_texts_along(sheets):
    sheets.book.requests(
        {
            "insertRange": {
                "range": {
                    "sheetId": SHEET,
                    "startRowIndex": 1,
                    "endRowIndex": 2,
                    "startColumnIndex": 0,
                    "endColumnIndex": 1,
                },
                "shiftDimension": "ROWS",
            }
        }
    )

    assert beside(sheets) == THREE


def test_rows_taken_out_and_sorted(sheets):
    sheets.book.delete_rows("กิจกรรม", 2)
    sheets.book.sort("กิจกรรม", 1, ascending=False)

    assert sheets.shown()[:4] == ['ผล "ตรวจ"', FINE, "กลาง", ""]


def test_columns_put_in_and_moved_and_tabs_renamed(sheets):
    book = sheets.book
    book.insert_columns("กิจกรรม", 1, 1)
    book.requests(
        {
            "moveDimension": {
                "source": {
                    "sheetId": SHEET,
                    "dimension": "COLUMNS",
                    "startIndex": 5,
                    "endIndex": 6,
                },
                "destinationIndex": 2,
            }
        }
    )
    book.rename("กิจกรรม", "กิจกรรม 'ใหม่'")
    book.rename(LOOKUP, "ที่เก็บ")

    rows = book.values(book.a1("กิจกรรม 'ใหม่'", "B1:C4"))
    assert {row[0]: row[1] for row in rows} == THREE


def test_lookup_written_again_shows_at_once(sheets):
    changed = LookedUp(column({2: "ใหม่", 3: FINE, 4: FINE}), sheets.looked.tab, SHEET)
    lay(sheets.book, 2, lookup_rows(changed))

    assert sheets.shown()[1:4] == ["ใหม่", FINE, FINE]


def test_headings_changed_since_the_check_show_no_text_of_another_column(sheets):
    sheets.book.set("กิจกรรม!A1:B1", [["รหัสเดิม", "รหัส"]])

    assert sheets.shown()[1:4] == [UNCHECKED] * 3


def test_second_choice_of_columns_goes_on_when_only_the_first_lost_its_heading(google):
    rows = [("", "C-1", 1, "ก"), ("C-2", "C-1", 2, "ข")]
    sheets = Sheets(google, rows, texts={2: "ก่อน", 3: "กลาง"})
    sheets.book.set("กิจกรรม!A1", [["อื่น"]])

    assert sheets.shown()[1:3] == ["ก่อน", UNCHECKED]


def test_second_choice_is_taken_for_all_once_a_check_knows_only_that(google):
    rows = [("S-1", "C-1", 1, "ก"), ("S-2", "C-1", 2, "ข")]
    sheets = Sheets(google, rows, texts={2: "ก่อน", 3: "กลาง"})
    sheets.book.set("กิจกรรม!A1", [["อื่น"]])
    checked = replace(sheets.looked.column, keys=((2, 3),))
    lay(sheets.book, 2, lookup_rows(LookedUp(checked, sheets.looked.tab, SHEET)))

    assert sheets.shown()[1:4] == ["ก่อน", "กลาง", ""]


def test_lookup_that_was_deleted_shows_no_text(sheets):
    sheets.book.delete_tab(LOOKUP)

    assert sheets.shown()[:5] == ['ผล "ตรวจ"', UNCHECKED, UNCHECKED, UNCHECKED, ""]


def test_column_deleted_that_is_no_key_leaves_blank_rows_blank(sheets):
    sheets.book.delete_columns("กิจกรรม", 4)

    assert sheets.shown("D")[:5] == ['ผล "ตรวจ"', "ก่อน", "กลาง", FINE, ""]


def test_cell_typed_into_the_column_leaves_nothing_but_itself(sheets):
    sheets.book.set("กิจกรรม!E3", [["โทรแล้ว"]])

    assert sheets.shown() == ["#REF!", "", "โทรแล้ว", *[""] * (len(sheets.shown()) - 3)]


def test_text_of_one_tab_is_not_shown_in_another_with_the_same_key(sheets):
    other = LookedUp(column({2: "ของที่อื่น"}), sheets.looked.tab, SHEET + 1)
    lay(sheets.book, 2, lookup_rows(other, sheets.looked))

    assert beside(sheets) == THREE


def test_tab_whose_key_heading_is_no_text_is_not_looked_up(google):
    tab = RawTab("กิจกรรม", tuple(zip((2569, "CoP", "ครั้งที่"), ("C-1", "ก", 1), strict=True)))

    assert lookup_rows(LookedUp(column({2: "ข้อความ"}), tab, SHEET)) == [
        (f"#{SHEET}¦CoP¦ครั้งที่", "1b")
    ]


def test_what_is_fine_takes_no_room_but_its_key(sheets):
    assert lookup_rows(sheets.looked) == [
        (f"#{SHEET}¦รหัส", "1a"),
        (f"#{SHEET}¦CoP¦ครั้งที่", "1b"),
        ("1a¦c-1", "ก่อน"),
        ("1a¦c-2", "กลาง"),
        ("1a¦c-3", ""),
    ]


def test_formula_names_no_row_and_nothing_that_is_limited_or_always_recomputed(sheets):
    formula = status_formula(sheets.looked.column, SHEET, others=(1, 4))

    assert not any(word in formula for word in ("MAP(", "LAMBDA(", "INDIRECT(", "OFFSET("))
    assert re.search(r"[A-Z]+\$?[0-9]", formula) is None
    assert len(formula) < 2_000


def merged_sheets(google, rows, areas):
    """A staff tab with areas merged down, each a column and its first and last row."""
    return Sheets(google, rows, merged=tuple(Area(top, at, end, at) for at, top, end in areas))


IN_GROUPS = [
    (None, "C-1", 1, "ก"),
    (None, None, 2, "ข"),
    (None, None, 3, "ค"),
    (None, "C-2", 1, "ง"),
    (None, None, 2, "จ"),
    (None, None, 3, "ฉ"),
]
OF_GROUPS = [(2, 2, 4), (2, 5, 6)]


def test_rows_that_a_merged_key_covers_show_their_own_text(google):
    sheets = merged_sheets(google, IN_GROUPS, OF_GROUPS)

    # The last row is covered by nothing, and has no key of its own.
    assert sheets.shown()[1:8] == [*(f"ข้อความ {row}" for row in range(2, 7)), WITHOUT, ""]


def test_rows_put_in_above_and_taken_out_of_merged_groups_move_the_texts_with_them(google):
    sheets = merged_sheets(google, IN_GROUPS, OF_GROUPS)

    sheets.book.insert_rows("กิจกรรม", 2, 2)
    assert sheets.shown()[1:9] == ["", "", *(f"ข้อความ {row}" for row in range(2, 7)), WITHOUT]

    sheets.book.delete_rows("กิจกรรม", 7)  # the second group's first row goes, and its value
    assert sheets.shown()[3:8] == [*(f"ข้อความ {row}" for row in range(2, 5)), WITHOUT, WITHOUT]


def test_numbers_days_and_errors_in_merged_keys(google):
    rows = [
        (7, None, None, "ก"),
        (None, None, None, "ข"),
        (CellError("#N/A"), None, None, "ค"),
        (None, None, None, "ง"),
        (45_000.75, None, None, "จ"),
        (None, None, None, "ฉ"),
    ]
    sheets = merged_sheets(google, rows, [(1, 2, 3), (1, 4, 5), (1, 6, 7)])

    same = "ข้อความ 2 / ข้อความ 3", "ข้อความ 6 / ข้อความ 7"
    assert sheets.shown()[1:8] == [same[0]] * 2 + [WITHOUT] * 2 + [same[1]] * 2 + [""]


def test_tab_without_merged_areas_keeps_the_plain_formula():
    plain = status_formula(column({}), SHEET, others=(4,))

    assert status_formula(column({}), SHEET, others=(4,), merged={4}) == plain
    assert reads_downwards(plain, column({}), {4})
    assert not reads_downwards(plain, column({}), {2})
    merged = status_formula(column({}), SHEET, others=(4,), merged={2})
    assert reads_downwards(merged, column({}), {2})
    assert not reads_downwards(merged, column({}), {2, 3})
