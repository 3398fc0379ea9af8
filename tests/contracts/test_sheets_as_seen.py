"""Merged cells, shown codes, time spans and object cells mean the same in a file and online."""

import datetime as dt
import json

import pytest
import xlsxwriter

from sheets_sync.registry.formats_wanted import formats_wanted
from sheets_sync.registry.snapshot import read_snapshot
from sheets_sync.stores.google.store import GoogleStore
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.google.fixture import google, throw_away_key
from tests.registry.reading import TODAY
from tests.rules.workbooks import our_schema, settings_of

__all__ = ["google", "throw_away_key"]

STAFF = ("staff_id", "full_name", "email", "unit")
GROUPS = (
    *("community_id", "name", "topic", "areas", "benefit", "policy"),
    *("coordinator", "starts_on", "status"),
)
MEMBERS = ("community", "person", "joined_on")


def headings(tab, names):
    return [our_schema().tabs[tab].columns[name].words.th for name in names]


@pytest.fixture
def drawn(tmp_path):
    """Three staff with numbers shown as 00101…, two members under one merged community."""
    path = tmp_path / "drawn.xlsx"
    with xlsxwriter.Workbook(path) as book:
        code = book.add_format({"num_format": "00000"})
        name = book.add_format({"num_format": '"C-"000'})
        day = book.add_format({"num_format": "d/m/yyyy"})
        staff = book.add_worksheet("บุคลากร")
        staff.write_row(0, 0, headings("staff", STAFF))
        for row in (1, 2, 3):
            staff.write_number(row, 0, 100 + row, code)
            staff.write_row(row, 1, [f"นางสาวสุดา ใจดี{row}", f"p{row}@agency.go.th", "กองคลัง"])
        groups = book.add_worksheet("ทะเบียน CoP")
        groups.write_row(0, 0, headings("communities", GROUPS))
        groups.write_number(1, 0, 7, name)
        groups.write_string(1, 1, "พัสดุ")
        members = book.add_worksheet("สมาชิก")
        members.write_row(0, 0, headings("members", MEMBERS))
        members.merge_range(1, 0, 3, 0, "C-007")
        for row, person in enumerate(["00101", "102", "00103"], 1):
            members.write_string(row, 1, person)
        members.merge_range("C2:C4", "")
        members.write_datetime(1, 2, dt.datetime(2026, 10, 5), day)
    return path


@pytest.fixture(params=["xlsx", "google"])
def store(request, drawn, tmp_path):
    if request.param == "xlsx":
        yield XlsxStore(drawn)
        return
    server = request.getfixturevalue("google")
    key = tmp_path / "key.json"
    key.write_text(json.dumps(server.service_account_info()))
    opened = GoogleStore(
        server.load(drawn).id,
        key,
        state=tmp_path / "state",
        endpoint=server.url,
        coded=lambda tab: formats_wanted(tab, our_schema()),
        retry_policy=RetryPolicy(attempts=1),
    )
    yield opened
    opened.connection.close()


def test_what_people_see_is_what_counts(store):
    workbook = store.read()
    tables = read_snapshot(workbook, our_schema(), TODAY, settings_of(None).rules).tables
    members, merged = tables["members"], tab_of(workbook, "สมาชิก").merged

    assert [(one.first_row, one.first_column, one.last_row) for one in merged] == [
        (2, 1, 4),
        (2, 3, 4),
    ]
    assert tables["staff"]["staff_id"].per_row().tolist() == ["00101", "00102", "00103"]
    assert tables["communities"]["community_id"].per_row().tolist() == ["C-007"]
    assert members["community"].per_row().tolist() == [0, 0, 0]
    assert members["person"].per_row().tolist() == [0, 1, 2]
    assert members["joined_on"].per_row().astype(str).tolist() == ["2026-10-05"] * 3


def tab_of(workbook, title):
    return next(tab for tab in workbook.tabs if tab.sheet == title)


def test_google_is_asked_for_formats_once(drawn, google, tmp_path):
    key = tmp_path / "key.json"
    key.write_text(json.dumps(google.service_account_info()))
    spreadsheet = google.load(drawn).id

    def reads():
        store = GoogleStore(
            spreadsheet,
            key,
            state=tmp_path / "state",
            endpoint=google.url,
            coded=lambda tab: formats_wanted(tab, our_schema()),
            retry_policy=RetryPolicy(attempts=1),
        )
        found = store.read()
        store.connection.close()
        return store.requests().reads, tab_of(found, "บุคลากร").formats[0].pattern

    assert [reads(), reads()] == [(3, "00000"), (1, "00000")]
