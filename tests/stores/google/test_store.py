"""A shared spreadsheet as the registry: what it costs to read it, and what it survives."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.errors import SetupError, StoreError
from sheets_sync.stores.google.reading.read_cache import ReadCache
from sheets_sync.stores.google.reading.structure import MARK

TODAY = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
TABS = {
    "กิจกรรม": [["รหัส", "หัวข้อ"], ["S-1", "พัสดุ"]],
    "สมาชิก": [["กลุ่ม"], ["C-1"]],
    "กล่องอีเมลรอส่ง": [["จดหมาย", "พัก"], ["a1b2", "✓"]],
    "สรุป": [["สรุป"], ["ok"]],
    "งานที่ต้องทำ": [["หัวเรื่อง"], ["รายการ"]],
}


@pytest.fixture
def book(google):
    made = google.new_spreadsheet("ทะเบียน", TABS)
    for title, mark in (
        ("กล่องอีเมลรอส่ง", "outbox"),
        ("สรุป", "summary"),
        ("งานที่ต้องทำ", "todo"),
    ):
        made.requests(metadata(made, title, mark))
    return made


def metadata(book, title, mark):
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": MARK,
                "metadataValue": mark,
                "location": {"sheetId": book.sheet(title).id},
                "visibility": "DOCUMENT",
            }
        }
    }


class Day:
    """A clock that is moved by hand."""

    def __init__(self):
        self.now = TODAY

    def __call__(self):
        return self.now


@pytest.fixture
def day():
    return Day()


@pytest.fixture
def opened(open_google, book, day):
    """A fresh store of the book, as every run opens one."""
    return lambda **options: open_google(book.id, **{"clock": day} | options)


@pytest.fixture
def cost(google):
    """What one thing costs: reads and writes of Sheets, calls of Drive, tokens."""

    def measure(work):
        google.log.clear()
        result = work()
        entries = list(google.log)
        drive = sum(entry.path.startswith("/drive/") for entry in entries)
        tokens = sum(entry.path == "/token" for entry in entries)
        return (google.log.reads, google.log.writes, drive, tokens), result

    return measure


def rows(workbook, title):
    tab = next(tab for tab in workbook.tabs if tab.sheet == title)
    return [list(row) for row in zip(*tab.columns, strict=True)]


# What a read costs


def test_the_first_read_also_asks_for_the_structure(opened, cost):
    spent, workbook = cost(lambda: opened().read())

    assert spent == (2, 0, 0, 1)
    assert rows(workbook, "กิจกรรม") == TABS["กิจกรรม"]


def test_every_further_read_of_the_day_is_one_request(opened, cost):
    opened().read()

    assert cost(lambda: opened().read())[0] == (1, 0, 0, 0)
    assert cost(lambda: opened().read())[0] == (1, 0, 0, 0)


def test_the_structure_is_asked_for_once_a_day(opened, cost, day):
    opened().read()
    day.now += dt.timedelta(days=1)

    assert [cost(lambda: opened().read())[0] for _ in range(2)] == [(2, 0, 0, 0), (1, 0, 0, 0)]


def test_a_lost_memory_costs_one_request(opened, cost, tmp_path):
    first = opened().read()
    for path in (tmp_path / "state").iterdir():
        path.unlink()
    spent, second = cost(lambda: opened().read())

    assert (spent, second) == ((2, 0, 0, 0), first)


def test_many_tabs_cost_no_more(google, open_google, cost):
    book = google.new_spreadsheet("Many", {f"Tab {n}": [[n]] for n in range(40)})
    open_google(book.id).read()
    spent, workbook = cost(lambda: open_google(book.id).read())

    assert (spent[0], len(workbook.tabs)) == (1, 40)


def test_a_day_is_that_of_the_people_not_of_greenwich(opened, cost, day):
    day.now = TODAY.replace(hour=0, minute=30)
    opened().read()
    day.now = TODAY.replace(hour=23, minute=30)

    assert cost(lambda: opened().read())[0] == (1, 0, 0, 0)


# What it survives


def test_renamed_moved_and_hidden_tabs_need_no_further_request(opened, book, cost):
    opened().read()
    book.rename("กิจกรรม", "กิจกรรม ปี 70")
    book.requests(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": book.sheet("สมาชิก").id, "index": 0},
                "fields": "index",
            }
        }
    )
    spent, workbook = cost(lambda: opened().read())

    assert spent == (1, 0, 0, 0)
    assert rows(workbook, "กิจกรรม ปี 70") == TABS["กิจกรรม"]


def test_a_deleted_tab_costs_two_requests_once(opened, book, cost):
    opened().read()
    book.delete_tab("สมาชิก")
    spent, workbook = cost(lambda: opened().read())

    assert spent == (3, 0, 0, 0)
    assert "สมาชิก" not in [tab.sheet for tab in workbook.tabs]
    assert cost(lambda: opened().read())[0] == (1, 0, 0, 0)


def test_a_tab_deleted_between_the_two_requests_of_a_first_read(google, opened, book, cost):
    google.edits.before(lambda one: one.delete_tab("สมาชิก"), path="ByDataFilter")
    spent, workbook = cost(lambda: opened().read())

    assert spent == (4, 0, 0, 1)
    assert [tab.sheet for tab in workbook.tabs] == [t for t in TABS if t != "สมาชิก"]


def test_a_new_tab_is_seen_the_next_day(opened, book, cost, day):
    opened().read()
    book.add_tab("วันหยุด")
    titles = [tab.sheet for tab in opened().read().tabs]
    day.now += dt.timedelta(days=1)

    assert "วันหยุด" not in titles
    assert "วันหยุด" in [tab.sheet for tab in opened().read().tabs]


def test_a_new_tab_is_seen_at_once_while_one_is_missing(opened, book, cost):
    def complete(titles):
        return "แผน" in titles

    opened(complete=complete).read()
    book.add_tab("แผน")
    spent, workbook = cost(lambda: opened(complete=complete).read())

    assert spent == (2, 0, 0, 0)
    assert "แผน" in [tab.sheet for tab in workbook.tabs]
    assert cost(lambda: opened(complete=complete).read())[0] == (1, 0, 0, 0)


def test_filters_and_hidden_rows_hide_nothing(opened, book):
    sheet = book.sheet("กิจกรรม").id
    book.requests(
        {"setBasicFilter": {"filter": {"range": {"sheetId": sheet}}}},
        {
            "updateDimensionProperties": {
                "range": {"sheetId": sheet, "dimension": "ROWS", "startIndex": 1, "endIndex": 2},
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
    )

    assert rows(opened().read(), "กิจกรรม") == TABS["กิจกรรม"]


def test_of_merged_cells_only_the_first_holds_the_value(opened, book):
    book.set("กิจกรรม!A3", [["รวม", "", "x"]])
    area = {"sheetId": book.sheet("กิจกรรม").id, "startRowIndex": 2, "endRowIndex": 3,
            "startColumnIndex": 0, "endColumnIndex": 2}  # fmt: skip
    book.requests({"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}})

    assert rows(opened().read(), "กิจกรรม")[2] == ["รวม", None, "x"]


def test_the_footer_of_a_table_is_a_row_of_totals(opened, book):
    sheet = book.sheet("กิจกรรม").id
    height, width = len(TABS["กิจกรรม"]), len(TABS["กิจกรรม"][0])
    area = {"sheetId": sheet, "startRowIndex": 0, "endRowIndex": height + 1,
            "startColumnIndex": 0, "endColumnIndex": width}  # fmt: skip
    book.set(f"กิจกรรม!A{height + 1}", [["S-999"]])
    look = {"footerColorStyle": {"rgbColor": {"red": 1}}}
    book.requests({"addTable": {"table": {"range": area, "rowsProperties": look}}})

    assert [tab.totals for tab in opened().read().tabs if tab.sheet == "กิจกรรม"] == [(height + 1,)]


# Our own tabs


def test_of_our_own_tabs_only_what_is_used_is_fetched(opened, book):
    workbook = opened().read()

    assert rows(workbook, "กล่องอีเมลรอส่ง") == TABS["กล่องอีเมลรอส่ง"]
    assert rows(workbook, "สรุป") == TABS["สรุป"]
    assert rows(workbook, "งานที่ต้องทำ") == TABS["งานที่ต้องทำ"][:1]


# Never data from a failure


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 503},
        {"kind": "reset"},
        {"kind": "truncated"},
        {"kind": "sign-in"},
        {"kind": "redirect"},
        {"kind": "empty-object"},
        {"kind": "status", "status": 429},
    ],
    ids=lambda fault: f"{fault['kind']} {fault.get('status', '')}",
)
def test_a_failed_read_is_an_error_and_changes_nothing_remembered(google, opened, tmp_path, fault):
    opened(skip_unchanged=True).read()
    before = {path.name: path.read_bytes() for path in (tmp_path / "state").iterdir()}
    google.spreadsheet(next(iter(google.files.by_id))).set("กิจกรรม!A3", [["S-2"]])
    options = dict(fault)
    google.faults.add(options.pop("kind"), path="/v4/", times=None, **options)
    with pytest.raises(StoreError):
        opened(skip_unchanged=True).read()
    after = {path.name: path.read_bytes() for path in (tmp_path / "state").iterdir()}

    assert after == before


def test_a_reply_that_leaves_a_tab_out_is_an_error(google, opened):
    opened().read()

    def spoil(reply):
        reply.body = reply.body.replace(b'"valueRanges"', b'"nothing"')

    google.faults.add("spoiled", path="ByDataFilter", times=None, spoil=spoil)
    with pytest.raises(StoreError) as caught:
        opened().read()

    assert (caught.value.name, caught.value.facts["reason"]) == (
        "google-odd-reply",
        "sheets left out",
    )


def test_a_spreadsheet_that_is_not_shared_any_more(google, opened):
    opened().read()
    google.faults.add("permission-lost")
    with pytest.raises(SetupError) as caught:
        opened().read()

    assert caught.value.name == "google-not-shared"


# The gate: nothing is read again that did not change


def test_an_unchanged_spreadsheet_costs_one_call_of_drive(opened, cost):
    first = cost(lambda: opened(skip_unchanged=True).read())
    second = cost(lambda: opened(skip_unchanged=True).read())

    assert (first[0], second[0]) == ((2, 0, 1, 1), (0, 0, 1, 0))
    assert second[1] == first[1]


def test_a_changed_spreadsheet_is_read(opened, book, cost):
    before = opened(skip_unchanged=True).read()
    book.set("กิจกรรม!B2", [["จัดซื้อ"]])
    spent, after = cost(lambda: opened(skip_unchanged=True).read())

    assert spent == (1, 0, 1, 0)
    assert rows(after, "กิจกรรม")[1] == ["S-1", "จัดซื้อ"]
    assert after.version != before.version


def test_an_edit_between_the_question_and_the_read_is_not_missed(google, opened, book, cost):
    google.edits.after(lambda one: one.set("กิจกรรม!B2", [["ก่อนอ่าน"]]), path="/drive/")
    opened(skip_unchanged=True).read()
    google.edits.after(lambda one: one.set("กิจกรรม!B2", [["หลังอ่าน"]]), path="ByDataFilter")
    opened(skip_unchanged=True).read()
    spent, workbook = cost(lambda: opened(skip_unchanged=True).read())

    assert spent == (1, 0, 1, 0)
    assert rows(workbook, "กิจกรรม")[1] == ["S-1", "หลังอ่าน"]


def test_everything_is_read_at_least_once_a_day(opened, cost, day):
    opened(skip_unchanged=True).read()
    day.now += dt.timedelta(days=1)

    assert cost(lambda: opened(skip_unchanged=True).read())[0] == (2, 0, 1, 0)
    assert cost(lambda: opened(skip_unchanged=True).read())[0] == (0, 0, 1, 0)


def test_a_stored_reply_that_is_damaged_is_read_again(opened, cost, tmp_path):
    first = opened(skip_unchanged=True).read()
    (tmp_path / "state" / "reply.json").write_bytes(b'{"spreadsheetId": "1aB"}')
    spent, second = cost(lambda: opened(skip_unchanged=True).read())

    assert (spent, second) == ((1, 0, 1, 0), first)


def test_without_the_setting_nothing_that_people_typed_is_kept(opened, tmp_path):
    opened().read()

    assert [path.name for path in (tmp_path / "state").iterdir()] == ["spreadsheet.json"]
    assert "พัสดุ" not in (tmp_path / "state" / "spreadsheet.json").read_text()


def test_trouble_at_drive_only_means_that_everything_is_read(google, opened, cost):
    opened(skip_unchanged=True).read()
    google.faults.add("status", status=503, path="/drive/", times=None)
    spent, workbook = cost(lambda: opened(skip_unchanged=True).read())

    assert (spent[0], rows(workbook, "กิจกรรม")) == (1, TABS["กิจกรรม"])


def test_a_drive_api_that_is_off_is_told(google, opened):
    google.faults.add("api-off", path="/drive/")
    with pytest.raises(SetupError) as caught:
        opened(skip_unchanged=True).read()

    assert (caught.value.name, caught.value.facts["api"]) == ("google-api-off", "Google Drive")


def test_a_spreadsheet_in_the_bin_is_told(opened, book):
    book.file.trashed = True
    with pytest.raises(SetupError) as caught:
        opened(skip_unchanged=True).read()

    assert caught.value.name == "google-trashed"


# Glances


def test_a_glance_fetches_those_tabs_only_and_now(opened, book, cost):
    opened(skip_unchanged=True).read()
    book.set("กล่องอีเมลรอส่ง!B2", [["หยุด"]])
    spent, workbook = cost(lambda: opened(skip_unchanged=True).glance(["กล่องอีเมลรอส่ง", "Outbox"]))

    assert spent == (1, 0, 0, 0)
    assert [tab.sheet for tab in workbook.tabs] == ["กล่องอีเมลรอส่ง"]
    assert rows(workbook, "กล่องอีเมลรอส่ง")[1] == ["a1b2", "หยุด"]


def test_a_glance_without_a_memory(opened, cost):
    spent, workbook = cost(lambda: opened().glance(["กล่องอีเมลรอส่ง"]))

    assert (spent[0], len(workbook.tabs)) == (2, 1)


def test_a_glance_at_what_is_not_there_asks_whether_it_is_now(opened, book, cost):
    opened().read()

    assert cost(lambda: opened().glance(["Outbox"]))[0] == (1, 0, 0, 0)
    assert opened().glance(["Outbox"]).tabs == ()
    book.rename("สมาชิก", "Outbox")
    assert len(opened().glance(["Outbox"]).tabs) == 1


def test_a_glance_at_a_tab_that_was_deleted(opened, book, cost):
    opened().read()
    book.delete_tab("กล่องอีเมลรอส่ง")
    spent, workbook = cost(lambda: opened().glance(["กล่องอีเมลรอส่ง"]))

    assert (spent[0], workbook.tabs) == (2, ())


def test_a_glance_finds_our_own_tab_whatever_people_call_it_by_now(opened, book, cost, tmp_path):
    opened().read()
    memory = ReadCache(tmp_path / "state", book.id)
    memory.keep(replace(memory.recall(), given={"outbox": "กล่องอีเมลรอส่ง"}))
    book.rename("กล่องอีเมลรอส่ง", "จดหมายเก่า")
    spent, workbook = cost(lambda: opened().glance(["กล่องอีเมลรอส่ง", "Outbox"]))

    assert spent == (1, 0, 0, 0)
    assert rows(workbook, "กล่องอีเมลรอส่ง") == TABS["กล่องอีเมลรอส่ง"]


def test_a_glance_never_takes_what_was_kept_for_unchanged(google, opened):
    opened(skip_unchanged=True).read()
    google.faults.add("status", status=503, path="/v4/", times=None)
    with pytest.raises(StoreError):
        opened(skip_unchanged=True).glance(["กล่องอีเมลรอส่ง"])


def test_a_failure_names_the_spreadsheet_by_the_title_it_had_last(google, open_google):
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": [["id"]]})
    open_google(book.id).read()
    google.faults.add("permission-lost", times=None)
    with pytest.raises(SetupError) as caught:
        open_google(book.id).read()

    assert caught.value.name == "google-not-shared"
    assert caught.value.facts["spreadsheet"] == f"“ทะเบียน” ({book.id})"
