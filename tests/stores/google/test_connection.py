"""One spreadsheet over the real client, against a server that behaves like Google."""

from dataclasses import replace

import orjson
import pytest

from sheets_sync.errors import SetupError, StoreError
from sheets_sync.stores.google.reading.structure import MARK, Sheet, Structure
from sheets_sync.stores.google.transport.http import SteadyClient
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy
from tests.google.google import ROBOT
from tests.stores.google.conftest import BRISK

SHEETS = "https://www.googleapis.com/auth/spreadsheets"
DRIVE = "https://www.googleapis.com/auth/drive.metadata.readonly"


@pytest.fixture
def book(google):
    tabs = {"Data": [["id", "n"], ["C-1", 3]], "It's": [["x"]], "Empty": []}
    return google.new_spreadsheet("ทะเบียน CoP", tabs, locale="th_TH")


@pytest.fixture
def line(connect, book):
    return connect(book.id)


def mark(sheet, value):
    """The request that makes a sheet one of ours."""
    made = {
        "metadataKey": MARK,
        "metadataValue": value,
        "location": {"sheetId": sheet},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": made}}


def write_cell(text, sheet=0):
    return {
        "updateCells": {
            "range": {"sheetId": sheet, "startRowIndex": 0, "endRowIndex": 1,
                      "startColumnIndex": 4, "endColumnIndex": 5},
            "rows": [{"values": [{"userEnteredValue": {"stringValue": text}}]}],
            "fields": "userEnteredValue",
        }
    }  # fmt: skip


def append_row(text):
    """A request that does something else when it is carried out twice."""
    row = {"values": [{"userEnteredValue": {"stringValue": text}}]}
    return {"appendCells": {"sheetId": 0, "rows": [row], "fields": "userEnteredValue"}}


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self):
        self.now = 0.0
        self.slept = []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


# What is asked


def test_structure_tells_every_sheet_and_which_are_ours(google, book, line):
    book.requests(mark(book.model.sheets[1].id, "summary"))
    book.hide_tab("Empty")
    first, second, third = (sheet.id for sheet in book.model.sheets)

    assert line.structure() == Structure(
        title="ทะเบียน CoP",
        locale="th_TH",
        time_zone="Asia/Bangkok",
        sheets=(
            Sheet(first, "Data", 0, False, 1000, 26, 0, ""),
            Sheet(second, "It's", 1, False, 1000, 26, 0, "summary"),
            Sheet(third, "Empty", 2, True, 1000, 26, 0, ""),
        ),
    )
    assert (google.log.reads, google.log.writes) == (1, 0)


def test_values_come_by_columns_and_unformatted(google, book, line):
    book.set("Data!C1", [["วันที่", "ใช่"], ["2026-11-22", True]])
    sheet = book.model.sheets[0].id

    reply = line.values([{"gridRange": {"sheetId": sheet}}])

    assert reply["valueRanges"] == [
        {
            "valueRange": {
                "range": "Data!A1:Z1000",
                "values": [["id", "C-1"], ["n", 3], ["วันที่", 46348], ["ใช่", True]],
            },
            "dataFilters": [{"gridRange": {"sheetId": sheet}}],
        }
    ]
    assert (google.log.reads, google.log.writes) == (1, 0)


def test_an_update_is_one_write_and_tells_the_new_structure(google, book, line):
    line.update(
        [write_cell("ตรวจแล้ว"), {"addSheet": {"properties": {"title": "New"}}}], repeatable=True
    )

    assert book.cell("Data!E1") == "ตรวจแล้ว"
    assert [sheet.title for sheet in line.latest.sheets] == ["Data", "It's", "Empty", "New"]
    assert (google.log.reads, google.log.writes) == (0, 1)


def test_a_version_costs_no_request_of_sheets(google, book, connect):
    line = connect(book.id, drive=True)
    before = line.version()
    book.set("Data!A2", [["C-2"]])

    assert line.version() != before
    assert (google.log.reads, google.log.writes, line.spent.drive) == (0, 0, 2)


def test_everything_spent_is_counted(google, book, line):
    line.structure()
    line.update([write_cell("x")], repeatable=True)
    entries = [entry for entry in google.log if entry.api_method]
    spent = line.spent

    assert (spent.reads, spent.writes, spent.drive, spent.tokens, spent.waited) == (1, 1, 0, 1, 0)
    assert spent.bytes_out == sum(entry.request_bytes for entry in entries)
    assert spent.bytes_in >= sum(entry.reply_bytes for entry in entries) > 0  # packed on the way


def test_a_large_reply_is_packed_on_the_way(google, book, line):
    book.fill("Data", [["เหมือนกันทุกช่อง"] * 4] * 500)
    line.values([{"gridRange": {"sheetId": book.model.sheets[0].id}}])
    sent = [entry.reply_bytes for entry in google.log if entry.quota == "read"]

    assert sent[0] == line.spent.bytes_in
    assert google.log.entries[-1].query["prettyPrint"] == ["false"]


