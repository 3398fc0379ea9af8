"""Messy workbooks, imported: the records are those that a person reads in the sheets."""

import datetime as dt
from dataclasses import replace
from functools import cache

from sheets_sync.adoption.completing import Given
from sheets_sync.adoption.copying import copied
from sheets_sync.adoption.proposal import propose
from sheets_sync.adoption.remainder import LeftColumn, LeftText, Remainder
from sheets_sync.registry.shown_cell import shown
from sheets_sync.resources import resource
from sheets_sync.settings.config_file import defaults
from sheets_sync.stores.xlsx.store import XlsxStore
from sheets_sync.toml_file import read_toml
from tests.adoption import messy_workbooks as messy

TODAY = dt.date(2026, 11, 22)
MALEE, KENG, PORN = "นางมาลี รักงาน", "นายเก่ง คอมดี", "น.ส.พร ไอที"
WICHAI, SUDA, KONG = "นายวิชัย ใจดี", "น.ส.สุดา ขยัน", "นายก้อง ตั้งใจ"
BUYING, PAPERS, DATA = "พัสดุใสสะอาด", "เอกสารดี", "นักวิเคราะห์รุ่นใหม่"


@cache
def declaration():
    return read_toml(resource("config", "registry.toml")).values


def days_as_numbers(workbook):
    def number(cell):
        if not isinstance(cell, dt.date):
            return cell
        day = cell if isinstance(cell, dt.datetime) else dt.datetime.combine(cell, dt.time())
        return (day - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)

    tabs = [
        replace(tab, columns=tuple([*map(number, column)] for column in tab.columns))
        for tab in workbook.tabs
    ]
    return replace(workbook, tabs=tuple(tabs))


def imported(draw, folder, kept=lambda workbook: workbook):
    workbook = kept(XlsxStore(messy.drawn(draw, folder)).read())
    limits = defaults(folder).rules
    proposal = propose(workbook, declaration(), TODAY, limits, lenient=True)
    return copied(workbook, proposal, declaration(), TODAY, limits)


def rows(taken, tab, *columns):
    return [
        tuple(shown(one.get(column)) for column in columns) for one in taken.records.get(tab, ())
    ]


def people(taken):
    return rows(taken, "staff", "staff_id", "full_name", "email", "position", "unit")


def members(taken):
    return rows(taken, "members", "community", "person")


def communities(taken):
    return rows(
        taken, "communities", "community_id", "name", "topic", "unit", "coordinator", "starts_on",
        "ends_on",
    )  # fmt: skip


def attendance(taken):
    return rows(taken, "attendance", "session", "person", "attended")


def test_one_sheet_with_everything(tmp_path):
    taken = imported(messy.one_list, tmp_path)

    assert communities(taken) == [
        ("C-001", BUYING, "ระเบียบพัสดุ", "กองคลัง", MALEE, "1 ต.ค. 69", "30 ก.ย. 70"),
        ("C-002", "เอกสารดี มีระเบียบ", "งานสารบรรณ", "สำนักงานเลขานุการ", SUDA, "๑ พ.ย. ๒๕๖๙",
         "30 ก.ย. 70"),
        ("C-003", DATA, "การวิเคราะห์ข้อมูล", "กองแผนงาน", WICHAI, "15 พ.ย. 2569", "30 ก.ย. 2570"),
    ]  # fmt: skip
    assert members(taken) == [
        *[(BUYING, one) for one in (KENG, PORN, WICHAI)],
        *[("เอกสารดี มีระเบียบ", one) for one in (MALEE, KENG)],
        *[(DATA, one) for one in (PORN, KONG)],
    ]
    assert [one[1] for one in people(taken)] == [MALEE, SUDA, WICHAI, KENG, PORN, KONG]
    assert taken.given == Given(community_ids=3, staff_ids=6, people=6)
    assert taken.rows_left["รายชื่อ (ปรับปรุง)"] == (
        (8, "total"),
        (11, "note"),
        (13, "note"),
        (14, "note"),
    )


