"""init on a shared Google spreadsheet, from outside: from an empty one to flags beside the rows."""

import json
import tomllib
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from sheets_sync.settings import load
from tests.adoption.messy_workbooks import drawn, three_lists
from tests.fixtures.google_folder import google, google_folder, throw_away_key
from tests.google.google import ROBOT
from tests.registry.reading import our_schema

__all__ = ["google", "google_folder", "throw_away_key"]

pytestmark = pytest.mark.long
TITLES = [tab.words.th for tab in our_schema().tabs.values()]
DAY = ("--today", "2026-11-20")
PEOPLE = [
    ["60001", "นางสุดา ใจดี", "suda@agency.go.th", "", "กองคลัง"],
    ["60002", "นายมานะ อดทน", "mana@agency", "", "กองคลัง", "60001"],
]
COMMUNITY = [
    "C-001",
    "กลุ่มงานพัสดุ",
    "งานพัสดุ",
    "8, 9",
    "ลดข้อผิดพลาด",
    "แผนพัฒนาบุคลากร",
    "กองคลัง",
    "60001",
    "1 พ.ย. 2569",
    "",
    "ดำเนินการ",
]


@pytest.fixture
def book(google):
    return google.new_spreadsheet("ทะเบียน CoP", {"ชีต1": []}, time_zone="Etc/GMT")


# A session


def test_from_an_empty_spreadsheet_to_flags_beside_the_rows(google_folder, book):
    code, out, err = google_folder.init(book, "--lang", "th")
    assert code == 0
    assert err == "กำลังเติมสมุดงานให้ครบ …\n"
    assert out == (
        "สร้างแล้ว: cop-steward.toml\n"
        "ตั้งค่าในชีต “ทะเบียน CoP”: ภาษาและภูมิภาค th_TH\n"
        "ตั้งค่าในชีต “ทะเบียน CoP”: เขตเวลา Asia/Bangkok\n"
        f"เพิ่มในชีต “ทะเบียน CoP”: แท็บ {', '.join(TITLES)}\n"
        "เพิ่มในชีต “ทะเบียน CoP”: แท็บคู่มือ\n"
        "ขั้นต่อไป: กรอก cop-steward.toml และสมุดงาน แล้วใช้คำสั่ง cop-steward check\n"
    )
    assert google_folder.spent() == (2, 1)

    staff = book.as_person("staff@agency.example")
    staff.set("บุคลากร!A2", PEOPLE)
    staff.set("'ทะเบียน CoP'!A2", [COMMUNITY])
    staff.set("สมาชิก!A2", [["C-001 กลุ่มงานพัสดุ", "นายมานะ อดทน", "", "๑ พ.ย. ๖๙"]])
    staff.set(
        "กิจกรรม!A2", [["S-1", "C-001", "1", "31/11/2569"], ["S-2", "C-001", "2", "2/11/2569"]]
    )
    staff.set("กิจกรรม!K2", [["ระเบียบใหม่", "", "", "", "แผน"], ["ราคากลาง", "", "", "", "แผน"]])

    assert google_folder.run("check")[0] == 0
    assert google_folder.spent() == (1, 1)
    assert book.values("บุคลากร!J1:J3") == [
        ["ผลการตรวจสอบ"],
        ["✓ เรียบร้อย"],
        ["ต้องแก้ไข: “mana@agency” ยังไม่ใช่อีเมลหนึ่งที่อยู่ โปรดพิมพ์อีเมลเพียงที่อยู่เดียว เช่น suda.j@agency.go.th"],
    ]
    assert book.cell("สมาชิก!H2") == "✓ เรียบร้อย"
    first, second = book.cell("กิจกรรม!S2"), book.cell("กิจกรรม!S3")
    assert first.startswith("ต้องแก้ไข: “31/11/2569” อ่านเป็นวันที่ไม่ได้")
    assert second.startswith("งานค้าง: ")

    staff.sort("กิจกรรม", 1, ascending=False)
    staff.insert_rows("กิจกรรม", 2)
    assert book.values("กิจกรรม!S2:S4") == [[""], [second], [first]]

    code, out, _ = google_folder.run("init")
    assert code == 0
    assert google_folder.spent() == (2, 0)
    assert "คงไว้ตามเดิม: ทะเบียน CoP" in out

    staff.set("กิจกรรม!S3", [["โทรตามแล้ว"]])
    code, out, _ = google_folder.run("doctor", "--lang", "th")
    assert code == 1
    assert "✗ มีข้อความพิมพ์ไว้ที่ กิจกรรม S3 ขวางคอลัมน์ผลการตรวจสอบ" in out

    staff.clear("กิจกรรม!S3")
    book.set("กิจกรรม!S1", [["ผลการตรวจสอบ"]])
    code, out, _ = google_folder.run("doctor", "--lang", "th")
    assert code == 1
    assert "✗ สูตรของผลการตรวจสอบหายไปในแท็บ กิจกรรม" in out
    code, out, _ = google_folder.run("doctor", "--mend", "--lang", "th")
    assert code == 0
    assert "✓ คืนสูตรของผลการตรวจสอบในแท็บ กิจกรรม แล้ว" in out
    assert book.values("กิจกรรม!S2:S4") == [[""], [second], [first]]