# Who asks


def claims_of(google):
    """The scopes that each token was asked for."""
    import base64
    from urllib.parse import parse_qs

    found = []
    for entry in google.log:
        if entry.path == "/token":
            form = parse_qs(google.log.bodies[entry.number].decode())
            body = form["assertion"][0].split(".")[1]
            found.append(orjson.loads(base64.urlsafe_b64decode(body + "=="))["scope"])
    return found


def test_only_the_scopes_that_are_needed_are_asked_for(google, book, connect):
    connect(book.id).structure()
    connect(book.id, drive=True).version()

    assert claims_of(google) == [SHEETS, f"{SHEETS} {DRIVE}"]


def test_one_token_serves_every_connection_of_an_account(google, book, connect):
    for _ in range(3):
        connect(book.id).structure()

    assert len(claims_of(google)) == 1
    assert google.log.reads == 3


def test_a_token_that_ran_out_is_renewed_once(google, book, line):
    line.structure()
    google.identity.expire_tokens()

    assert line.structure().title == "ทะเบียน CoP"
    assert line.spent.tokens == 2


def test_the_account_is_known_by_its_address(line):
    assert line.account == ROBOT


def test_nothing_is_asked_in_the_background(google, book, line):
    line.structure()

    assert [entry.path for entry in google.log if "allowedLocations" in entry.path] == []
    assert line._session.credentials._rab_manager.refresh_manager._worker is None


# Patience


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_passes_is_asked_again(google, line, status):
    google.faults.add("status", status=status, html=status == 502, times=2)

    assert line.structure().title == "ทะเบียน CoP"
    assert line.spent.reads == 3
    assert line.spent.waited > 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 501])
def test_what_will_not_pass_is_asked_once(google, line, status):
    google.faults.add("status", status=status, times=None)
    with pytest.raises((SetupError, StoreError)):
        line.structure()

    # A token that is refused is renewed, and shown once more.
    assert len([entry for entry in google.log if entry.api_method]) == (2 if status == 401 else 1)


def test_attempts_are_bounded(google, line):
    google.faults.add("status", status=503, times=None)
    with pytest.raises(StoreError) as caught:
        line.structure()

    assert caught.value.name == "google-unreachable"
    assert caught.value.facts == {
        "spreadsheet": line.spreadsheet,
        "reason": "HTTP 503",
        "attempts": 3,
        "seconds": 0,
    }


def test_waits_grow_and_are_drawn_by_lot(google, book, connect):
    clock = Clock()
    retry_policy = RetryPolicy(attempts=40, seconds=10_000, clock=clock, sleep=clock.sleep)
    line = connect(book.id, retry_policy=retry_policy)
    google.faults.add("status", status=503, times=None)
    with pytest.raises(StoreError):
        line.structure()

    assert len(clock.slept) == 39
    most = [min(32, 2**n) for n in range(39)]
    assert all(0 <= slept < top for slept, top in zip(clock.slept, most, strict=True))
    late = clock.slept[6:]
    assert max(late) > 16 > min(late)
    assert len(set(clock.slept)) == 39
    assert line.spent.waited == pytest.approx(sum(clock.slept))


def test_a_time_the_server_names_is_waited_for(google, book, connect):
    clock = Clock()
    line = connect(book.id, retry_policy=RetryPolicy(clock=clock, sleep=clock.sleep))
    google.faults.add("status", status=429, retry_after=7)
    line.structure()

    assert len(clock.slept) == 1
    assert 8 <= clock.slept[0] < 9  # and a second or two, for Google counts by the minute


def test_a_time_beyond_the_deadline_is_not_waited_for(google, book, connect):
    clock = Clock()
    line = connect(book.id, retry_policy=RetryPolicy(seconds=60, clock=clock, sleep=clock.sleep))
    google.faults.add("status", status=503, retry_after=3600, times=None)
    with pytest.raises(StoreError) as caught:
        line.structure()

    assert (caught.value.facts["attempts"], clock.slept) == (1, [])


def test_the_whole_time_is_bounded(google, book, connect):
    clock = Clock()
    retry_policy = RetryPolicy(attempts=10**6, seconds=100, clock=clock, sleep=clock.sleep)
    line = connect(book.id, retry_policy=retry_policy)
    google.faults.add("status", status=503, times=None)
    with pytest.raises(StoreError) as caught:
        line.structure()

    assert 60 < clock.now < 100
    assert caught.value.facts["seconds"] == round(clock.now)


def test_a_server_that_never_answers_is_not_waited_for_for_ever(google, book, connect):
    line = connect(book.id, retry_policy=RetryPolicy(attempts=9, seconds=0.4, first_wait=0.001))
    google.faults.add("slow", seconds=30, times=None)
    with pytest.raises(StoreError) as caught:
        line.structure()

    assert (caught.value.name, caught.value.facts["reason"]) == (
        "google-unreachable",
        "ReadTimeout",
    )


