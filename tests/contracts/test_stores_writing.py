"""What every store promises of what it writes, and of what it leaves alone."""

import datetime as dt

import pytest

from sheets_sync.planning.workbook_tabs.check_output import is_there
from sheets_sync.planning.workbook_tabs.read_outbox_tab import ticks_in
from sheets_sync.planning.workbook_tabs.tab_model import (
    Cell,
    Link,
    NotWritten,
    Output,
    Row,
    ServiceTab,
)
from tests.contracts.stores import GoogleDesk, XlsxDesk, staff_workbook
from tests.fixtures.google_agency import letter
from tests.stores.google.conftest import closing, google, key, open_google, throw_away_key

__all__ = ["closing", "google", "key", "open_google", "throw_away_key"]

OUTBOX = "กล่องจดหมายออก"
LETTERS = tuple(letter(number) for number in range(1, 6))
DAY_ZERO = dt.date(1899, 12, 30)
NASTY = ("=1+1", "+66", "-", "@x", "'C-001", "0012", "1/2", "TRUE", "{=1}", "๑๒", "<b>&")


@pytest.fixture(params=["xlsx", "google"])
def desk(request, tmp_path):
    """The agency's workbook with status columns, never checked yet."""
    if request.param == "xlsx":
        made = XlsxDesk(tmp_path / "registry.xlsx", staff_workbook())
    else:
        fixtures = [request.getfixturevalue(name) for name in ("google", "open_google")]
        made = GoogleDesk(*fixtures, staff_workbook(), tmp_path)
    made.provision()
    return made


@pytest.fixture
def bare(desk, request, tmp_path):
    """The same without a status column."""
    if isinstance(desk, XlsxDesk):
        return XlsxDesk(tmp_path / "bare.xlsx", staff_workbook())
    fixtures = [request.getfixturevalue(name) for name in ("google", "open_google")]
    return GoogleDesk(*fixtures, staff_workbook(), tmp_path / "bare")


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


def beside(desk, column):
    """What is shown beside each row of a staff tab, by row number."""
    rows = desk.table(column.sheet)
    at = rows[column.header_row - 1].index(column.heading)
    return {number: row[at] if at < len(row) else "" for number, row in enumerate(rows, start=1)}


def ticked(desk):
    return dict(ticks_in(desk.store.glance([OUTBOX]), [OUTBOX]))


def row_of(desk, one):
    """Where a letter stands in the outbox tab."""
    return next(
        number for number, row in enumerate(desk.table(OUTBOX), start=1) if row[:1] == [one.id[:12]]
    )


def test_tabs_say_what_was_compiled_and_stand_in_front(desk):
    output, written = desk.check(LETTERS)

    assert written.place
    for tab in output.tabs:
        assert filled(desk.table(tab.title)) == filled(said(tab))
    titles = [tab.sheet for tab in desk.store.read().tabs]
    assert titles[: len(output.tabs)] == [tab.title for tab in output.tabs]


def test_cells_of_the_staff_are_as_they_were(desk):
    before = of_staff(desk.store.read())

    desk.check(LETTERS)
    desk.check()

    assert of_staff(desk.store.read()) == before


def test_every_record_shows_its_own_text(desk):
    output, written = desk.check()

    assert {left.what for left in written.left}.isdisjoint(one.sheet for one in output.status)
    for column in output.status:
        texts = beside(desk, column)
        assert {row: texts[row] for row in column.texts} == dict(column.texts)


def test_records_that_share_a_key_show_what_is_said_of_either(desk):
    output, _ = desk.check()
    column = next(one for one in output.status if one.sheet == "บุคลากร")
    desk.type("บุคลากร", "A4", "60002")

    again, _ = desk.check()

    texts = next(one for one in again.status if one.sheet == column.sheet).texts
    both = " / ".join(dict.fromkeys(text for text in (texts[3], texts[4]) if text != column.fine))
    assert (beside(desk, column)[3], beside(desk, column)[4]) == (both, both)


def test_row_without_a_key_and_blank_row_are_told_apart(desk):
    output, _ = desk.check()
    column = next(one for one in output.status if one.sheet == "บุคลากร")
    desk.type("บุคลากร", "A5", None)
    desk.check()

    texts = beside(desk, column)
    assert texts[5] == column.without_key
    assert set(filter(None, texts.values())) >= {column.without_key}
    assert all(text == "" for row, text in texts.items() if row > 10)


def test_what_is_there_already_is_recognised(desk):
    output, _ = desk.check(LETTERS)

    assert is_there(output, desk.store.read())
    assert not is_there(desk.check()[0], staff_workbook())


def test_ticks_stay_with_their_letters_while_others_come_and_go(desk):
    desk.check(LETTERS[1:4])
    desk.type(OUTBOX, f"G{row_of(desk, LETTERS[2])}", "✓")
    desk.type(OUTBOX, f"H{row_of(desk, LETTERS[3])}", "✓")

    desk.check((letter(0, name="ก"), *LETTERS[2:]))

    assert ticked(desk) == {LETTERS[2].id[:12]: "hold", LETTERS[3].id[:12]: "stop"}
    assert row_of(desk, LETTERS[4]) > row_of(desk, LETTERS[3])


def test_letter_whose_day_is_over_goes_with_its_tick(desk):
    old = letter(9, day=dt.date(2026, 11, 20))
    desk.check((old, *LETTERS))
    desk.type(OUTBOX, f"G{row_of(desk, old)}", "✓")

    desk.check(LETTERS)

    assert ticked(desk) == {}


def test_text_is_only_ever_text(desk):
    rows = tuple(Row((Cell(text), Cell(Link(text, "บุคลากร", 1, 1)))) for text in NASTY)
    version = desk.store.read().version

    desk.store.write(Output((ServiceTab("guide", "คู่มือ", (20, 20), rows),), version=version))

    assert desk.table("คู่มือ") == [[text, text] for text in NASTY]


def test_tab_of_the_staff_with_a_title_of_ours_is_left_alone(desk):
    desk.add_tab("สรุป")
    desk.type("สรุป", "A1", "ของหน่วยงาน")

    output, _ = desk.check()

    assert desk.table("สรุป") == [["ของหน่วยงาน"]]
    summary = next(tab for tab in output.tabs if tab.name == "summary")
    assert filled(desk.table("สรุป (2)")) == filled(said(summary))


def test_tabs_without_a_status_column_are_named_and_not_given_one(bare):
    output, written = bare.check()

    absent = [left for left in written.left if left.reason == "column-absent"]
    assert absent == [NotWritten(one.sheet, "column-absent") for one in output.status]
    for tab in staff_workbook().tabs:
        assert bare.table(tab.sheet)[0] == [cells[0] for cells in tab.columns]
