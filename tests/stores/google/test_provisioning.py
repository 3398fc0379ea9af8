"""What a spreadsheet is given, and what is left as it is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import Addition, Doubt
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten
from sheets_sync.stores.composite.part import schema_of
from tests.google.errors import ApiError
from tests.registry.reading import our_schema

pytestmark = pytest.mark.long
THAI, ENGLISH = Sentences("th"), Sentences("en")
WHOLE = our_schema()
SCHEMA = schema_of(WHOLE, ["staff", "communities", "members", "holidays"])
"""Enough for most of it: every tab costs the loopback server a large formula."""
ZONE = "Asia/Bangkok"
TITLES = [tab.words.th for tab in SCHEMA.tabs.values()]
STATUS = SCHEMA.status_column.th
PEOPLE = ["เลขประจำตัวบุคลากร", "ชื่อ–นามสกุล", "อีเมล", "หน่วยงาน/สังกัด"]
STAFF = [
    PEOPLE,
    ["60001", "นางสุดา ใจดี", "suda@agency.go.th", "กองคลัง"],
    ["60002", "นายมานะ อดทน", "mana@agency.go.th", "กองแผน"],
]


def provision(store, *, say=THAI, schema=SCHEMA, looking=False, zone=ZONE):
    return store.provision(schema, say, time_zone=zone, looking=looking)


def sheet_of(google, book, title):
    """One sheet as the API tells it, with the cells of its first rows."""
    client = google.gspread().http_client
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}"
    params = {"includeGridData": "true", "ranges": f"'{title}'!1:3"}
    return client.request("get", url, params=params).json()["sheets"][0]


def below(sheet, column):
    """The cell right below the heading of a column, counted from 1."""
    return sheet["data"][0]["rowData"][1]["values"][column - 1]


def thai(*tables):
    """The titles of tables."""
    return tuple(WHOLE.tabs[name].words.th for name in tables)


# A new spreadsheet


@pytest.fixture
def book(google):
    return google.new_spreadsheet("ทะเบียน", {"ชีต1": []}, locale="th_TH")


def test_a_new_spreadsheet_gets_every_tab(google, book, open_google):
    done = provision(open_google(book.id), schema=WHOLE)

    titles = [tab.words.th for tab in WHOLE.tabs.values()]
    assert book.titles == ["คู่มือ", *titles, "_cop_steward_lists", "_cop_steward"]
    assert done.added == (Addition("tabs", tuple(titles)), Addition("guide", ("คู่มือ",)))
    for tab in WHOLE.tabs.values():
        headings = [column.words.th for column in tab.columns.values()]
        assert book.values(f"'{tab.words.th}'!1:1") == [[*headings, STATUS]]
    hidden = [one.title for one in book.model.sheets if one.properties.get("hidden")]
    optional = [
        tab.words.th for tab in WHOLE.tabs.values() if tab.optional and tab.name != "settings"
    ]
    assert hidden == [*optional, "_cop_steward_lists", "_cop_steward"]


def test_it_costs_two_reads_and_one_write_and_again_no_write(google, book, open_google):
    provision(open_google(book.id))
    first = google.log.reads, google.log.writes
    before = book.model.version
    google.log.clear()

    again = provision(open_google(book.id))

    assert (first, google.log.reads, google.log.writes) == ((2, 1), 2, 0)
    assert (again.added, again.left, again.doubts) == ((), (), ())
    assert book.model.version == before


def test_only_to_be_shown_nothing_is_written(google, book, open_google):
    before = book.model.version

    shown = provision(open_google(book.id), looking=True)

    assert google.log.writes == 1  # which asks for the right to write, and changes nothing
    assert book.values("ชีต1") == []
    assert book.titles == ["ชีต1"]
    assert book.model.version - before <= 1
    assert shown == provision(open_google(book.id))


@pytest.mark.parametrize(("say", "guide"), [(THAI, "คู่มือ"), (ENGLISH, "Guide")])
def test_names_are_in_the_language_asked_for(google, book, open_google, say, guide):
    provision(open_google(book.id), say=say)

    assert book.titles[0] == guide
    assert book.titles[1] == SCHEMA.tabs["staff"].words.label(say.language)


def test_another_language_only_colours_its_own_words(google, book, open_google):
    provision(open_google(book.id))

    done = provision(open_google(book.id), say=ENGLISH)

    assert done.added == (Addition("colours", tuple(TITLES)),)


def test_a_first_tab_that_holds_something_is_no_longer_blank(google, open_google):
    book = google.new_spreadsheet("ทะเบียน", {"Sheet1": []}, locale="th_TH")
    book.set("Sheet1!C900", [["เบอร์โทร"]])

    provision(open_google(book.id))

    assert book.titles[:3] == ["คู่มือ", "Sheet1", "บุคลากร"]
    assert book.values("Sheet1!C900") == [["เบอร์โทร"]]


def test_what_is_typed_stays_as_it_was_typed(google, book, open_google):
    provision(open_google(book.id), schema=schema_of(WHOLE, ["communities", "sessions"]))

    book.set("กิจกรรม!A2", [["0012", "C-001", "2", "22/11/2569", "13.30"]])
    book.set("'ทะเบียน CoP'!D2", [["8/9"]])

    assert book.values("กิจกรรม!A2:E2") == [["0012", "C-001", 2, "22/11/2569", "13.30"]]
    assert book.values("'ทะเบียน CoP'!D2") == [["8/9"]]


def test_choices_are_the_words_of_the_schema_and_what_other_tabs_hold(google, book, open_google):
    provision(open_google(book.id))
    book.set("บุคลากร!A2", [["60001", "นางสุดา ใจดี"]])
    book.set("'ทะเบียน CoP'!A2", [["C-001", "งานพัสดุ"], ["C-002"], ["", "ไม่มีรหัส"]])
    book.insert_rows("ทะเบียน CoP", 2)
    book.set("'ทะเบียน CoP'!A2", [["C-000", "ใหม่"]])

    members = sheet_of(google, book, "สมาชิก")
    community, person = (below(members, at)["dataValidation"] for at in (1, 2))
    status = below(sheet_of(google, book, "บุคลากร"), 7)["dataValidation"]

    assert [one["userEnteredValue"] for one in status["condition"]["values"]] == [
        "ปฏิบัติงาน",
        "ลา",
        "ช่วยราชการ",
        "พ้นสภาพ",
    ]
    assert person["condition"] == {
        "type": "ONE_OF_RANGE",
        "values": [{"userEnteredValue": "='บุคลากร'!$B$2:$B"}],
    }
    assert community["condition"]["values"] == [{"userEnteredValue": "=_cop_steward_lists!$A:$A"}]
    assert book.values("_cop_steward_lists!A1:A9") == [["C-000 ใหม่"], ["C-001 งานพัสดุ"], ["C-002"]]
    assert not any(one.get("strict") for one in (community, person, status))


def test_headings_stay_in_sight_and_say_what_belongs_there(google, book, open_google):
    provision(open_google(book.id))

    grid = sheet_of(google, book, "สมาชิก")["properties"]["gridProperties"]
    assert (grid["frozenRowCount"], grid["frozenColumnCount"]) == (1, 2)
    assert grid["columnCount"] == 8
    assert book.note("บุคลากร!A1") == (
        "เลขประจำตัวของบุคลากรแต่ละคน ห้ามซ้ำกัน\nตัวอย่าง: 60123\nจำเป็นต้องกรอก"
    )
    assert book.note("บุคลากร!J1") == THAI("workbook.note.status")


def test_others_cannot_break_the_formula_and_can_do_all_else(google, book, open_google):
    provision(open_google(book.id))
    book.set("บุคลากร!A2", STAFF[1:])
    other = book.as_person("piti@agency.example")

    other.set("บุคลากร!B2", [["นางสุดา ใจดีมาก"]])
    other.sort("บุคลากร", 1, ascending=False)
    other.insert_rows("บุคลากร", 2)
    other.delete_rows("บุคลากร", 2)
    other.set("บุคลากร!A1", [["เลขประจำตัวบุคลากร"]])
    with pytest.raises(ApiError):
        other.set("บุคลากร!J1", [["หมายเหตุ"]])
    with pytest.raises(ApiError):
        other.set("_cop_steward!A1", [["x"]])

    assert [row[0] for row in book.values("บุคลากร!A2:A9")] == ["60002", "60001"]
    assert book.cell("บุคลากร!J1") == STATUS


def test_the_robot_and_the_owner_may_change_what_is_guarded(google, book, open_google):
    provision(open_google(book.id))

    book.set("บุคลากร!J1", [["x"]])
    google.gspread().open_by_key(book.id).worksheet("บุคลากร").update_acell("J1", "y")

    assert book.cell("บุคลากร!J1") == "y"


def test_tables_that_are_kept_elsewhere_are_not_added(google, book, open_google):
    schema = schema_of(WHOLE, ["evaluations", "followups"])

    provision(open_google(book.id), schema=schema)

    assert book.titles == ["คู่มือ", *thai("evaluations", "followups"), "_cop_steward"]
    assert "dataValidation" not in below(sheet_of(google, book, "ประเมินผลการเรียนรู้"), 1)


# Locale and time zone


@pytest.mark.parametrize("locale", ["en_US", "en_GB", "th_TH"])
def test_a_spreadsheet_without_rows_becomes_thai(google, open_google, locale):
    book = google.new_spreadsheet("ทะเบียน", {"Sheet1": []}, locale=locale, time_zone="Etc/GMT")

    done = provision(open_google(book.id))

    assert (book.model.locale, book.model.time_zone) == ("th_TH", ZONE)
    assert (Addition("locale", ("th_TH",)) in done.added) is (locale != "th_TH")
    assert Addition("time-zone", (ZONE,)) in done.added


def test_where_something_was_typed_locale_and_time_zone_are_only_named(google, open_google):
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": STAFF}, time_zone="Etc/GMT")

    done = provision(open_google(book.id))

    assert (book.model.locale, book.model.time_zone) == ("en_US", "Etc/GMT")
    assert done.doubts == (
        Doubt("locale-kept", "", "en_US"),
        Doubt("time-zone-kept", "", "Etc/GMT"),
    )


def test_a_locale_that_puts_the_day_first_is_fine(google, open_google):
    book = google.new_spreadsheet("ทะเบียน", {"บันทึก": [["ก"]]}, locale="en_GB")

    assert provision(open_google(book.id)).doubts == ()
    assert book.model.locale == "en_GB"


# What staff have made already


def test_a_tab_that_is_there_is_completed_behind_what_it_has(google, open_google):
    rows = [["ทะเบียนบุคลากร"], [], ["ชื่อ–นามสกุล", "เบอร์โทร", "อีเมล"], ["นางสุดา", "โทร 123", "a@b.th"]]
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": rows}, locale="th_TH")
    book.set("บุคลากร!H40", [["อย่าลืม"]])

    done = provision(open_google(book.id))

    assert book.values("บุคลากร!A3:L3") == [
        [*rows[2], "", "", "", "", "", "เลขประจำตัวบุคลากร", "หน่วยงาน/สังกัด", STATUS]
    ]
    assert book.values("บุคลากร!A4:J4")[0][:3] == rows[3]
    assert book.cell("บุคลากร!H40") == "อย่าลืม"
    added = ("เลขประจำตัวบุคลากร", "หน่วยงาน/สังกัด")
    assert done.added[1:] == (
        Addition("headings", added, "บุคลากร"),
        Addition("notes", ("บุคลากร",)),
        Addition("frozen", ("บุคลากร",)),
        Addition("protections", ("บุคลากร",)),
        Addition("status", ("บุคลากร",)),
        Addition("guide", ("คู่มือ",)),
    )
    assert provision(open_google(book.id)).added == ()


def test_a_tab_without_room_grows(google, open_google):
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": STAFF}, locale="th_TH")
    book.requests(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "gridProperties": {"rowCount": 3, "columnCount": 4}},
                "fields": "gridProperties(rowCount,columnCount)",
            }
        }
    )

    provision(open_google(book.id))

    assert book.values("บุคลากร!A1:E1") == [[*PEOPLE, STATUS]]
    assert book.values("บุคลากร!E2:E3") == [[THAI("workbook.status.unchecked")]] * 2


def test_what_staff_have_chosen_themselves_is_kept(google, open_google):
    rows = [["รหัสกลุ่ม", "สมาชิก", "วันที่เข้าร่วม", "ยกเว้น"], ["C-001", "60001", "22/11/2026"]]
    book = google.new_spreadsheet("ทะเบียน", {"สมาชิก": rows}, locale="th_TH")
    cells = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 3, "endColumnIndex": 4}
    words = [{"userEnteredValue": "x"}]
    book.requests(
        {
            "setDataValidation": {
                "range": cells,
                "rule": {"condition": {"type": "ONE_OF_LIST", "values": words}},
            }
        },
        {
            "repeatCell": {
                "range": cells | {"startRowIndex": 0, "endRowIndex": 1},
                "cell": {"note": "ของเรา"},
                "fields": "note",
            }
        },
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "gridProperties": {"frozenRowCount": 3}},
                "fields": "gridProperties.frozenRowCount",
            }
        },
    )
    before = below(sheet_of(google, book, "สมาชิก"), 3)

    done = provision(open_google(book.id))

    after = sheet_of(google, book, "สมาชิก")
    assert below(after, 3) == before
    assert below(after, 4)["dataValidation"]["condition"]["values"] == words
    assert book.note("สมาชิก!D1") == "ของเรา"
    assert after["properties"]["gridProperties"]["frozenRowCount"] == 3
    assert not {"formats", "frozen"} & {one.what for one in done.added}


def test_headings_without_rows_get_formats_too(google, open_google):
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": [PEOPLE]}, locale="th_TH")

    done = provision(open_google(book.id))
    book.set("บุคลากร!A2", [["0012"]])

    assert Addition("formats", ("บุคลากร",)) in done.added
    assert book.cell("บุคลากร!A2") == "0012"


def test_a_guard_or_rule_of_ours_is_never_doubled(google, book, open_google):
    provision(open_google(book.id))
    book.insert_columns("บุคลากร", 2)
    book.insert_rows("บุคลากร", 2, 20)
    book.set("บุคลากร!B1", [["เบอร์โทร"]])
    before = sheet_of(google, book, "บุคลากร")

    again = provision(open_google(book.id))

    after = sheet_of(google, book, "บุคลากร")
    assert again.added == ()
    assert len(after["protectedRanges"]) == len(before["protectedRanges"]) == 3
    assert len(after["conditionalFormats"]) == len(before["conditionalFormats"]) == 4


def test_a_rule_that_staff_removed_is_the_only_thing_added(google, book, open_google):
    provision(open_google(book.id))
    sheet = book.sheet("สมาชิก")
    book.requests({"deleteConditionalFormatRule": {"sheetId": sheet.id, "index": 0}})

    done = provision(open_google(book.id))

    assert done.added == (Addition("colours", ("สมาชิก",)),)
    assert len(sheet_of(google, book, "สมาชิก")["conditionalFormats"]) == 4


def test_tabs_that_staff_renamed_or_moved_are_still_theirs(google, book, open_google):
    provision(open_google(book.id))
    book.rename("คู่มือ", "อ่านก่อน")
    book.rename("_cop_steward", "ของระบบ")
    book.rename("_cop_steward_lists", "ของระบบ 2")

    assert provision(open_google(book.id)).added == ()


def test_doubtful_names_are_said_and_nothing_is_added_for_them(google, open_google):
    tabs = {"บุคลากรร": [PEOPLE], "สมาชิก": [["ก", "ข"]]}
    book = google.new_spreadsheet("ทะเบียน", tabs, locale="th_TH")

    done = provision(open_google(book.id))

    assert done.doubts == (
        Doubt("title-near", "staff", "บุคลากรร"),
        Doubt("headings-unknown", "members", "สมาชิก", "สมาชิก"),
    )
    assert "บุคลากร" not in book.titles
    assert book.values("สมาชิก!A1:Z1") == [["ก", "ข"]]


def test_the_guide_comes_behind_the_tabs_of_a_check_that_came_first(google, book, open_google):
    for index, name in enumerate(("todo", "summary")):
        book.add_tab(name, index=index)
        mark = {"metadataKey": "cop-steward", "metadataValue": name, "visibility": "DOCUMENT"}
        location = {"sheetId": book.sheet(name).id}
        book.requests(
            {"createDeveloperMetadata": {"developerMetadata": {**mark, "location": location}}}
        )

    provision(open_google(book.id))

    assert book.titles[:4] == ["todo", "summary", "คู่มือ", "บุคลากร"]


def test_a_tab_under_another_title_is_told_by_its_headings(google, book, open_google):
    provision(open_google(book.id))
    book.rename("บุคลากร", "รายชื่อ")

    done = provision(open_google(book.id))

    assert done.doubts == (Doubt("headings-alike", "staff", "รายชื่อ"),)
    assert "บุคลากร" not in book.titles


CELLS = st.one_of(
    st.sampled_from(["", "", "", *PEOPLE, STATUS, "รหัสกลุ่ม", "หมายเหตุ"]),
    st.text("กขabc12 =+'", max_size=6),
    st.integers(0, 99_999),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, max_size=8), max_size=16), far=st.booleans())
def test_no_cell_of_the_staff_changes_whatever_they_have(google, open_google, rows, far):
    google.quota.enabled = False
    people = schema_of(WHOLE, ["staff"])
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": [], "ชีต2": []}, locale="th_TH")
    book.set("บุคลากร!A1", rows, typed=False)
    if far:
        book.set("บุคลากร!F700", [["ไกล"]])
    before = book.values("บุคลากร")
    formulas = book.values("บุคลากร", "FORMULA")

    provision(open_google(book.id), schema=people)
    after, entered = book.values("บุคลากร"), book.values("บุคลากร", "FORMULA")
    again = provision(open_google(book.id), schema=people)

    assert [cell for cell in changed(before, after) if cell[2] not in ("", STATUS)] == []
    assert [cell for cell in changed(formulas, entered) if cell[2] not in ("", STATUS)] == []
    assert again.added == ()


def changed(before, after):
    """The cells that held something and hold something else now: row, column, what was there."""
    for row, cells in enumerate(before):
        for column, cell in enumerate(cells):
            now = after[row][column] if column < len(after[row]) else ""
            if cell != now:
                yield row, column, cell


# Formulas that are broken


def test_a_heading_typed_over_the_formula_gives_way_where_nothing_is_below(
    google, book, open_google
):
    provision(open_google(book.id))
    formula = book.formula("บุคลากร!J1")
    book.set("บุคลากร!J1", [[STATUS]])

    done = provision(open_google(book.id))

    assert done.added == (Addition("formula", ("บุคลากร",)),)
    assert book.formula("บุคลากร!J1") == formula


def test_what_is_in_the_way_is_named_and_left(google, book, open_google):
    provision(open_google(book.id))
    book.set("บุคลากร!A2", STAFF[1:])
    book.set("บุคลากร!J3", [["โทรแล้ว"]])

    store = open_google(book.id)
    done, mended = provision(store), store.mend(SCHEMA, THAI)

    assert done.left == mended.left == (NotWritten("บุคลากร J3", "column-doubtful"),)
    assert (done.added, mended.added) == ((), ())
    assert book.cell("บุคลากร!J3") == "โทรแล้ว"
    book.clear("บุคลากร!J3")
    assert provision(open_google(book.id)).left == ()
    assert book.cell("บุคลากร!J3") == THAI("workbook.status.unchecked")


def test_without_the_lookup_tab_every_formula_is_put_back(google, book, open_google):
    provision(open_google(book.id))
    book.set("บุคลากร!A2", STAFF[1:])
    book.delete_tab("_cop_steward")

    assert open_google(book.id).mend(SCHEMA, THAI, looking=True).left == ()
    done = provision(open_google(book.id))

    assert (done.added, done.left) == ((Addition("formula", tuple(TITLES)),), ())
    assert book.cell("บุคลากร!J3") == THAI("workbook.status.unchecked")
    assert all(book.cell(f"'{title}'!1:1") for title in TITLES)
    assert provision(open_google(book.id)).added == ()


def test_mending_adds_nothing_else(google, book, open_google):
    provision(open_google(book.id))
    book.delete_tab("วันหยุด")
    book.set("บุคลากร!J1", [[STATUS]])
    store = open_google(book.id)

    shown = store.mend(SCHEMA, THAI, looking=True)
    assert book.formula("บุคลากร!J1") is None
    done = store.mend(SCHEMA, THAI)

    assert shown.added == done.added == (Addition("formula", ("บุคลากร",)),)
    assert "วันหยุด" not in book.titles


def test_a_heading_that_staff_gave_another_meaning_is_theirs(google, book, open_google):
    provision(open_google(book.id))
    book.set("บุคลากร!J1", [["หมายเหตุ"], ["ย้ายแล้ว"]])

    done = provision(open_google(book.id))

    assert book.values("บุคลากร!J1:K1") == [["หมายเหตุ", STATUS]]
    assert Addition("status", ("บุคลากร",)) in done.added


# Merged cells

GROUPS = [
    ["รหัสกลุ่ม", "สมาชิก", "เวลา", "", "ความจำเป็นต้องพัฒนา"],
    ["", "", "วันที่เข้าร่วม", "วันที่ออก", ""],
    ["C-001", "60001", "", "", "ต้องใช้"],
    ["", "60002", "", "", "ต้องใช้"],
]


def merge(book, title, *areas):
    """Merge cells, each area its first row and column from 0 and the ones behind its last."""
    sheet = book.sheet(title).id
    for top, left, end, right in areas:
        cells = {
            "sheetId": sheet,
            "startRowIndex": top,
            "endRowIndex": end,
            "startColumnIndex": left,
            "endColumnIndex": right,
        }
        book.requests({"mergeCells": {"range": cells, "mergeType": "MERGE_ALL"}})


HEADINGS_MERGED = [(0, 0, 2, 1), (0, 1, 2, 2), (0, 2, 1, 4), (0, 4, 2, 5)]


def test_headings_in_two_rows_are_completed_as_one_block(google, open_google):
    book = google.new_spreadsheet("ทะเบียน", {"สมาชิก": GROUPS}, locale="th_TH")
    merge(book, "สมาชิก", *HEADINGS_MERGED, (2, 0, 4, 1))

    done = provision(open_google(book.id), schema=schema_of(WHOLE, ["members"]))

    assert [one for one in done.added if one.what in {"headings", "tabs"}] == []
    typed = [[str(cell) for cell in row if cell] for row in book.values("สมาชิก!A1:E4")]
    assert typed == [[cell for cell in row if cell] for row in GROUPS]
    unchecked = THAI("workbook.status.unchecked")
    # No check has yet said how far the merged cell reaches.
    without = THAI("workbook.status.without_key")
    assert book.values("สมาชิก!F1:F4") == [[], [STATUS], [unchecked], [without]]
    assert provision(open_google(book.id), schema=schema_of(WHOLE, ["members"])).added == ()


def test_cells_merged_later_are_seen_by_doctor_and_put_right_by_mending(google, open_google):
    flat = [["รหัสกลุ่ม", "สมาชิก"], ["C-001", "60001"], ["", "60002"]]
    book = google.new_spreadsheet("ทะเบียน", {"สมาชิก": flat}, locale="th_TH")
    schema = schema_of(WHOLE, ["members"])
    provision(open_google(book.id), schema=schema)
    assert open_google(book.id).mend(schema, THAI, looking=True).added == ()

    merge(book, "สมาชิก", (1, 0, 3, 1))
    done = open_google(book.id).mend(schema, THAI)

    assert done.added == (Addition("formula", ("สมาชิก",)),)
    assert open_google(book.id).mend(schema, THAI).added == ()


# While staff go on typing


def test_what_is_typed_meanwhile_is_not_written_over(google, open_google):
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": STAFF}, locale="th_TH")
    people = schema_of(WHOLE, ["staff"])
    typed = book.values("บุคลากร!A1:D3")
    rows = [["เบอร์โทร"], ["123"], ["456"]]
    google.edits.before(lambda b: b.set("บุคลากร!E1", rows, typed=False), path=":batchUpdate")

    provision(open_google(book.id), schema=people)

    assert book.values("บุคลากร!A1:F3") == [
        [*one, unchecked, *other]
        for one, unchecked, other in zip(
            typed, [STATUS, *[THAI("workbook.status.unchecked")] * 2], rows, strict=True
        )
    ]
    assert provision(open_google(book.id), schema=people).added == ()


# Size, and refusals


def test_a_large_tab_is_not_read(google, open_google):
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": [PEOPLE]}, locale="th_TH")
    row = STAFF[1]
    book.fill("บุคลากร", [PEOPLE, *([row] * 30_000)])
    store = open_google(book.id)

    provision(store, schema=schema_of(WHOLE, ["staff"]))

    spent = store.connection.spent
    assert (spent.reads, spent.writes) == (3, 1)
    assert spent.bytes_in < 100_000
    assert book.formula("บุคลากร!E1") is not None


def test_a_spreadsheet_that_may_only_be_read_stays_as_it_is(google, open_google, key):
    robot = google.service_account_info()["client_email"]
    book = google.new_spreadsheet("ทะเบียน", {"ชีต1": []}, writers=(), readers=(robot,))

    with pytest.raises(SetupError) as caught:
        provision(open_google(book.id))

    assert caught.value.name == "google-no-write-right"
    assert caught.value.facts["account"] == robot
    assert book.titles == ["ชีต1"]


def test_a_tab_renamed_while_init_runs_is_completed_nonetheless(google, book, open_google):
    provision(open_google(book.id))
    book.set("บุคลากร!J1", [[STATUS]])
    google.edits.before(lambda b: b.rename("บุคลากร", "คนของเรา"), path="getByDataFilter")

    provision(open_google(book.id))

    assert book.cell("'คนของเรา'!J1") == STATUS
    assert book.formula("'คนของเรา'!J1") is not None
