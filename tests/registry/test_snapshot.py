import datetime as dt

import numpy as np

from sheets_sync.registry.structure import StructureProblem
from sheets_sync.registry.workbook import RawTab
from tests.registry.reading import TODAY, our_schema, sheet, snapshot_of

HEADINGS = ["รหัสกลุ่ม", "สมาชิก", "ความจำเป็นต้องพัฒนา", "ยกเว้น"]


def structure(*sheets: RawTab) -> list[StructureProblem]:
    """What is wrong, without the tabs that the test leaves out."""
    problems = snapshot_of(*sheets).structure
    return [problem for problem in problems if problem.rule != "tab-missing"]


def test_rows_keep_their_number_and_address_below_titles_and_between_blanks():
    table = snapshot_of(
        sheet(
            "สมาชิก",
            ["รายชื่อสมาชิก"],
            ["ลำดับ", *HEADINGS],
            [1, "C-001", "60001"],
            [],
            [3, "C-001", "60002"],
        )
    )["members"]

    assert [(int(table.rows[row]), table.cell(row, "person")) for row in range(len(table))] == [
        (3, "C3"),
        (5, "C5"),
    ]


def test_a_row_with_nothing_typed_in_known_columns_is_no_row():
    table = snapshot_of(
        sheet(
            "สมาชิก",
            [*HEADINGS, "หมายเหตุ"],
            ["C-001", "60001", None, False],
            [None, None, None, False, "สำรอง"],
            ["", "  ", None, "FALSE"],
            [None, "-"],
        )
    )["members"]

    assert table.rows.tolist() == [2, 5]


def test_several_sheets_feed_one_table_each_with_its_own_columns():
    snapshot = snapshot_of(
        sheet("สมาชิก", HEADINGS, ["C-001", "60001", "งานคลัง"]),
        sheet("Members", ["Timestamp", "Person", "Community"], [None, "60002", "C-002"]),
    )
    table = snapshot["members"]

    assert table.sheets == ("สมาชิก", "Members")
    assert [
        (table.sheet(row), int(table.rows[row]), table.cell(row, "person"), table.cell(row, "need"))
        for row in range(2)
    ] == [("สมาชิก", 2, "B2", "C2"), ("Members", 2, "B2", None)]
    assert table["need"].per_row().tolist() == ["งานคลัง", None]


def test_an_empty_sheet_of_an_optional_tab_is_nobodys_mistake():
    snapshot = snapshot_of(sheet("การเข้าร่วม", []), sheet("สมาชิก", []))

    assert (snapshot["attendance"].state, snapshot["attendance"].usable) == ("missing", True)
    assert (snapshot["members"].state, snapshot["members"].usable) == ("quarantined", False)
    assert "attendance" not in {problem.tab for problem in snapshot.structure}


def test_columns_are_typed_and_the_raw_frame_is_as_typed():
    table = snapshot_of(
        sheet(
            "สมาชิก",
            ["community", "person", "joined_on", "exempt"],
            ["C-001", 60001.0, "5 ต.ค. 69", "ใช่"],
        )
    )["members"]

    assert table["joined_on"].per_row().tolist() == [dt.date(2026, 10, 5)]
    assert table["exempt"].per_row().tolist() == [True]
    assert table.raw.loc[2, ["person", "joined_on"]].tolist() == ["60001", "5 ต.ค. 69"]
    assert table.present("exempt").tolist() == [0]


def test_a_missing_tab_is_told_with_the_title_that_is_near():
    snapshot = snapshot_of(sheet("ผู้เชี่ยวชาน", ["ชื่อ"]), sheet("Sheet1", ["ชื่อ"]))

    assert [p for p in snapshot.structure if p.tab == "experts"] == [
        StructureProblem("tab-missing", "experts", near="ผู้เชี่ยวชาน")
    ]
    assert {p.tab for p in snapshot.structure} == {
        tab.name for tab in our_schema().tabs.values() if not tab.optional
    }
    assert (snapshot["experts"].state, snapshot["experts"].usable) == ("missing", False)
    assert (snapshot["holidays"].state, snapshot["holidays"].usable) == ("missing", True)


def test_a_required_heading_that_is_gone_quarantines_the_tab():
    sheets = sheet("สมาชิก", ["รหัสกลุ่ม", "สมาชก", "ยกเว้น"], ["C-001", "60001"])

    assert structure(sheets) == [
        StructureProblem("header-missing", "members", "สมาชิก", 1, column="person", near="สมาชก")
    ]
    assert (snapshot_of(sheets)["members"].state, len(snapshot_of(sheets)["members"])) == (
        "quarantined",
        0,
    )


def test_a_heading_that_is_there_twice_quarantines_the_tab():
    rows = [[*HEADINGS, "ยกเว้น"], ["C-001", "60001", None, "ใช่", "ไม่"]]
    assert structure(sheet("สมาชิก", *rows)) == [
        StructureProblem(
            *("header-duplicate", "members", "สมาชิก", 1, 5, 4, "exempt"),
            value="ยกเว้น",
            filled=("2", "2", "2"),
        )
    ]


def test_one_broken_sheet_of_several_quarantines_the_whole_table():
    snapshot = snapshot_of(
        sheet("สมาชิก", HEADINGS, ["C-001", "60001"]), sheet("Members", ["Person"], ["60002"])
    )

    assert (snapshot["members"].state, snapshot["members"].sheets) == (
        "quarantined",
        ("สมาชิก", "Members"),
    )


def test_an_empty_workbook_is_all_missing_and_raises_nothing():
    snapshot = snapshot_of()

    assert (snapshot.height, snapshot.today) == (0, TODAY)
    assert all(len(table) == 0 for table in snapshot.tables.values())
    assert snapshot["sessions"]["planned_on"].per_row().dtype == np.dtype("datetime64[D]")