def filled(google_folder, book):
    """A spreadsheet that init completed, in which one thing is wrong, checked."""
    google_folder.init(book, "--lang", "th")
    book.set("บุคลากร!A2", PEOPLE)
    assert google_folder.run("check")[0] == 0
    return book.values("บุคลากร!J2:J3")


def test_a_column_that_is_put_back_after_a_check_gets_its_texts_again(google_folder, book):
    said = filled(google_folder, book)

    book.clear("บุคลากร!J1")
    google_folder.run("check")
    google_folder.run("init")
    google_folder.spent()
    google_folder.run("check")

    assert google_folder.spent() == (1, 1)
    assert book.values("บุคลากร!J2:J3") == said
    google_folder.run("check")
    assert google_folder.spent() == (1, 0)


def test_results_are_looked_up_again_after_the_hidden_tab_was_deleted(google_folder, book):
    said = filled(google_folder, book)

    book.delete_tab("_cop_steward")
    assert google_folder.run("check")[0] == 0
    code, out, _ = google_folder.run("doctor", "--mend", "--lang", "th")
    assert (code, "ขวาง" in out) == (0, False)
    assert google_folder.run("check")[0] == 0

    assert book.values("บุคลากร!J2:J3") == said


# The config file


def test_the_config_names_the_spreadsheet_and_the_key(google_folder, book):
    google_folder.init(book)

    written = tomllib.loads(Path("cop-steward.toml").read_text("utf-8"))
    assert written["registry"] == [
        {"id": "main", "store": "google", "spreadsheet": book.id, "credentials": "key.json"}
    ]


def test_an_address_from_the_browser_and_a_folder_will_do(google_folder, book):
    address = f"https://docs.google.com/spreadsheets/d/{book.id}/edit?gid=0#gid=0"

    code, out, _ = google_folder.run(
        "init", "hr", "--google", address, "--credentials", "key.json", "--lang", "en"
    )

    (registry,) = load(Path("hr/cop-steward.toml")).registries
    assert code == 0
    assert (registry.spreadsheet, registry.credentials) == (book.id, Path.cwd() / "key.json")
    assert "cop-steward check --config hr/cop-steward.toml" in out


def test_a_config_that_names_it_is_kept_and_its_spreadsheet_completed(google_folder, book):
    google_folder.init(book)
    before = Path("cop-steward.toml").read_bytes()
    book.delete_tab("วันหยุด")

    for typed in (("--lang", "en"), ("--google", book.id, "--lang", "en")):
        code, out, _ = google_folder.run("init", *typed)

        assert code == 0
        assert Path("cop-steward.toml").read_bytes() == before
    assert "วันหยุด" in book.titles
    assert "Kept as it was: ทะเบียน CoP" in out


@pytest.mark.parametrize("more", [(), ("--credentials", "key.json")])
def test_a_config_of_another_workbook_is_refused(google_folder, book, more):
    google_folder.run("init")
    before = Path("cop-steward.toml").read_bytes()

    code, _, err = google_folder.run("init", "--google", book.id, *more, "--lang", "en")

    assert code == 1
    assert f"does not name the spreadsheet {book.id}" in err
    assert Path("cop-steward.toml").read_bytes() == before
    assert book.titles == ["ชีต1"]