def test_a_reply_that_comes_drop_by_drop_ends_at_the_deadline(google, book, connect):
    book.fill("Data", [["ข้อความที่ยาวพอควร ๆ"] * 26] * 900)
    google.world.gzip_limit = 0
    line = connect(book.id, retry_policy=RetryPolicy(attempts=9, seconds=0.4, first_wait=0.001))
    google.faults.add("slow", seconds=0, pause=0.2, times=None)
    with pytest.raises(StoreError) as caught:
        line.values([{"gridRange": {"sheetId": book.model.sheets[0].id}}])

    assert (caught.value.name, caught.value.facts["reason"]) == ("google-unreachable", "slow")


def test_a_reply_that_no_memory_should_hold_is_not_read_to_its_end(google, book, line):
    book.fill("Data", [["ข้อความที่ยาวพอควร ๆ"] * 26] * 900)
    line._http = SteadyClient(line._session, BRISK, line.spent, largest=100_000)
    with pytest.raises(StoreError) as caught:
        line.values([{"gridRange": {"sheetId": book.model.sheets[0].id}}])

    assert (caught.value.name, line.spent.reads) == ("google-too-large", 1)


# Writing once


def test_a_write_of_unknown_fate_is_not_sent_again(google, book, line):
    google.faults.add("status", status=503, applied=True, path=":batchUpdate$", times=None)
    with pytest.raises(StoreError) as caught:
        line.update([append_row("x")], repeatable=False)

    assert caught.value.name == "google-write-unclear"
    assert book.values("Data") == [["id", "n"], ["C-1", 3], ["x"]]
    assert line.spent.writes == 1


def test_a_write_that_may_be_repeated_is(google, book, line):
    google.faults.add("reset", applied=True, path=":batchUpdate$")
    google.faults.add("status", status=503, applied=True, path=":batchUpdate$")
    line.update([write_cell("x")], repeatable=True)

    assert book.cell("Data!E1") == "x"
    assert line.spent.writes == 3


def test_a_write_turned_away_by_the_quota_is_sent_again(google, book, line):
    google.faults.add("status", status=429, path=":batchUpdate$")
    line.update([append_row("x")], repeatable=False)

    assert book.values("Data") == [["id", "n"], ["C-1", 3], ["x"]]
    assert line.spent.writes == 2


def test_a_write_that_never_left_is_sent_again(google, book, line):
    google.faults.add("status", status=503, path="/token$")
    line.update([append_row("x")], repeatable=False)

    assert book.values("Data") == [["id", "n"], ["C-1", 3], ["x"]]


def test_a_repeated_write_without_an_answer_is_unclear(google, book, line):
    google.faults.add("status", status=503, path=":batchUpdate$", times=None)
    with pytest.raises(StoreError) as caught:
        line.update([write_cell("x")], repeatable=True)

    assert (caught.value.name, caught.value.facts["attempts"]) == ("google-write-unclear", 3)


def test_a_write_turned_away_by_the_quota_every_time_changed_nothing(google, book, line):
    google.faults.add("status", status=429, path=":batchUpdate$", times=None)
    with pytest.raises(StoreError) as caught:
        line.update([append_row("x")], repeatable=False)

    assert (caught.value.name, caught.value.facts["attempts"]) == ("google-quota", 3)
    assert book.values("Data") == [["id", "n"], ["C-1", 3]]


# gspread's own methods take the same way


def test_methods_of_gspread_are_steady_too_and_send_no_nulls(google, book, line):
    google.faults.add("status", status=502, html=True, path=f"{book.id}$")
    found = line._http.fetch_sheet_metadata(book.id)
    line._http.values_update(
        book.id,
        "Data!A9",
        params={"valueInputOption": "RAW"},
        body={"values": [["z"]], "majorDimension": None},
    )

    assert found["properties"]["title"] == "ทะเบียน CoP"
    assert book.cell("Data!A9") == "z"
    assert google.conformance.tolerated == []
    assert (line.spent.reads, line.spent.writes) == (2, 1)


def test_every_request_asks_for_its_turn_also_the_second_try(google, book, connect):
    asked = []

    def admit(quota):
        asked.append(quota)
        return 0.0

    line = connect(book.id, retry_policy=replace(BRISK, admit=admit))
    google.faults.add("status", status=503, times=1)
    line.structure()
    line.update([write_cell("x")], repeatable=True)

    assert asked == ["read", "read", "write"]


def test_waiting_for_a_turn_does_not_count_as_trying(google, book, connect):
    clock = Clock()

    def admit(_quota):
        clock.now += 1000
        return 1000.0

    policy = RetryPolicy(attempts=2, seconds=20, first_wait=0.001, clock=lambda: clock.now)
    line = connect(book.id, retry_policy=replace(policy, admit=admit, sleep=lambda _: None))
    google.faults.add("status", status=503, times=1)

    assert line.structure().title == "ทะเบียน CoP"