def test_a_staff_list_by_posts_and_members_under_merged_groups(tmp_path):
    taken = imported(messy.three_lists, tmp_path)

    assert people(taken) == [
        ("P-001", MALEE, "malee@agency.go.th", "นักวิชาการพัสดุชำนาญการ", "ฝ่ายพัสดุ"),
        ("P-002", KENG, "keng@agency.go.th", "นักวิชาการคอมพิวเตอร์ปฏิบัติการ", "ฝ่ายสารสนเทศ"),
        ("P-003", PORN, "porn@agency.go.th", "นักวิชาการคอมพิวเตอร์ชำนาญการ", "ฝ่ายสารสนเทศ"),
        ("P-004", WICHAI, "wichai@agency.go.th", "นิติกรชำนาญการ", "ฝ่ายนิติการ"),
    ]
    assert communities(taken) == [
        ("C1", BUYING, "ระเบียบพัสดุ", "", MALEE, "1/10/2026", "30/9/2027"),
        ("C2", "ไอทีเพื่อนบ้าน", "การใช้โปรแกรม", "", KENG, "1/11/2026", "30/9/2027"),
    ]
    assert members(taken) == [("C1", KENG), ("C1", PORN), ("C2", PORN), ("C2", WICHAI)]
    assert taken.given == Given(staff_ids=4)


def test_persons_and_sessions_with_ticks(tmp_path):
    taken = imported(messy.ticks, tmp_path)

    assert members(taken) == [(BUYING, one) for one in (MALEE, KENG, PORN)]
    assert rows(
        taken, "sessions", "session_id", "community", "number", "planned_on", "held_on"
    ) == [
        ("S-0001", BUYING, "1", "5 พ.ย. 69", "5 พ.ย. 69"),
        ("S-0002", BUYING, "2", "19 พ.ย. 69", "19 พ.ย. 69"),
        ("S-0003", BUYING, "3", "3 ธ.ค. 69", ""),
    ]
    assert attendance(taken) == [
        ("S-0001", MALEE, "✓"),
        ("S-0002", MALEE, "✓"),
        ("S-0001", KENG, "✓"),
        ("S-0001", PORN, "✓"),
        ("S-0002", PORN, "✓"),
    ]
    assert taken.given == Given(communities=1, community_ids=1, people=3, staff_ids=3)


def test_a_form_for_each_community(tmp_path):
    taken = imported(messy.forms, tmp_path)

    assert communities(taken) == [
        ("C-001", BUYING, "ระเบียบพัสดุ", "", MALEE, "1 ต.ค. 2569", "30 ก.ย. 2570"),
        ("C-002", PAPERS, "งานสารบรรณ", "", SUDA, "1 พ.ย. 2569", ""),
    ]
    assert rows(taken, "plans", "community", "objectives") == [
        (BUYING, "เพื่อลดข้อผิดพลาด"),
        (PAPERS, "เพื่อลดเวลา"),
    ]
    assert rows(taken, "experts", "community", "person") == [(BUYING, WICHAI)]
    assert members(taken) == [
        *[(BUYING, one) for one in (KENG, PORN)],
        *[(PAPERS, one) for one in (KONG, MALEE, WICHAI)],
    ]
    assert people(taken) == [
        *[
            (f"P-00{number}", name, "", "นักวิชาการ", "")
            for number, name in enumerate((KENG, PORN, KONG, MALEE, WICHAI), 1)
        ],
        ("P-006", SUDA, "", "", ""),
    ]


