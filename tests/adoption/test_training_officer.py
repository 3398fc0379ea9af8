"""What a training officer keeps, imported: the records are those that a person reads in it."""

from sheets_sync.adoption.completing import completed
from tests.adoption import training_officer as officer
from tests.adoption.test_messy_workbooks import (
    BUYING,
    KENG,
    KONG,
    PAPERS,
    PORN,
    WICHAI,
    attendance,
    communities,
    imported,
    members,
    people,
    rows,
)


def test_a_register_with_names_in_three_columns_under_merged_groups(tmp_path):
    taken = imported(officer.register, tmp_path)

    assert members(taken) == [
        (BUYING, KENG),
        (BUYING, PORN),
        (PAPERS, WICHAI),
        (PAPERS, KONG),
    ]
    assert [(name, position, unit) for _, name, _, position, unit in people(taken)] == [
        (KENG, "นักวิชาการ", "ฝ่ายสารสนเทศ"),
        (PORN, "นักวิชาการ", "ฝ่ายสารสนเทศ"),
        (WICHAI, "นิติกร", "ฝ่ายนิติการ"),
        (KONG, "นิติกร", "ฝ่ายนิติการ"),
    ]
    assert taken.rows_left == {
        "ทะเบียนสมาชิก CoP": ((8, "total"), (11, "total"), (12, "total"), (14, "note"))
    }


def test_one_form_that_asks_for_scores_and_for_use(tmp_path):
    taken = imported(officer.answers, tmp_path)

    assert rows(
        taken, "evaluations", "community", "person", "pre_score", "post_score", "satisfaction"
    ) == [
        (BUYING, "เก่ง คอมดี", "6", "9", "5"),
        (BUYING, PORN, "5", "8", "4"),
        (PAPERS, "นายวิชัย  ใจดี", "7", "9", "4"),
    ]
    assert rows(taken, "followups", "community", "person", "applied", "how_applied", "barrier") == [
        (BUYING, "เก่ง คอมดี", "นำไปใช้แล้ว", "ใช้ร่างขอบเขตงาน", ""),
        (BUYING, PORN, "ยังไม่ได้นำไปใช้", "", "ยังไม่มีงาน"),
        (PAPERS, "นายวิชัย  ใจดี", "นำไปใช้บางส่วน", "ร่างหนังสือ", ""),
    ]
    assert rows(taken, "communities", "name", "coordinator") == [
        (BUYING, "นางมาลี รักงาน (โทร. 1234)"),
        (PAPERS, "น.ส.สุดา ขยัน"),
    ]
    assert [(name, email) for _, name, email, _, _ in people(taken)] == [
        ("เก่ง คอมดี", "keng@agency.go.th"),
        (PORN, "porn@agency.go.th"),
        ("นายวิชัย  ใจดี", "wichai@agency.go.th"),
        ("นางมาลี รักงาน", ""),
        ("น.ส.สุดา ขยัน", ""),
    ]
    assert [tab for tab, records in taken.records.items() if records and tab == "members"] == []


def test_a_plan_by_months_beside_what_was_held(tmp_path):
    taken = imported(officer.months, tmp_path)

    assert rows(taken, "sessions", "community", "number", "planned_on", "held_on", "topic") == [
        (BUYING, "1", "", "5 พ.ย. 69", "ประชุมครั้งที่ 1"),
        (BUYING, "2", "15 ม.ค. 2570", "", "ประชุมครั้งที่ 2"),
        (PAPERS, "1", "ธ.ค. 2569", "", "แลกเปลี่ยน"),
        (PAPERS, "2", "มี.ค. 2570", "", "แลกเปลี่ยน"),
    ]


def test_results_by_quarters(tmp_path):
    taken = imported(officer.quarters, tmp_path)

    assert rows(taken, "sessions", "community", "number", "held_on", "hours") == [
        (BUYING, "1", "๕ พ.ย. ๖๙", "2.5"),
        ('"', "2", "19 พฤศจิกายน 2569", "2.30 ชม."),
        (BUYING, "3", "15 ม.ค. 2570", ""),
    ]
    assert taken.rows_left == {"สรุปผล": ((2, "section"), (5, "total"), (7, "total"), (8, "total"))}


def test_one_row_for_each_group_with_the_days_of_its_sessions(tmp_path):
    taken = imported(officer.one_row_each, tmp_path)

    assert communities(taken) == [
        ("'KM-01", BUYING, "", "กองคลัง", "มาลี รักงาน (โทร 1234)", "", ""),
        ("KM-02", PAPERS, "", "สลก.", "สุดา ขยัน", "", ""),
        ("KM-03", "ภาษา", "", "กองกลาง", "", "", ""),
    ]
    assert members(taken) == [
        ("'KM-01", KENG),
        ("'KM-01", PORN),
        ("KM-02", "วิชัย ใจดี"),
        ("KM-02", "รอฮานี มะแซ"),
    ]
    assert rows(taken, "experts", "community", "person") == [("'KM-01", KONG)]
    assert rows(taken, "sessions", "community", "number", "planned_on", "place") == [
        ("'KM-01", "1", "5 พ.ย. 69", "ห้องประชุม 1"),
        ("'KM-01", "2", "19 พ.ย. 69", ""),
        ("KM-02", "1", "12/11/2569", ""),
        ("KM-02", "2", "ธ.ค. 69", ""),
    ]


def test_a_sheet_that_two_people_signed(tmp_path):
    taken = imported(officer.signed, tmp_path)

    assert rows(taken, "sessions", "community", "planned_on", "held_on", "place") == [
        (BUYING, "5 พ.ย. 2569", "5 พ.ย. 2569", "ห้องประชุม 2")
    ]
    assert members(taken) == [(BUYING, KENG), (BUYING, PORN)]
    assert attendance(taken) == [("S-0001", KENG, "✓")]


def test_scores_of_each_group_whose_title_names_it(tmp_path):
    taken = imported(officer.scores, tmp_path)

    assert rows(taken, "evaluations", "community", "person", "pre_score", "post_score") == [
        ("พัสดุ", KENG, "5", "8"),
        ("พัสดุ", PORN, "5", "8"),
        ("เอกสาร", WICHAI, "5", "8"),
    ]
    assert "members" not in taken.records


def test_a_column_for_each_member_and_ditto_marks(tmp_path):
    taken = imported(officer.columns_of_members, tmp_path)

    assert members(taken) == [
        (BUYING, KENG),
        (BUYING, PORN),
        (PAPERS, WICHAI),
        ("ภาษา", KONG),
        ('"', "นายปิติ ดีใจ"),
    ]
    assert [name for _, name, *_ in communities(taken)] == [BUYING, PAPERS]


def test_a_ditto_mark_is_no_community():
    records = {
        "members": [{"community": BUYING, "person": KENG}, {"community": "〃", "person": '"'}]
    }
    whole, given, _ = completed(records, [], listed=False)

    assert [one["name"] for one in whole["communities"]] == [BUYING]
    assert [one["full_name"] for one in whole["staff"]] == [KENG]
    assert (given.communities, given.people) == (1, 1)


def test_lists_of_groups_beside_each_other(tmp_path):
    taken = imported(officer.lists_beside, tmp_path)

    assert members(taken) == [
        ("กลุ่มพัสดุ", KENG),
        ("กลุ่มสารบรรณ", PORN),
        ("กลุ่มพัสดุ", KONG),
    ]
    assert [(name, position) for _, name, _, position, _ in people(taken)] == [
        (KENG, "นวก."),
        (PORN, "จพ."),
        (KONG, "นิติกร"),
    ]
    assert taken.rows_left == {}