def test_another_key_than_the_configs_is_refused(google_folder, book):
    google_folder.init(book)
    Path("other.json").write_bytes(Path("key.json").read_bytes())

    code, _, err = google_folder.run(
        "init", "--google", book.id, "--credentials", "other.json", "--lang", "en"
    )

    assert code == 1
    assert "another key file" in err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--google", "ทะเบียน"), "ทะเบียน is neither the address nor the id"),
        (("--credentials", "key.json"), "--credentials belongs to a Google spreadsheet"),
    ],
)
def test_what_cannot_be_meant_is_said(google_folder, typed, said):
    code, _, err = google_folder.run("init", *typed, "--lang", "en")

    assert code == 1
    assert said in err
    assert not Path("cop-steward.toml").exists()


# Only to be shown


def test_only_to_be_shown_nothing_is_written_anywhere(google_folder, book):
    code, out, _ = google_folder.init(book, "--dry-run", "--lang", "en")

    assert code == 0
    assert "Would be set in the spreadsheet “ทะเบียน CoP”: the locale th_TH" in out
    assert "Would be added to the spreadsheet “ทะเบียน CoP”: the tabs Staff" in out
    assert out.endswith("Nothing was written.\n")
    assert book.titles == ["ชีต1"]
    assert google_folder.spent() == (2, 1)  # the write asks for the right to, and changes nothing
    assert [path.name for path in Path().iterdir()] == ["key.json"]


def test_only_to_be_shown_one_that_may_only_be_read_is_told_as_such(google_folder, google):
    book = google.new_spreadsheet("ทะเบียน", writers=(), readers=(ROBOT,))

    code, out, err = google_folder.init(book, "--dry-run", "--lang", "en")

    assert (code, out) == (1, "")
    assert f"{ROBOT} may look at the Google spreadsheet {book.id} but not change it." in err


def test_a_program_is_told_in_json(google_folder, book):
    _, out, err = google_folder.init(book, "--json", "--lang", "en")

    told = json.loads(out)
    assert err == ""
    assert told["made"] == ["cop-steward.toml"]
    assert told["added"][-1] == "Added to the spreadsheet “ทะเบียน CoP”: the guide"
    assert told["next"] == "cop-steward check"


# What is there already


def test_what_staff_have_is_completed_and_doubts_are_said(google_folder, google):
    tabs = {
        "บุคลากร": [["ชื่อ–นามสกุล", "อีเมล"], ["นางสุดา ใจดี", "suda@agency.go.th"]],
        "สมาชิกก": [["รหัสกลุ่ม"]],
    }
    book = google.new_spreadsheet("ของเรา", tabs)

    _, out, _ = google_folder.init(book, "--lang", "en")

    lines = out.splitlines()
    assert "Added to the tab “บุคลากร”: the headings Staff ID, Unit" in lines
    assert any(
        line.startswith("The tab “Members” was not added, because “สมาชิกก”") for line in lines
    )
    assert any(line.startswith("The locale en_US was left as it is") for line in lines)
    assert book.values("บุคลากร!A1:B2") == tabs["บุคลากร"]


def test_a_wait_for_google_is_told_beside_the_result(google_folder, book, google):
    google.faults.add("status", status=429, retry_after=1)

    code, out, err = google_folder.init(book, "--dry-run", "--lang", "en")

    first, told = err.splitlines()
    assert (code, "Google takes" in out) == (0, False)
    assert told.startswith("Google takes no more requests this minute: trying again in ")
    assert first == "Completing the workbooks …"


def test_a_file_that_was_made_a_spreadsheet_shows_its_results_from_then_on(google_folder, google):
    google_folder.run("init", "file", "--lang", "th")
    file = openpyxl.load_workbook("file/registry.xlsx")
    for number, cell in enumerate(PEOPLE[0], start=1):
        file["บุคลากร"].cell(2, number, cell)
    file.save("file/registry.xlsx")
    google_folder.run("check", "--config", "file/cop-steward.toml")
    book = google.load(Path("file/registry.xlsx"))
    assert "MATCH(" in book.formula("บุคลากร!J2")

    code, out, _ = google_folder.init(book, "--lang", "en")

    assert code == 0
    assert "Put back in the spreadsheet “registry”: the formula of the check's result in" in out
    assert book.formula("บุคลากร!J2") is None
    google_folder.run("check")
    assert book.values("บุคลากร!J1:J3") == [["Check result"], ["✓ Nothing to do"], [""]]


# Refusals, each with its way out


def refused(google_folder, book_id):
    code, out, err = google_folder.run(
        "init", "--google", book_id, "--credentials", "key.json", "--lang", "en"
    )

    assert (code, out) == (1, "")
    assert [path.name for path in Path().iterdir() if path.suffix == ".toml"] == []
    return err