def test_neat_tabs_with_words_of_their_own(tmp_path):
    taken = imported(messy.own_words, tmp_path)

    assert [one[:3] for one in people(taken)] == [
        ("1001", MALEE, "malee@agency.go.th"),
        ("1002", KENG, "keng@agency.go.th"),
        ("1003", PORN, "porn@agency.go.th"),
    ]
    assert communities(taken) == [
        ("C-1", BUYING, "", "", "1001", "1/10/2569", ""),
        ("C-2", "ไอทีเพื่อนบ้าน", "", "", "1002", "1/11/2569", ""),
    ]  # whether หัวข้อ is the topic is asked, not guessed
    assert members(taken) == [("C-1", "1002"), ("C-1", "1003"), ("C-2", "1001")]
    assert rows(taken, "sessions", "community", "number", "topic", "planned_on", "status") == [
        ("C-1", "1", "ราคากลาง", "5 พ.ย. 2569", "จัดแล้ว"),
        ("C-1", "2", "สัญญา", "19 พ.ย. 2569", "จัดแล้ว"),
        ("C-2", "1", "สูตรตาราง", "12 ธ.ค. 2569", "แผน"),
    ]
    assert taken.given == Given()


def test_members_beneath_bars_with_the_names_of_groups(tmp_path):
    taken = imported(messy.sections, tmp_path)

    assert members(taken) == [
        *[(BUYING, one) for one in (KENG, PORN)],
        *[(PAPERS, one) for one in (MALEE, "นายรวมพล คนขยัน", WICHAI)],
    ]
    assert people(taken) == [
        ("P-001", KENG, "", "นักวิชาการพัสดุ", "กองคลัง"),
        ("P-002", PORN, "", "นักวิชาการคอมพิวเตอร์", "กองแผนงาน"),
        ("P-003", MALEE, "", "เจ้าพนักงานธุรการ", "สำนักงานเลขานุการ"),
        ("P-004", "นายรวมพล คนขยัน", "", "นักจัดการงานทั่วไป", "สำนักงานเลขานุการ"),
        ("P-005", WICHAI, "", "นิติกร", "สำนักงานเลขานุการ"),
    ]
    assert taken.given == Given(communities=2, community_ids=2, people=5, staff_ids=5)


def test_groups_and_members_in_one_table(tmp_path):
    taken = imported(messy.groups_and_members, tmp_path)

    assert communities(taken) == [
        ("C-001", BUYING, "ระเบียบพัสดุ", "", MALEE, "", ""),
        ("C-002", PAPERS, "งานสารบรรณ", "", SUDA, "", ""),
    ]
    assert members(taken) == [
        *[(BUYING, one) for one in (KENG, PORN, WICHAI)],
        *[(PAPERS, one) for one in (MALEE, PORN)],
    ]
    assert people(taken) == [
        ("P-001", KENG, "keng@agency.go.th", "นักวิชาการพัสดุ", ""),
        ("P-002", PORN, "porn@agency.go.th", "นักวิชาการคอมพิวเตอร์", ""),
        ("P-003", WICHAI, "wichai@agency.go.th", "นิติกร", ""),
        ("P-004", MALEE, "malee@agency.go.th", "เจ้าพนักงานธุรการ", ""),
        ("P-005", SUDA, "", "", ""),
    ]


def test_members_line_by_line_in_a_short_list_of_groups(tmp_path):
    taken = imported(messy.short_list, tmp_path)

    assert rows(taken, "communities", "name", "coordinator") == [(BUYING, MALEE), (PAPERS, KENG)]
    assert members(taken) == [
        *[(BUYING, one) for one in (KENG, PORN)],
        *[(PAPERS, one) for one in (MALEE, PORN)],
    ]


def test_days_are_the_same_where_they_are_kept_as_numbers(tmp_path):
    """As Google keeps them, in headings, above ticks and in tables."""
    for draw in (messy.sheets_of_ticks, messy.groups_side_by_side, messy.three_lists):
        from_file = imported(draw, tmp_path)
        as_numbers = imported(draw, tmp_path, days_as_numbers)
        for column in ("planned_on", "held_on"):
            expected = rows(from_file, "sessions", column)
            assert rows(as_numbers, "sessions", column) == expected
        assert as_numbers.remainders == from_file.remainders


