"""What is left out first where there is not room for all."""

from sheets_sync.planning.workbook_tabs.tab_model import (
    Link,
    Look,
    ServiceTab,
    TabCell,
    TabRow,
    Ticks,
)
from sheets_sync.stores.google.reading.structure import Sheet, Structure
from sheets_sync.stores.google.writing.limits import STATUS, SentTab, shortened, with_room


def part(name, size=10, cells=10, sheet=9):
    return SentTab(name, f"แท็บ {name}", b"x" * size, cells, sheet)


def structure(*sheets):
    return Structure("ทะเบียน", "th_TH", "Asia/Bangkok", tuple(sheets))


def sheet(number, rows, columns=1):
    return Sheet(number, f"แท็บ {number}", number, False, rows, columns, 0, "")


def names(parts):
    return [one.name for one in parts]


ALL = [part(name) for name in ("todo", "progress", "summary", "outbox", "log")]
ALL += [part(STATUS), part(STATUS)]


def test_everything_fits_as_a_rule():
    assert with_room(ALL, structure()) == (ALL, [])


def test_log_waits_first_and_findings_last():
    fits, waits = with_room(ALL, structure(), most_bytes=40)

    assert names(fits) == ["todo", "outbox", STATUS, STATUS]
    assert names(waits) == ["progress", "summary", "log"]


def test_smaller_part_may_go_where_a_larger_one_has_no_room():
    parts = [part("todo", 30), part("outbox", 30), part("log", 5)]

    assert names(with_room(parts, structure(), most_bytes=40)[0]) == ["todo", "log"]


def test_cells_of_the_spreadsheet_are_counted_with_those_of_the_staff():
    full = structure(sheet(1, 90), sheet(9, 5))

    assert names(with_room([part("todo", cells=10)], full, most_cells=100)[0]) == ["todo"]
    assert names(with_room([part("todo", cells=11)], full, most_cells=100)[1]) == ["todo"]


def test_tab_that_does_not_grow_is_written_into_a_full_spreadsheet():
    full = structure(sheet(1, 100), sheet(9, 10))

    assert names(with_room([part("todo", cells=10)], full, most_cells=100)[0]) == ["todo"]


def long_tab(**more):
    rows = [
        TabRow((TabCell(f"แถว {row}"), TabCell(Link("ไป", "ก", 1, 1)), TabCell(1.5)))
        for row in range(100)
    ]
    return ServiceTab("todo", "งาน", (9, 9, 9), tuple(rows), **more)


def test_tab_that_is_too_long_for_one_request_ends_early_and_says_so():
    tab = long_tab()

    cut = shortened(tab, most=10_000)

    kept = len(cut.rows) - 1
    assert 5 < kept < 50
    assert cut.rows == (*tab.rows[:kept], TabRow((TabCell("…", Look.NOTE),)))
    assert shortened(tab) is tab


def test_rows_that_staff_tick_beside_are_never_left_out():
    tab = long_tab(ticks=Ticks(1, (4,), ("✓",), 1))

    assert shortened(tab, most=10) is tab
