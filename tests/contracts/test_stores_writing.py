"""What every store promises of what it writes, and of what it leaves alone."""

import datetime as dt

import pytest

from sheets_sync.planning.workbook_tabs.check_output import news
from sheets_sync.planning.workbook_tabs.read_outbox_tab import ticks_in
from sheets_sync.planning.workbook_tabs.tab_model import (
    Link,
    NotWritten,
    Output,
    ServiceTab,
    TabCell,
    TabRow,
)
from tests.contracts.stores import GoogleStaffBook, XlsxStaffBook, staff_workbook
from tests.fixtures.google_agency import letter
from tests.stores.google.conftest import closing, google, key, open_google, throw_away_key

__all__ = ["closing", "google", "key", "open_google", "throw_away_key"]

pytestmark = pytest.mark.long
OUTBOX = "กล่องอีเมลรอส่ง"
LETTERS = tuple(letter(number) for number in range(1, 6))
DAY_ZERO = dt.date(1899, 12, 30)
NASTY = ("=1+1", "+66", "-", "@x", "'C-001", "0012", "1/2", "TRUE", "{=1}", "๑๒", "<b>&")


@pytest.fixture(params=["xlsx", "google"])
def book_of_staff(request, tmp_path):
    """The agency's workbook with status columns, never checked yet."""
    if request.param == "xlsx":
        made = XlsxStaffBook(tmp_path / "registry.xlsx", staff_workbook())
    else:
        fixtures = [request.getfixturevalue(name) for name in ("google", "open_google")]
        made = GoogleStaffBook(*fixtures, staff_workbook(), tmp_path)
    made.provision()
    return made


@pytest.fixture
def bare(book_of_staff, request, tmp_path):
    """The same without a status column."""
    if isinstance(book_of_staff, XlsxStaffBook):
        return XlsxStaffBook(tmp_path / "bare.xlsx", staff_workbook())
    fixtures = [request.getfixturevalue(name) for name in ("google", "open_google")]
    return GoogleStaffBook(*fixtures, staff_workbook(), tmp_path / "bare")


def shown(value):
    """A value as every store gives it back."""
    match value:
        case None:
            return ""
        case Link():
            return value.text
        case dt.datetime():
            return round((value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1), 6)
        case dt.date():
            return (value - DAY_ZERO).days
        case float():
            return round(value, 6)
    return value


def said(tab):
    """What should stand in a tab of ours."""
    return [[shown(cell.value) for cell in row.cells] for row in tab.rows]


def filled(rows):
    """The rows that hold anything, dates as numbers, without blanks at the end."""
    found = []
    for row in rows:
        cells = [shown(cell) for cell in row]
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            found.append(cells)
    return found


def of_staff(workbook):
    """The cells of the tabs that staff feed, without what the service shows beside them."""
    found = {}
    for tab in staff_workbook().tabs:
        (now,) = [one for one in workbook.tabs if one.sheet == tab.sheet]
        columns = now.columns[: len(tab.columns)]
        found[tab.sheet] = filled(zip(*columns, strict=True))
    return found


def beside(book_of_staff, column):
    """What is shown beside each row of a staff tab, by row number."""
    rows = book_of_staff.table(column.sheet)
    at = rows[column.header_row - 1].index(column.heading)
    return {number: row[at] if at < len(row) else "" for number, row in enumerate(rows, start=1)}


def ticked(book_of_staff):
    return dict(ticks_in(book_of_staff.store.glance([OUTBOX]), [OUTBOX]))


def row_of(book_of_staff, one):
    """Where a letter stands in the outbox tab."""
    return next(
        number
        for number, row in enumerate(book_of_staff.table(OUTBOX), start=1)
        if row[:1] == [one.id[:12]]
    )


def test_tabs_say_what_was_compiled_and_stand_in_front(book_of_staff):
    output, written = book_of_staff.check(LETTERS)

    assert written.place
    for tab in output.tabs:
        assert filled(book_of_staff.table(tab.title)) == filled(said(tab))
    titles = [tab.sheet for tab in book_of_staff.store.read().tabs]
    assert titles[: len(output.tabs)] == [tab.title for tab in output.tabs]