def test_a_sheet_of_attendance_for_each_group(tmp_path):
    taken = imported(messy.sheets_of_ticks, tmp_path)

    assert members(taken) == [
        *[(BUYING, one) for one in (MALEE, KENG)],
        *[(PAPERS, one) for one in (KENG, PORN)],
    ]
    assert rows(
        taken, "sessions", "session_id", "community", "number", "planned_on", "held_on"
    ) == [
        ("S-0001", BUYING, "1", "5/11/2026", "5/11/2026"),
        ("S-0002", BUYING, "2", "19/11/2026", "19/11/2026"),
        ("S-0003", PAPERS, "1", "6/11/2026", "6/11/2026"),
        ("S-0004", PAPERS, "2", "20/11/2026", "20/11/2026"),
    ]
    assert attendance(taken) == [
        ("S-0001", MALEE, "มา"),
        ("S-0002", MALEE, "มา"),
        ("S-0001", KENG, "มา"),
        ("S-0002", KENG, "ลา"),
        ("S-0003", KENG, "มา"),
        ("S-0004", KENG, "ขาด"),
        ("S-0003", PORN, "มา"),
        ("S-0004", PORN, "มา"),
    ]
    assert taken.given == Given(communities=2, community_ids=2)


def test_an_office_that_works_in_english(tmp_path):
    taken = imported(messy.in_english, tmp_path)

    assert people(taken) == [
        ("E01", "Anna Able", "anna@agency.go.th", "", "Finance"),
        ("E02", "Ben Baker", "ben@agency.go.th", "", "Finance"),
        ("E03", "Carla Cook", "carla@agency.go.th", "", "Planning"),
    ]
    assert communities(taken) == [
        ("C-001", "Procurement", "Buying well", "", "E01", "1/10/2026", ""),
        ("C-002", "Data", "Charts", "", "E03", "2/11/2026", ""),
    ]
    assert members(taken) == [
        ("Procurement", "Ben Baker"),
        ("Procurement", "Carla Cook"),
        ("Data", "Anna Able"),
        ("Data", "Ben Baker"),
    ]


def test_a_diary_of_meetings_with_who_came_in_one_cell(tmp_path):
    taken = imported(messy.diary, tmp_path)

    assert rows(taken, "sessions", "session_id", "community", "number", "held_on", "topic") == [
        ("S-0001", BUYING, "1", "5 พ.ย. 69", "ราคากลาง"),
        ("S-0002", BUYING, "2", "19 พ.ย. 69", "สัญญา"),
        ("S-0003", PAPERS, "1", "20 พ.ย. 69", "หนังสือราชการ"),
    ]
    assert attendance(taken) == [
        ("S-0001", KENG, "✓"),
        ("S-0001", PORN, "✓"),
        ("S-0002", KENG, "✓"),
        ("S-0003", MALEE, "✓"),
        ("S-0003", WICHAI, "✓"),
    ]
    assert rows(taken, "evaluations", "community", "person", "post_score", "result") == [
        (BUYING, KENG, "9", "ผ่าน"),
        (BUYING, PORN, "8", "ผ่าน"),
    ]
    assert [one[1] for one in people(taken)] == [KENG, PORN, MALEE, WICHAI]


def test_a_report_in_the_words_of_knowledge_management(tmp_path):
    taken = imported(messy.roles, tmp_path)

    assert rows(taken, "communities", "community_id", "name", "topic", "coordinator", "status") == [
        ("C-001", "CoP พัสดุ", "ระเบียบ 2560", MALEE, "ดำเนินการ"),
        ("C-002", "CoP บริการ", "งานบริการ", PORN, "ดำเนินการ"),
    ]
    assert members(taken) == [
        ("CoP พัสดุ", KENG),
        ("CoP พัสดุ", PORN),
        ("CoP บริการ", KENG),
        ("CoP บริการ", MALEE),
    ]


