"""One suite for reading: the same sheets, kept in a file and kept online, are the same workbook."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sheets_sync.errors import SetupError
from sheets_sync.ports import Store
from sheets_sync.registry.workbook import CellError, RawCell, RawTab, RawWorkbook
from sheets_sync.stores.google.store import GoogleStore
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.google.fixture import google, throw_away_key

__all__ = ["google", "throw_away_key"]

Rows = Sequence[Sequence[Any]]
EPOCH = dt.datetime(1899, 12, 30)


@dataclass(frozen=True)
class Formula:
    """A formula with the value it comes to."""

    text: str
    value: Any


def make_file(path: Path, tabs: Mapping[str, Rows], hidden: Sequence[str] = ()) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "d/m/yyyy"})
        for title, rows in tabs.items():
            sheet = book.add_worksheet(title)
            if title in hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    match cell:
                        case None:
                            continue
                        case Formula():
                            sheet.write_formula(number, column, cell.text, None, cell.value)
                        case dt.date():
                            sheet.write_datetime(number, column, cell, day)
                        case str():
                            sheet.write_string(number, column, cell)
                        case bool():
                            sheet.write_boolean(number, column, cell)
                        case _:
                            sheet.write_number(number, column, cell)
    return path


@dataclass
class Place:
    """Where a workbook is kept."""

    open: Callable[[], Store]
    put: Callable[[str, int, int, str], None]
    """Staff type a text into the tab of that title, at a row and column from 1."""


@pytest.fixture(params=["xlsx", "google"])
def kept(request, tmp_path):
    """A function that keeps sheets, and gives the place where they are kept."""
    return request.getfixturevalue(f"{request.param}_place")


@pytest.fixture
def xlsx_place(tmp_path):
    def keep(tabs, hidden=()):
        path = make_file(tmp_path / "registry.xlsx", tabs, hidden)

        def put(title, row, column, text):
            rows = [list(each) for each in tabs[title]]
            rows[row - 1][column - 1] = text
            make_file(path, {**tabs, title: rows}, hidden)

        return Place(lambda: XlsxStore(path), put)

    return keep


@pytest.fixture
def google_place(google, tmp_path):
    key = tmp_path / "key.json"
    key.write_text(json.dumps(google.service_account_info()))
    opened = []

    def keep(tabs, hidden=()):
        book = google.load(make_file(tmp_path / "loaded.xlsx", tabs, hidden))

        def start():
            store = GoogleStore(
                book.id,
                key,
                state=tmp_path / "state",
                endpoint=google.url,
                retry_policy=RetryPolicy(attempts=1),
            )
            opened.append(store)
            return store

        def put(title, row, column, text):
            letter = "ABCDEFGHIJ"[column - 1]
            book.set(book.a1(title, f"{letter}{row}"), [[text]])

        return Place(start, put)

    yield keep
    for store in opened:
        store.connection.close()


def cell(raw: RawCell) -> RawCell:
    """A cell as both stores mean it: blanks are one, and a moment is its serial number."""
    match raw:
        case "":
            return None
        case dt.datetime():
            return (raw - EPOCH) / dt.timedelta(days=1)
        case dt.date():
            return float((dt.datetime.combine(raw, dt.time()) - EPOCH).days)
        case dt.time():
            return (raw.hour * 3600 + raw.minute * 60 + raw.second) / 86400
        case bool() | str() | None | CellError():
            return raw
        case _:
            return float(raw)


def rows_of(tab: RawTab) -> list[list[RawCell]]:
    """The rows as they are on the screen, without blank ones at the end."""
    rows = [[cell(raw) for raw in row] for row in zip(*tab.columns, strict=True)]
    while rows and not any(raw is not None for raw in rows[-1]):
        rows.pop()
    width = max(
        (at + 1 for row in rows for at, raw in enumerate(row) if raw is not None), default=0
    )
    return [row[:width] for row in rows]


def seen(workbook: RawWorkbook) -> dict[str, list[list[RawCell]]]:
    return {tab.sheet: rows_of(tab) for tab in workbook.tabs}


def test_texts_are_what_was_typed(kept):
    texts = ["ข้อความ", "007", " เว้นวรรค ", "สอง\nบรรทัด", "1,234.50", "31/11/2569", "=ไม่ใช่สูตร",
             "'", '"', "TRUE", "e\u0301", "👩‍👩‍👧", "ก" * 5000]  # fmt: skip

    assert seen(kept({"กิจกรรม": [[text] for text in texts]}).open().read()) == {
        "กิจกรรม": [[text] for text in texts]
    }


def test_numbers_boxes_and_days_keep_their_values(kept):
    day, half_past_nine = dt.date(2026, 11, 22), dt.datetime(2026, 11, 22, 9, 30)
    row = [1, 2.5, -3, 1e15, 0, True, False, day, half_past_nine, 0.1]

    found = seen(kept({"กิจกรรม": [row]}).open().read())["กิจกรรม"]

    moment = pytest.approx(46348 + 19 / 48)
    assert found == [[1.0, 2.5, -3.0, 1e15, 0.0, True, False, 46348.0, moment, 0.1]]
    assert [type(raw) is bool for raw in found[0]] == [False] * 5 + [True] * 2 + [False] * 3


def test_formulas_come_as_their_values_and_errors_as_errors(kept):
    row = [Formula("=1+1", 2), Formula('="ก"&"ข"', "กข"), Formula("=1/0", "#DIV/0!"),
           Formula("=NA()", "#N/A")]  # fmt: skip

    assert seen(kept({"กิจกรรม": [row]}).open().read()) == {
        "กิจกรรม": [[2.0, "กข", CellError("#DIV/0!"), CellError("#N/A")]]
    }


def test_every_cell_keeps_its_row_and_column(kept):
    rows = [[], [None, None, "หัว"], [], [None, "ค่า"], [], ["ท้าย", None, None, "ไกล"]]

    assert seen(kept({"กิจกรรม": rows}).open().read()) == {
        "กิจกรรม": [
            [None, None, None, None],
            [None, None, "หัว", None],
            [None, None, None, None],
            [None, "ค่า", None, None],
            [None, None, None, None],
            ["ท้าย", None, None, "ไกล"],
        ]
    }


def test_all_columns_of_a_tab_are_equally_long(kept):
    rows = [["ก", "ข", "ค"], ["ก"], ["ก", None, "ค"], [None, None, "ค"]]
    (tab,) = kept({"กิจกรรม": rows}).open().read().tabs

    assert [len(column) for column in tab.columns] == [4, 4, 4]
    assert tab.height == 4


def test_tabs_come_in_their_order_the_empty_and_the_hidden_too(kept):
    titles = ["บุคลากร", "It's", "a!b", "Sheet 1", "ว่าง", "ซ่อน"]
    tabs = {title: [] if title == "ว่าง" else [[title]] for title in titles}
    workbook = kept(tabs, hidden=["ซ่อน"]).open().read()

    assert seen(workbook) == {title: rows and [list(rows[0])] for title, rows in tabs.items()}
    assert [tab.sheet for tab in workbook.tabs if tab.hidden] == ["ซ่อน"]


def test_a_long_tab_is_read_to_its_end(kept):
    rows = [[f"S-{number}", number] for number in range(3000)]
    found = seen(kept({"กิจกรรม": rows}).open().read())["กิจกรรม"]

    assert (len(found), found[0], found[-1]) == (3000, ["S-0", 0.0], ["S-2999", 2999.0])


def test_the_workbook_says_where_it_is(kept):
    assert kept({"กิจกรรม": [["x"]]}).open().read().place


def test_reading_twice_is_reading_once(kept):
    place = kept({"กิจกรรม": [["รหัส"], ["S-1"]]})
    store = place.open()

    assert store.read() == store.read() == place.open().read()


def test_a_change_is_seen_by_the_next_read_and_by_a_glance(kept):
    place = kept({"กิจกรรม": [["รหัส"], ["S-1"]], "อื่น": [["x"]]})
    store = place.open()
    store.read()
    place.put("กิจกรรม", 2, 1, "S-2")

    assert seen(store.glance({"กิจกรรม"}))["กิจกรรม"] == [["รหัส"], ["S-2"]]
    assert seen(store.read())["กิจกรรม"] == [["รหัส"], ["S-2"]]


def test_a_glance_at_a_tab_that_is_not_there_finds_none(kept):
    place = kept({"กิจกรรม": [["รหัส"]]})

    assert "ไม่มี" not in seen(place.open().glance({"ไม่มี"}))


def test_a_workbook_that_is_not_there_is_a_setup_error(kept, google, tmp_path, request):
    place = kept({"กิจกรรม": [["รหัส"]]})
    (tmp_path / "registry.xlsx").unlink(missing_ok=True)
    google.files.by_id.clear()
    with pytest.raises(SetupError):
        place.open().read()