def test_cells_of_the_staff_are_as_they_were(book_of_staff):
    before = of_staff(book_of_staff.store.read())

    book_of_staff.check(LETTERS)
    book_of_staff.check()

    assert of_staff(book_of_staff.store.read()) == before


def test_every_record_shows_its_own_text(book_of_staff):
    output, written = book_of_staff.check()

    assert {left.what for left in written.left}.isdisjoint(one.sheet for one in output.status)
    for column in output.status:
        texts = beside(book_of_staff, column)
        assert {row: texts[row] for row in column.texts} == dict(column.texts)


def test_records_that_share_a_key_show_what_is_said_of_either(book_of_staff):
    output, _ = book_of_staff.check()
    column = next(one for one in output.status if one.sheet == "บุคลากร")
    book_of_staff.type("บุคลากร", "A4", "60002")

    again, _ = book_of_staff.check()

    texts = next(one for one in again.status if one.sheet == column.sheet).texts
    both = " / ".join(dict.fromkeys(text for text in (texts[3], texts[4]) if text != column.fine))
    assert (beside(book_of_staff, column)[3], beside(book_of_staff, column)[4]) == (both, both)


def test_row_without_a_key_and_blank_row_are_told_apart(book_of_staff):
    output, _ = book_of_staff.check()
    column = next(one for one in output.status if one.sheet == "บุคลากร")
    book_of_staff.type("บุคลากร", "A5", None)
    book_of_staff.check()

    texts = beside(book_of_staff, column)
    assert texts[5] == column.without_key
    assert set(filter(None, texts.values())) >= {column.without_key}
    assert all(text == "" for row, text in texts.items() if row > 10)


def test_what_is_there_already_is_recognised(book_of_staff):
    output, _ = book_of_staff.check(LETTERS)

    assert news(output, book_of_staff.store.read()).tabs == ()
    assert news(book_of_staff.check()[0], staff_workbook()).tabs != ()


def test_ticks_stay_with_their_letters_while_others_come_and_go(book_of_staff):
    book_of_staff.check(LETTERS[1:4])
    book_of_staff.type(OUTBOX, f"G{row_of(book_of_staff, LETTERS[2])}", "✓")
    book_of_staff.type(OUTBOX, f"H{row_of(book_of_staff, LETTERS[3])}", "✓")

    book_of_staff.check((letter(0, name="ก"), *LETTERS[2:]))

    assert ticked(book_of_staff) == {LETTERS[2].id[:12]: "hold", LETTERS[3].id[:12]: "stop"}
    assert row_of(book_of_staff, LETTERS[4]) > row_of(book_of_staff, LETTERS[3])


def test_letter_whose_day_is_over_goes_with_its_tick(book_of_staff):
    old = letter(9, day=dt.date(2026, 11, 20))
    book_of_staff.check((old, *LETTERS))
    book_of_staff.type(OUTBOX, f"G{row_of(book_of_staff, old)}", "✓")

    book_of_staff.check(LETTERS)

    assert ticked(book_of_staff) == {}


def test_text_is_only_ever_text(book_of_staff):
    rows = tuple(TabRow((TabCell(text), TabCell(Link(text, "บุคลากร", 1, 1)))) for text in NASTY)
    version = book_of_staff.store.read().version

    book_of_staff.store.write(
        Output((ServiceTab("guide", "คู่มือ", (20, 20), rows),), version=version)
    )

    assert book_of_staff.table("คู่มือ") == [[text, text] for text in NASTY]


def test_tab_of_the_staff_with_a_title_of_ours_is_left_alone(book_of_staff):
    book_of_staff.add_tab("สรุป")
    book_of_staff.type("สรุป", "A1", "ของหน่วยงาน")

    output, _ = book_of_staff.check()

    assert book_of_staff.table("สรุป") == [["ของหน่วยงาน"]]
    summary = next(tab for tab in output.tabs if tab.name == "summary")
    assert filled(book_of_staff.table("สรุป (2)")) == filled(said(summary))


def test_tabs_without_a_status_column_are_named_and_not_given_one(bare):
    output, written = bare.check()

    absent = [left for left in written.left if left.reason == "column-absent"]
    assert absent == [NotWritten(one.sheet, "column-absent") for one in output.status]
    for tab in staff_workbook().tabs:
        assert bare.table(tab.sheet)[0] == [cells[0] for cells in tab.columns]