def test_plan_and_results_of_a_quarter(tmp_path):
    taken = imported(messy.results, tmp_path)

    assert rows(taken, "sessions", "community", "number", "held_on", "starts_at", "topic") == [
        (BUYING, "1", "8/10/2026", "09.00", "ราคากลาง"),
        (BUYING, "2", "12/11/2026", "13.00", "สัญญา"),
        (PAPERS, "1", "15/10/2026", "9.00 น.", "หนังสือภายนอก"),
    ]
    assert [one[1] for one in communities(taken)] == [BUYING, PAPERS]


def test_experts_in_numbered_columns_and_days_without_a_year(tmp_path):
    taken = imported(messy.numbered_experts, tmp_path)

    assert rows(taken, "experts", "community", "person") == [(BUYING, WICHAI), (BUYING, PORN)]
    assert rows(taken, "sessions", "community", "planned_on", "place") == [
        (BUYING, "8 ต.ค.", "ห้องประชุม 2"),
        (BUYING, "22 ต.ค.", "ห้องประชุม 2"),
    ]
    assert attendance(taken) == [
        ("S-0001", KENG, "✓"),
        ("S-0002", KENG, "✓"),
        ("S-0001", PORN, "✓"),
    ]


def test_groups_side_by_side_and_sessions_told_of_in_two_sheets(tmp_path):
    taken = imported(messy.groups_side_by_side, tmp_path)
    it, buying = "กลุ่ม IT", "กลุ่มพัสดุใสสะอาด"

    assert communities(taken) == [
        ("C-001", buying, "ระเบียบพัสดุ", "กองคลัง", MALEE, "", ""),
        ("C-002", it, "การใช้โปรแกรม", "กองแผนงาน", KENG, "", ""),
    ]
    assert members(taken) == [(buying, PORN), (it, WICHAI), (buying, "นายรวมพล คนขยัน"), (it, PORN)]
    assert rows(
        taken, "sessions", "session_id", "community", "number", "held_on", "topic", "results"
    ) == [
        ("S-0001", it, "1", "12/11/2569", "สูตรตาราง", "ได้คู่มือ"),
        ("", buying, "1", "5 พ.ย. 2569", "ราคากลาง", "ได้แนวทาง"),
        ("S-0002", it, "2", "", "การนำเสนอ", ""),
    ]
    assert attendance(taken) == [("S-0001", "วิชัย ใจดี", "/"), ("S-0001", PORN, "✗")]
    assert taken.renamed == {"พัสดุใสสะอาด": buying, "IT": it}
    assert [one[1] for one in people(taken)] == [
        WICHAI.removeprefix("นาย"),
        PORN,
        MALEE,
        KENG,
        "นายรวมพล คนขยัน",
    ]
    assert taken.differing == ()


def test_a_numbered_form_for_each_group(tmp_path):
    taken = imported(messy.numbered_forms, tmp_path)

    assert members(taken) == [(BUYING, KENG), (BUYING, PORN), (PAPERS, WICHAI)]
    assert rows(taken, "plans", "community", "period_start") == [
        (BUYING, "1 ต.ค. 69 - 30 ก.ย. 70"),
        (PAPERS, "1 ต.ค. 69 - 30 ก.ย. 70"),
    ]
    assert rows(taken, "sessions", "community", "held_on", "starts_at", "ends_at") == [
        (BUYING, "5 พ.ย. 69", "09.00", "12.00"),
        (PAPERS, "5 พ.ย. 69", "09.00", "12.00"),
    ]


def test_titles_and_cells_without_a_heading_are_told_of(tmp_path):
    taken = imported(messy.numbered_experts, tmp_path)

    assert taken.remainders == {
        "ทะเบียนกลุ่ม": Remainder(columns=(LeftColumn(4, (3,), "", "no-value"),)),
        "เช็คชื่อ": Remainder(
            texts=(LeftText(1, ("ใบเช็คชื่อผู้เข้าร่วมกิจกรรม",)),),
            columns=(
                LeftColumn(1, (7, 8), "ที่", "counting"),
                LeftColumn(5, (8,), "หมายเหตุ", "unknown"),
                LeftColumn(6, (7,), "", "no-heading"),
            ),
        ),
    }