def test_a_spreadsheet_that_is_not_shared_names_whom_to_share_it_with(google_folder, google):
    book = google.new_spreadsheet("ทะเบียน", writers=())

    err = refused(google_folder, book.id)

    assert f"is not shared with {ROBOT}" in err
    assert f"add {ROBOT} as an Editor" in err


def test_one_that_may_only_be_read_is_left_as_it_is(google_folder, google):
    book = google.new_spreadsheet("ทะเบียน", writers=(), readers=(ROBOT,))

    assert ROBOT in refused(google_folder, book.id)
    assert book.titles == ["Sheet1"]


def test_one_that_is_not_there_is_named(google_folder):
    assert "1aBcDeFgHiJkLmNoPqRsTuVwXyZ" in refused(google_folder, "1aBcDeFgHiJkLmNoPqRsTuVwXyZ")


def test_an_api_that_is_off_leads_to_where_it_is_switched_on(google_folder, book, google):
    google.faults.add("api-off", times=None)

    assert "https://console." in refused(google_folder, book.id)


def test_a_key_that_was_deleted_is_named(google_folder, book, google):
    google.identity.revoke(ROBOT)

    assert ROBOT in refused(google_folder, book.id)


# An agency's own spreadsheet


def uploaded(google, path):
    """The workbook as a spreadsheet: what is typed, and what is merged."""
    sheets = openpyxl.load_workbook(path).worksheets
    book = google.new_spreadsheet("สมุดงานเดิม", {one.title: [] for one in sheets}, locale="th_TH")
    for one in sheets:
        rows = [["" if cell is None else str(cell) for cell in row] for row in one.values]
        book.set(f"'{one.title}'!A1", rows, typed=False)
        for area in one.merged_cells.ranges:
            cells = {
                "sheetId": book.sheet(one.title).id,
                "startRowIndex": area.min_row - 1,
                "endRowIndex": area.max_row,
                "startColumnIndex": area.min_col - 1,
                "endColumnIndex": area.max_col,
            }
            book.requests({"mergeCells": {"range": cells, "mergeType": "MERGE_ALL"}})
    return book


def test_merged_groups_and_headings_in_two_rows_are_adopted_as_from_a_file(google_folder, google):
    path = drawn(three_lists, google_folder.path)
    book = uploaded(google, path)
    before = {title: book.values(title) for title in book.titles}
    assert google_folder.run("init", "--adopt", path.name, "--yes", "--lang", "th")[0] == 0
    from_file = Path("registry.toml").read_text(encoding="utf-8")
    for one in ("registry.toml", "cop-steward.toml", "registry-answers.toml"):
        Path(one).unlink(missing_ok=True)

    address = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    adopt = ("init", "--adopt", address, "--credentials", "key.json", "--yes", "--lang", "th")
    assert google_folder.run(*adopt)[0] == 0

    own = tomllib.loads(Path("registry.toml").read_text(encoding="utf-8"))
    assert own == tomllib.loads(from_file)
    assert own["tabs"] != {}
    assert {title: book.values(title) for title in book.titles} == before


def test_a_code_made_by_a_format_is_copied_as_it_is_shown_in_any_tab(google_folder, google):
    path = google_folder.path / "ours.xlsx"
    with xlsxwriter.Workbook(path) as ours:
        code = ours.add_format({"num_format": '"C-"000'})
        groups, members = ours.add_worksheet("กลุ่ม"), ours.add_worksheet("สมาชิก")
        groups.write_row(0, 0, ["รหัสกลุ่ม", "ชื่อกลุ่ม", "หัวข้อความรู้", "ผู้ประสานงาน"])
        for number, name in enumerate(("พัสดุ", "ไอที"), 1):
            groups.write_number(number, 0, number, code)
            groups.write_row(number, 1, [name, "งานของกลุ่ม", "นางมาลี รักงาน"])
            members.write_row(number, 0, [f"C-00{number}", "นายเก่ง คอมดี"])
        members.write_row(0, 0, ["รหัสกลุ่ม", "สมาชิก"])
    book = google.load(path, writers=[ROBOT])
    address = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"

    assert google_folder.run("init", "--import", address, "--credentials", "key.json")[0] == 0

    copied = openpyxl.load_workbook(google_folder.path / "registry.xlsx")["ทะเบียน CoP"]
    assert [copied[cell].value for cell in ("A2", "A3", "A4")] == ["C-001", "C-002", None]
