"""`views` in Google spreadsheets that the agency made: each unit reads its own rows in its own."""

import json

import pytest

from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from tests.google.fixture import google, throw_away_key
from tests.google.google import ROBOT
from tests.jobs.commands.test_views import DAY, TABS, view

__all__ = ["google", "throw_away_key"]

FINANCE, PLANNING = "กองคลัง", "กองแผนงาน"


@pytest.fixture
def online(agency_folder, google, monkeypatch):
    """Two blank spreadsheets, named in the config file as those of the two units."""
    agency_folder.workbook(TABS)
    monkeypatch.setenv(GOOGLE_ENDPOINT, google.url)
    (agency_folder.path / "key.json").write_text(json.dumps(google.service_account_info()))
    books = {name: google.new_spreadsheet(name, {"Sheet1": []}) for name in (FINANCE, PLANNING)}
    name_them(agency_folder, {name: book.id for name, book in books.items()})
    return books


def name_them(folder, spreadsheets):
    config = folder.path / "cop-steward.toml"
    text = config.read_text("utf-8").partition("[[registry.view]]")[0]
    for name, spreadsheet in spreadsheets.items():
        text += f'[[registry.view]]\nof = "{name}"\nspreadsheet = "{spreadsheet}"\n'
        text += 'credentials = "key.json"\n'
    config.write_text(text, encoding="utf-8")


def everything_in(book):
    return json.dumps([book.values(title) for title in book.titles], ensure_ascii=False)


def spent(google):
    counted = google.log.reads, google.log.writes
    google.log.clear()
    return counted


def test_each_unit_finds_its_own_rows_in_its_spreadsheet_and_nothing_of_the_others(
    agency_folder, online
):
    code, out, _ = agency_folder.run("views", "--json", *DAY)
    shown = json.loads(out)

    assert code == 0
    assert [(one["name"], one["place"].rpartition("/")[2]) for one in shown["views"]] == [
        (name, book.id) for name, book in online.items()
    ]
    finance = online[FINANCE]
    assert finance.titles[:4] == ["ความก้าวหน้า", "งานที่ต้องทำ", "ทะเบียน CoP", "สมาชิก"]
    assert "Sheet1" not in finance.titles
    assert [row[:2] for row in finance.values("ทะเบียน CoP")[3:]] == [
        ["C-001", "=1+1"],
        ["C-003", "กลุ่ม C-003"],
    ]
    assert "7001" in everything_in(finance)
    for secret in ("8002", "C-002", "ความลับ", "60003", "ปิติ", PLANNING):
        assert secret not in everything_in(finance)
    assert "8002" in everything_in(online[PLANNING])
    assert not view(agency_folder, FINANCE).exists()


def test_it_holds_values_alone_and_only_the_service_and_its_owner_may_write(agency_folder, online):
    assert agency_folder.run("views", *DAY)[0] == 0

    for sheet in online[FINANCE].model.sheets:
        (protected,) = sheet.protected_ranges
        assert protected["editors"]["users"] == ["robot@loopback.iam.gserviceaccount.com"]
        assert not protected.get("warningOnly")
    assert online[FINANCE].formula("'ทะเบียน CoP'!B4") is None


def test_two_requests_renew_one_that_changed_and_none_one_that_did_not(
    agency_folder, online, google
):
    assert agency_folder.run("views", *DAY)[0] == 0
    assert spent(google) == (4, 2)  # once, it is looked whether they are blank

    assert agency_folder.run("views", *DAY)[0] == 0
    assert spent(google) == (0, 0)

    named = [dict(one) for one in TABS["communities"]]
    named[0]["name"] = "ชื่อใหม่"
    agency_folder.workbook({**TABS, "communities": named})
    assert agency_folder.run("views", *DAY)[0] == 0
    assert spent(google) == (1, 1)
    assert online[FINANCE].values("ทะเบียน CoP")[3][1] == "ชื่อใหม่"


def test_a_unit_without_a_community_any_more_sees_nothing(agency_folder, online):
    assert agency_folder.run("views", *DAY)[0] == 0
    moved = [one | {"coordinator": "60001"} for one in TABS["communities"]]
    agency_folder.workbook({**TABS, "communities": moved})

    code, _, err = agency_folder.run("views", *DAY)

    assert code == 0
    assert f"ไม่แสดงข้อมูลใด: {PLANNING}" in err
    assert everything_in(online[PLANNING]) == ('[[["ความก้าวหน้า"], ["ขณะนี้ไม่มีกลุ่มใดแสดงในไฟล์นี้"]]]')


