"""Large spreadsheets, every reply held to account; a normal run has a hundredth of the cells.

`LOOPBACK_CELLS=10000000 python -m pytest tests/google/tests/test_large.py -s` measures them all.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest
import requests

from tests.google.clients import SCOPES
from tests.google.google import ROBOT

ROOT = Path(__file__).parents[3]
CELLS = int(os.environ.get("LOOPBACK_CELLS", "100000"))
COLUMNS = 10
ROWS = CELLS // COLUMNS


def row(number):
    return [f"C-{number}", f"คนที่ {number % 977}", number, number / 8, *["x"] * (COLUMNS - 4)]


@pytest.fixture
def book(google):
    google.quota.enabled = False
    book = google.new_spreadsheet("Large", {"Data": []}, owner=ROBOT)
    size = {"rowCount": ROWS, "columnCount": COLUMNS}
    book.requests(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "gridProperties": size},
                "fields": "gridProperties(rowCount,columnCount)",
            }
        }
    )
    book.fill("Data", [tuple(row(number)) for number in range(ROWS)])
    return book


@pytest.fixture
def send(google, book):
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {google.identity.issue(ROBOT, SCOPES).text}"

    def timed(what, method, path, **options):
        begun = time.perf_counter()
        with session.request(
            method, f"{google.url}/v4/spreadsheets/{book.id}{path}", timeout=180, **options
        ) as reply:
            content = reply.content
        seconds = time.perf_counter() - begun
        if CELLS >= 1_000_000:
            print(f"{what}: {seconds:.2f} s, {len(content) / 1e6:.1f} MB")
        return orjson.loads(content)

    yield timed
    session.close()


READ = {"valueRenderOption": "UNFORMATTED_VALUE", "prettyPrint": "false"}


def test_all_cells_in_one_request(send):
    values = send("read, rows", "GET", "/values/Data", params=READ)["values"]
    assert (len(values), values[0], values[-1]) == (ROWS, row(0), row(ROWS - 1))
    columns = send(
        "read, columns", "GET", "/values/Data", params=READ | {"majorDimension": "COLUMNS"}
    )["values"]
    assert (len(columns), len(columns[0]), columns[0][-1]) == (COLUMNS, ROWS, f"C-{ROWS - 1}")
    filters = {"dataFilters": [{"gridRange": {"sheetId": 0}}]}
    params = {"prettyPrint": "false"}
    body = filters | {"valueRenderOption": "UNFORMATTED_VALUE"}
    found = send("read, by id", "POST", "/values:batchGetByDataFilter", params=params, json=body)
    assert found["valueRanges"][0]["valueRange"]["values"] == values


def test_shown_values_and_parts(send):
    shown = send("read, shown", "GET", "/values/Data", params={"prettyPrint": "false"})["values"]
    assert shown[1] == ["C-1", "คนที่ 1", "1", "0.125", *["x"] * (COLUMNS - 4)]
    part = send("read, part", "GET", f"/values/Data!B2:C{ROWS}", params=READ)["values"]
    assert (len(part), part[0]) == (ROWS - 1, ["คนที่ 1", 1])


def test_edits_of_a_large_tab(book, send):
    params = {"valueInputOption": "RAW"}
    send("write one", "PUT", "/values/Data!A1", params=params, json={"values": [["first"]]})
    insert = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    delete = {**insert, "startIndex": ROWS, "endIndex": ROWS + 1}
    requests_ = [
        {"deleteDimension": {"range": insert}},
        {"appendDimension": delete | {"length": 1}},
    ]
    del requests_[1]["appendDimension"]["startIndex"], requests_[1]["appendDimension"]["endIndex"]
    send("delete a row", "POST", ":batchUpdate", json={"requests": requests_})
    assert book.values("Data!A1:A3") == [["first"], ["C-2"], ["C-3"]]
    sort = {
        "range": {"sheetId": 0, "startRowIndex": 1},
        "sortSpecs": [{"dimensionIndex": 2, "sortOrder": "DESCENDING"}],
    }
    send("sort", "POST", ":batchUpdate", json={"requests": [{"sortRange": sort}]})
    assert book.values("Data!C2:C3") == [[ROWS - 1], [ROWS - 2]]


def test_a_status_column_over_a_large_tab(google, book, send):
    rows = min(ROWS, 100_000)
    if rows < ROWS:
        book.delete_rows("Data", rows + 1, ROWS - rows)
    book.add_tab("_svc")
    book.set("_svc!A1", [["C-1", "", "ok"], ["C-3", "", "late"]])
    book.requests({"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 1}})
    formula = '={"Status";MAP(A2:A,LAMBDA(k,IF(k="","",IFERROR(XLOOKUP(k,_svc!A:A,_svc!C:C),""))))}'
    book.set("Data!K1", [[formula]])
    found = send("read, with formula", "GET", "/values/Data!K:K", params=READ)["values"]
    assert (len(found), found[:4]) == (rows, [["Status"], ["ok"], [""], ["late"]])


HELD = """
import gc, os
from tests.google.google import Google
from tests.google.tests.test_large import ROWS, row

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

google = Google()
book = google.new_spreadsheet("Large", {"Data": []})
before = resident()
book.fill("Data", (tuple(row(number)) for number in range(ROWS)))
gc.collect()
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_of_the_cells():
    # A process of its own: what other tests took does not count.
    done = subprocess.run([sys.executable, "-c", HELD], cwd=ROOT, capture_output=True, check=True)
    held = int(done.stdout)
    if CELLS >= 1_000_000:
        print(f"memory of the cells: {held / 1e6:.0f} MB")
    assert held / CELLS < 64
