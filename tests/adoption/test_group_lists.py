"""A list with all who are in a community in one cell: communities, members and experts of it."""

from sheets_sync.adoption.mapping import LeftHeading
from sheets_sync.adoption.remainder import LeftColumn
from tests.adoption import group_lists
from tests.adoption.test_messy_workbooks import (
    BUYING,
    DATA,
    KENG,
    KONG,
    MALEE,
    PAPERS,
    PORN,
    SUDA,
    WICHAI,
    attendance,
    imported,
    members,
    people,
    rows,
)
from tests.adoption.test_months_and_groups import proposed

ROMPHON = "นายรวมพล คนดี"
MEMBERS = [(BUYING, MALEE), (BUYING, KENG), (BUYING, ROMPHON), (PAPERS, PORN), (PAPERS, WICHAI)]


def names_and_coordinators(taken):
    return rows(taken, "communities", "community_id", "name", "coordinator", "unit")


def planned(taken):
    return rows(taken, "sessions", "community", "number", "topic", "planned_on")


def experts(taken):
    return rows(taken, "experts", "community", "person")


def test_members_in_a_cell_make_a_list_of_groups_though_few_headings_are_known(tmp_path):
    taken = imported(group_lists.plain, tmp_path)

    assert names_and_coordinators(taken) == [
        ("C-001", BUYING, MALEE, ""),
        ("C-002", PAPERS, PORN, ""),
    ]
    assert members(taken) == MEMBERS
    assert experts(taken) == []
    assert [name for _, name, _, _, _ in people(taken)] == [MALEE, PORN, KENG, ROMPHON, WICHAI]


def test_who_chairs_a_group_is_told_from_who_is_listed_in_it(tmp_path):
    taken = imported(group_lists.with_chairs, tmp_path)

    assert names_and_coordinators(taken) == [
        ("C-001", BUYING, MALEE, ""),
        ("C-002", PAPERS, PORN, ""),
        ("C-003", DATA, WICHAI, ""),
    ]
    assert members(taken) == [*MEMBERS, (DATA, WICHAI), (DATA, SUDA)]
    assert experts(taken) == [(BUYING, KONG)]


def test_a_form_with_such_a_list_names_no_group_after_a_heading(tmp_path):
    taken = imported(group_lists.of_two_units, tmp_path)

    assert names_and_coordinators(taken) == [("C-001", BUYING, "", ""), ("C-002", PAPERS, "", "")]
    assert members(taken) == MEMBERS
    assert experts(taken) == [(BUYING, KONG), (PAPERS, SUDA)]
    assert [name for _, name, _, _, _ in people(taken)] == [
        MALEE, KENG, ROMPHON, PORN, WICHAI, KONG, SUDA,
    ]  # fmt: skip


def test_it_is_asked_who_a_chair_is_where_too_few_groups_tell(tmp_path):
    sheets = proposed(group_lists.of_two_units, tmp_path).sheets

    assert [(one.sheet, one.tab, one.row, one.left[1]) for one in sheets] == [
        ("กคล.", "communities", 6, LeftHeading("ประธานกลุ่ม", 3, "unsure", ("coordinator",))),
        ("กผง.", "communities", 6, LeftHeading("ประธานกลุ่ม", 3, "unsure", ("coordinator",))),
    ]


def test_two_sheets_with_the_same_total_and_the_same_experts_are_no_copies(tmp_path):
    assert proposed(group_lists.of_two_units, tmp_path).unused == ()


def test_a_column_of_sessions_beside_the_groups_is_their_plan(tmp_path):
    taken = imported(group_lists.with_what_is_planned, tmp_path)

    assert planned(taken) == [
        (BUYING, "1", "ราคากลาง", "20 พ.ย. 69"),
        (BUYING, "2", "ตรวจรับ", "ม.ค. 70"),
        (PAPERS, "1", "คำขึ้นต้น", "21 พ.ย. 69"),
        (PAPERS, "2", "", "18 ธ.ค. 69"),
    ]
    assert members(taken) == MEMBERS
    assert taken.remainders["แผน"].columns == (LeftColumn(4, (4,), "", "no-value"),)
    assert taken.rows_left["แผน"] == ((6, "total"), (8, "note"))


def test_sentences_that_mention_a_session_are_none(tmp_path):
    taken = imported(group_lists.with_what_was_decided, tmp_path)

    assert planned(taken) == []
    assert members(taken) == MEMBERS


def test_headings_beside_each_other_are_no_labels_of_a_form(tmp_path):
    taken = imported(group_lists.without_members, tmp_path)

    assert names_and_coordinators(taken) == [
        ("C-001", BUYING, MALEE, ""),
        ("C-002", PAPERS, PORN, ""),
        ("C-003", DATA, WICHAI, ""),
    ]
    assert members(taken) == []


def test_no_heading_names_a_group_though_nothing_counts_the_rows(tmp_path):
    taken = imported(group_lists.without_running_numbers, tmp_path)

    assert names_and_coordinators(taken) == [
        ("C-001", BUYING, "", ""),
        ("C-002", PAPERS, "", ""),
        ("C-003", DATA, "", ""),
    ]
    assert experts(taken) == [(BUYING, KONG), (PAPERS, KONG), (DATA, SUDA)]
    (sheet,) = proposed(group_lists.without_running_numbers, tmp_path).sheets
    assert [one.heading for one in sheet.left] == ["ประธานกลุ่ม", "ผลที่ได้"]


def test_a_form_may_be_left_blank(tmp_path):
    taken = imported(group_lists.form_left_blank, tmp_path)

    assert names_and_coordinators(taken) == [("C-001", BUYING, MALEE, "กองคลัง")]


def test_a_form_may_begin_with_its_number(tmp_path):
    taken = imported(group_lists.numbered_forms, tmp_path)

    assert names_and_coordinators(taken) == [("C-001", BUYING, MALEE, "")]
    assert members(taken) == [(BUYING, ROMPHON), (BUYING, PORN)]


def test_one_member_of_each_group_is_still_a_member(tmp_path):
    taken = imported(group_lists.one_member_each, tmp_path)

    assert names_and_coordinators(taken) == [
        ("C-001", BUYING, "", ""),
        ("C-002", PAPERS, "", ""),
        ("C-003", DATA, "", ""),
    ]
    assert members(taken) == [(BUYING, ROMPHON), (PAPERS, PORN), (DATA, WICHAI)]


def test_a_dash_for_an_expert_is_nobody_where_each_has_a_row(tmp_path):
    taken = imported(group_lists.experts, tmp_path)

    assert experts(taken) == [(BUYING, KONG)]
    assert taken.remainders["ผู้เชี่ยวชาญ"].columns == (
        LeftColumn(1, (3,), "", "no-value"),
        LeftColumn(2, (3,), "", "no-value"),
    )


def test_sessions_that_name_their_group_and_who_came_stay_sessions(tmp_path):
    taken = imported(group_lists.who_came, tmp_path)

    assert rows(taken, "sessions", "session_id", "community", "held_on", "topic") == [
        ("S-0001", BUYING, "5 พ.ย. 69", "ราคากลาง"),
        ("S-0002", PAPERS, "6 พ.ย. 69", "คำขึ้นต้น"),
    ]
    assert attendance(taken) == [
        ("S-0001", MALEE, "✓"), ("S-0001", KENG, "✓"), ("S-0001", ROMPHON, "✓"),
        ("S-0002", PORN, "✓"), ("S-0002", WICHAI, "✓"),
    ]  # fmt: skip
    assert members(taken) == []