def test_one_that_is_named_no_more_is_emptied_once_and_its_unit_gets_a_file(
    agency_folder, online, google
):
    assert agency_folder.run("views", *DAY)[0] == 0
    spent(google)
    name_them(agency_folder, {FINANCE: online[FINANCE].id})
    config = agency_folder.path / "cop-steward.toml"
    text = config.read_text("utf-8").replace("path =", 'credentials = "key.json"\npath =')
    config.write_text(text, encoding="utf-8")

    assert agency_folder.run("views", *DAY)[0] == 0
    assert spent(google) == (1, 1)
    assert "8002" not in everything_in(online[PLANNING])
    assert view(agency_folder, PLANNING).exists()

    assert agency_folder.run("views", *DAY)[0] == 0
    assert spent(google) == (0, 0)


def test_a_spreadsheet_in_which_somebody_keeps_something_is_left_alone(
    agency_folder, online, google
):
    other = google.new_spreadsheet("แผนเงิน", {"Sheet1": [["งบ"]]})
    name_them(agency_folder, {FINANCE: other.id, PLANNING: online[PLANNING].id})

    code, _, err = agency_folder.run("views", *DAY)

    assert code == 1
    assert "“แผนเงิน” มีข้อมูลอื่นอยู่แล้ว" in err
    assert everything_in(other) == '[[["งบ"]]]'
    assert "8002" in everything_in(online[PLANNING])


def test_a_tab_that_the_owner_added_stays(agency_folder, online):
    assert agency_folder.run("views", *DAY)[0] == 0
    online[FINANCE].add_tab("บันทึก")
    online[FINANCE].set("'บันทึก'!A1", [["ของเรา"]])

    assert agency_folder.run("views", "--today", "2026-11-24")[0] == 0

    assert online[FINANCE].values("บันทึก") == [["ของเรา"]]


def test_a_check_goes_on_where_a_view_cannot_be_filled(agency_folder, online):
    name_them(agency_folder, {FINANCE: "1" + "a" * 43, PLANNING: online[PLANNING].id})
    config = agency_folder.path / "cop-steward.toml"
    config.write_text(config.read_text("utf-8") + '[views]\nby = "unit"\n', encoding="utf-8")

    code, _, err = agency_folder.run("check")

    assert code == 0
    assert "1aaaa" in err
    assert "8002" in everything_in(online[PLANNING])


def examined(agency_folder):
    """By the spreadsheets of views, in order, what `doctor` says of them."""
    _, out, _ = agency_folder.run("doctor", "--json", "--lang", "en")
    found = [json.loads(line) for line in out.splitlines()]
    return [
        (one["state"], one["text"], one["hint"])
        for one in found
        if one["check"].startswith("view-spreadsheet")
    ]


def test_doctor_says_that_blank_and_filled_ones_are_well_and_changes_neither(
    agency_folder, online, google
):
    assert examined(agency_folder) == [
        ("good", f"The spreadsheet “{of}”, for the view of {of}, is blank and may be written", None)
        for of in online
    ]
    assert everything_in(online[FINANCE]) == "[[]]"

    assert agency_folder.run("views", *DAY)[0] == 0
    spent(google)
    assert examined(agency_folder) == [
        ("good", f"The spreadsheet “{of}” shows the view of {of}, and may be written", None)
        for of in online
    ]
    assert spent(google) == (2, 2)


def test_doctor_names_each_one_that_cannot_be_filled_with_its_way_out(
    agency_folder, online, google
):
    other = google.new_spreadsheet("แผนเงิน", {"Sheet1": [["งบ"]]})
    for one in google.files.by_id[online[PLANNING].id].permissions:
        if one.get("emailAddress") == ROBOT:
            one["role"] = "reader"
    nowhere = "1" + "a" * 43
    name_them(agency_folder, {"ก": nowhere, FINANCE: other.id, PLANNING: online[PLANNING].id})

    absent, in_use, reader = examined(agency_folder)

    assert [one[0] for one in (absent, in_use, reader)] == ["bad"] * 3
    assert nowhere in absent[1]
    assert in_use[1:] == (
        "The spreadsheet “แผนเงิน” holds something else, so no view was written into it.",
        "Name a new, blank spreadsheet in [[registry.view]], or delete first what this one holds.",
    )
    assert ROBOT in reader[1]
    assert "Editor" in reader[2]
    assert everything_in(other) == '[[["งบ"]]]'


def test_doctor_names_a_key_of_a_view_that_is_not_there(agency_folder, online):
    (agency_folder.path / "key.json").unlink()

    assert [(state, "key.json" in text) for state, text, _ in examined(agency_folder)] == [
        ("bad", True),
        ("bad", True),
    ]
