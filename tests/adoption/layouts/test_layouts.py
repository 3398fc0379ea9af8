"""Sheets that are no tables, each beside a neighbour that must not be taken for one."""

from dataclasses import replace

import pytest

from sheets_sync.adoption.layouts.group_names import group_name, named_above, speaks_of_a_group
from sheets_sync.adoption.layouts.layouts import layouts
from sheets_sync.adoption.layouts.lines_above import in_words
from sheets_sync.adoption.layouts.person_columns import listed, whole_name
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.record_words import is_total
from sheets_sync.registry.workbook import Area
from tests.registry.reading import TODAY, our_schema, sheet

READER = ColumnReader(our_schema(), TODAY, 15, 5000)
TICKS = [
    ("ที่", "ชื่อ-สกุล", "ครั้งที่ 1 (5 พ.ย. 69)", "ครั้งที่ 2 (19 พ.ย. 69)"),
    (1, "นายเก่ง คอมดี", "/", "ลา"),
    (2, "นายรวมพล คนขยัน", "/", "/"),
    (None, "รวมผู้เข้าร่วม", 2, 1),
]
FORM = [
    ("ชื่อกลุ่ม : บัญชีง่าย", None),
    ("หัวข้อความรู้", "ระบบบัญชี"),
    ("ผู้ประสานงาน", "นายเก่ง คอมดี"),
]


def found(*tabs, tables=()):
    return list(layouts(tabs, our_schema(), READER, tables))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("กลุ่มที่ 1 พัสดุใสสะอาด", "พัสดุใสสะอาด"),
        ("กลุ่มที่ ๑๒: พัสดุใสสะอาด", "พัสดุใสสะอาด"),
        ("กลุ่ม CoP บัญชีง่ายนิดเดียว", "บัญชีง่ายนิดเดียว"),
        ("ชื่อกลุ่ม : เอกสารดี", "เอกสารดี"),
        ("กลุ่มพัสดุ วันที่ 5 พ.ย. 2569", "กลุ่มพัสดุ"),
        ("กลุ่ม CoP พัสดุ ครั้งที่ ๒ เรื่อง ราคากลาง", "พัสดุ"),
        ("กลุ่มครั้งที่ดี", "กลุ่มครั้งที่ดี"),
        ("Group 2: Data", "Data"),
        ("กลุ่มงานพัสดุรู้ทัน", "กลุ่มงานพัสดุรู้ทัน"),
        ("กลุ่ม", "กลุ่ม"),
        ("Copper users", "Copper users"),
    ],
)
def test_what_stands_before_a_name_comes_off(text, name):
    assert group_name(text) == name


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("กลุ่ม CoP บัญชีง่ายนิดเดียว", True),
        ("กลุ่มที่ 3 ทะเบียนราษฎร์", True),
        ("กลุ่มพัสดุ", True),
        ("กลุ่มเป้าหมายตามบัญชีรายชื่อ", False),
        ("CoP ประจำปี 2570", False),
        ("ตารางการเข้าร่วมกิจกรรม", False),
    ],
)
def test_lines_about_a_community_and_about_the_sheet(text, is_one):
    assert speaks_of_a_group(text) is is_one


@pytest.mark.parametrize(
    ("lines", "title", "known", "name"),
    [
        (["ตารางเข้าร่วม", "กลุ่ม CoP พัสดุ"], "แผ่น1", (), "พัสดุ"),
        (["ตารางเข้าร่วม พัสดุใสสะอาด"], "การเข้าร่วม", ("พัสดุใสสะอาด",), "พัสดุใสสะอาด"),
        (["ตารางเข้าร่วม"], "พัสดุ", (), "พัสดุ"),
        (["ตารางเข้าร่วม"], "Sheet3", (), ""),
        ([], "รายชื่อสมาชิก", (), ""),
    ],
)
def test_the_community_of_a_sheet(lines, title, known, name):
    assert named_above(lines, title, known) == name


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("1) นายเก่ง คอมดี\n2) น.ส.พร ไอที", ("นายเก่ง คอมดี", "น.ส.พร ไอที")),
        ("นายเก่ง คอมดี และ น.ส.พร ไอที", ("นายเก่ง คอมดี", "น.ส.พร ไอที")),
        ("12 คน", ()),
        ("จำนวน ๗ คน", ()),
        ("รอแจ้งรายชื่อ", ()),
        ("อยู่ระหว่างคัดเลือก", ()),
        ("(ยังไม่ได้แต่งตั้ง)", ()),
        ("บุคลากรทุกคนในกลุ่ม", ()),
        ("รอฮานี มะแซ, นายทุกคน ดี", ("รอฮานี มะแซ", "นายทุกคน ดี")),
        ("นายเก่ง คอมดี", ("นายเก่ง คอมดี",)),
    ],
)
def test_people_in_one_cell(text, people):
    assert listed(text) == people


def test_a_name_in_parts_reads_as_it_is_said():
    assert whole_name("น.ส.", "พร", "ไอที") == "น.ส.พร ไอที"
    assert whole_name("Ms", "Dara", "Moon") == "Ms Dara Moon"
    assert whole_name("", "พร", "ไอที") == "พร ไอที"


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("รวมผู้เข้าร่วม", True),
        ("รวมจำนวนผู้เข้าร่วม 5 คน", True),
        ("รวมพล", False),
        ("รวมพล คนขยัน", False),
    ],
)
def test_totals_and_people_whose_names_begin_alike(text, total):
    assert is_total(text) is total


def test_ticks_become_sessions_and_attendance():
    [one] = found(sheet("พัสดุ", *TICKS))

    assert (one.kind, list(one.rows_left)) == ("ticks", [(4, "total")])
    assert [row["person"] for row in one.records["members"]] == ["นายเก่ง คอมดี", "นายรวมพล คนขยัน"]
    assert [(row["number"], row["planned_on"]) for row in one.records["sessions"]] == [
        (1, "5 พ.ย. 69"),
        (2, "19 พ.ย. 69"),
    ]
    assert [(row["session"], row["attended"]) for row in one.records["attendance"]] == [
        ("S-0001", "/"),
        ("S-0002", "ลา"),
        ("S-0001", "/"),
        ("S-0002", "/"),
    ]


@pytest.mark.parametrize("days", [("8 ต.ค.", "22 ตุลาคม"), ("8 Oct", "22 Oct"), ("8/10", "22/10")])
def test_days_without_a_year_are_sessions_and_the_check_asks_for_the_year(days):
    head, first, second, _ = TICKS
    [one] = found(sheet("พัสดุ", (*head[:2], *days), first, second))

    assert [row["planned_on"] for row in one.records["sessions"]] == [*days]
    assert len(one.records["attendance"]) == 4


HEAD, FIRST, SECOND, _ = TICKS
NUMBERED = (*HEAD[:2], "ครั้งที่ 1", "ครั้งที่ 2")


def sessions_under(*lines, head=NUMBERED):
    [one] = found(sheet("พัสดุ", *lines, head, FIRST, SECOND))
    own = ("session_id", "community", "number")
    return [{k: v for k, v in row.items() if k not in own} for row in one.records["sessions"]]


def test_lines_over_the_ticks_are_about_each_session():
    lines = [
        (None, "หัวข้อ", "ราคากลาง", "สัญญา"),
        (None, "วันที่", "5 พ.ย. 69", "19 พ.ย. 69"),
        ("เวลา", None, "09.00 – 12.00 น.", "13.00"),
        ("วิทยากร:", None, None, "นายวิชัย ใจดี"),
    ]
    assert sessions_under(*lines) == [
        {"planned_on": "5 พ.ย. 69", "held_on": "5 พ.ย. 69", "topic": "ราคากลาง",
         "starts_at": "09.00 – 12.00 น."},
        {"planned_on": "19 พ.ย. 69", "held_on": "19 พ.ย. 69", "topic": "สัญญา", "starts_at": "13.00",
         "speakers": "นายวิชัย ใจดี"},
    ]  # fmt: skip


def test_what_is_said_once_above_is_about_all_sessions_or_the_community():
    lines = [
        ("กลุ่ม: พัสดุใสสะอาด", "ผู้ประสานงาน: นางมาลี รักงาน", None, None),
        ("สถานที่", "ห้อง 2", None, None),
        ("หัวข้อ", "ราคากลาง", None, None),
    ]
    [one] = found(sheet("พัสดุ", *lines, NUMBERED, FIRST, SECOND))

    assert one.records["communities"] == ({"name": "พัสดุใสสะอาด", "coordinator": "นางมาลี รักงาน"},)
    assert [row.get("place") for row in one.records["sessions"]] == ["ห้อง 2", "ห้อง 2"]
    assert "topic" not in one.records["sessions"][0]  # of which of them is not said


def test_days_stand_beneath_their_month_and_numbers_beneath_what_they_count():
    for title, head, said in (
        ("พ.ย. 2569", (5, 19), [{"planned_on": f"{day} พ.ย. 2569"} for day in (5, 19)]),
        ("ครั้งที่", (1, 2), [{}, {}]),
    ):
        top = ("ที่", "ชื่อ-สกุล", title, None)
        below = (None, None, *head)
        marks = [(1, "นายเก่ง คอมดี", "ลา", None), (2, "นายรวมพล คนขยัน", None, "ลา")]
        drawn = replace(sheet("พัสดุ", top, below, *marks), merged=(Area(1, 3, 1, 4),))
        [one] = found(drawn)
        assert [
            set(row.items()) >= set(facts.items())
            for row, facts in zip(one.records["sessions"], said, strict=True)
        ] == [True, True]


def test_a_sheet_that_people_signed_is_one_session():
    lines = [
        ("กลุ่ม CoP: พัสดุ", None, None),
        ("วันที่:", "5 พ.ย. 2569", None),
        ("หัวข้อ:", "ราคากลาง", None),
    ]
    list_of = [("ที่", "ชื่อ-สกุล", "เข้าร่วม"), (1, "นายเก่ง คอมดี", "✓"), (2, "น.ส.พร ไอที", None)]
    [one] = found(sheet("5 พ.ย.", *lines, *list_of))

    assert [{**row} for row in one.records["sessions"]] == [
        {"session_id": "S-0001", "community": "พัสดุ", "planned_on": "5 พ.ย. 2569",
         "held_on": "5 พ.ย. 2569", "topic": "ราคากลาง"},
    ]  # fmt: skip
    assert [row["person"] for row in one.records["members"]] == ["นายเก่ง คอมดี", "น.ส.พร ไอที"]
    assert [row["person"] for row in one.records["attendance"]] == ["นายเก่ง คอมดี"]


@pytest.mark.parametrize(
    ("above", "title", "kind"),
    [
        ("กลุ่ม CoP: พัสดุใสสะอาด", "แผ่น1", ["list"]),
        ("รายชื่อสมาชิกกลุ่มพัสดุใสสะอาด ประจำปี 2570", "แผ่น1", ["list"]),
        ("รายชื่อ", "กลุ่มที่ 2 พัสดุใสสะอาด", ["list"]),
        ("กลุ่มงานพัสดุ", "แผ่น1", []),
        ("รายชื่อสมาชิก CoP กรมตัวอย่าง", "แผ่น1", []),
        ("บัญชีรายชื่อบุคลากร", "กองคลัง", []),
    ],
)
def test_a_list_of_people_is_of_the_community_that_it_names(above, title, kind):
    rows = [(above, None, None), ("ที่", "ชื่อ-สกุล", "ตำแหน่ง"), (1, "นายเก่ง คอมดี", "นิติกร")]
    drawn = found(sheet(title, *rows), tables={title})

    assert [one.kind for one in drawn] == kind
    for one in drawn:
        assert one.records["members"] == ({"community": "พัสดุใสสะอาด", "person": "นายเก่ง คอมดี"},)


def test_lines_above_a_sheet_that_people_signed_need_no_colon():
    lines = [
        "ใบลงทะเบียนครั้งที่ ๒",
        "กลุ่ม CoP พัสดุ",
        "เรื่อง ราคากลาง",
        "วันที่ 5 พ.ย. 2569 เวลา 09.00-12.00 น.",
        "ณ ห้องประชุม 1",
    ]
    list_of = [("ที่", "ชื่อ-สกุล", "เข้าร่วม"), (1, "นายเก่ง คอมดี", "✓")]
    [one] = found(sheet("แผ่น1", *((line, None, None) for line in lines), *list_of))

    assert [{**row} for row in one.records["sessions"]] == [
        {"session_id": "S-0001", "community": "พัสดุ", "number": 2, "planned_on": "5 พ.ย. 2569",
         "held_on": "5 พ.ย. 2569", "topic": "ราคากลาง", "starts_at": "09.00-12.00 น.",
         "place": "ห้องประชุม 1"},
    ]  # fmt: skip


def test_signatures_say_who_came_where_a_line_says_to_what():
    lines = ["ใบลงชื่อ กลุ่มพัสดุ ครั้งที่ 2 เรื่อง ราคากลาง วันที่ 5 พ.ย. 2569 เวลา 09.00-12.00 น. ณ ห้องประชุม 1"]
    list_of = [
        ("ที่", "ชื่อ-สกุล", "ลายมือชื่อ"), (1, "นายเก่ง คอมดี", "เก่ง"), (2, "น.ส.พร ไอที", None),
        (3, "นายดี มากมาย", "ลา"),
    ]  # fmt: skip
    [one] = found(sheet("ใบลงชื่อ", *((line, None, None) for line in lines), *list_of))

    assert [{**row} for row in one.records["sessions"]] == [
        {"session_id": "S-0001", "community": "พัสดุ", "number": 2, "planned_on": "5 พ.ย. 2569",
         "held_on": "5 พ.ย. 2569", "topic": "ราคากลาง", "starts_at": "09.00-12.00 น.",
         "place": "ห้องประชุม 1"},
    ]  # fmt: skip
    assert [(row["person"], row["attended"]) for row in one.records["attendance"]] == [
        ("นายเก่ง คอมดี", "✓"),
        ("นายดี มากมาย", "ลา"),
    ]


@pytest.mark.parametrize(
    ("line", "signed"),
    [("กลุ่ม CoP พัสดุ", "เก่ง"), ("กลุ่ม CoP พัสดุ วันที่ 5 พ.ย. 2569", None)],
    ids=["no day is told", "nobody signed"],
)
def test_a_sheet_to_be_signed_is_a_list_of_members(line, signed):
    list_of = [("ที่", "ชื่อ-สกุล", "ลงชื่อ"), (1, "นายเก่ง คอมดี", signed)]
    [one] = found(sheet("แผ่น1", (line, None, None), *list_of))

    assert (one.kind, [*one.records]) == ("list", ["members"])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("เรื่อง ราคากลาง วันที่ 5 พ.ย. 2569", [("เรื่อง", "ราคากลาง"), ("วันที่", "5 พ.ย. 2569")]),
        ("เรื่อง การใช้เวลา ให้คุ้มค่า ณ ห้อง 2", [("เรื่อง", "การใช้เวลา ให้คุ้มค่า"), ("สถานที่", "ห้อง 2")]),
        ("เรื่อง วันที่ ไม่มีใครลืม", [("เรื่อง", "วันที่ ไม่มีใครลืม")]),
        ("กำหนดการ", []),
    ],
)
def test_a_line_says_several_things_one_behind_the_other(line, said):
    assert [*in_words(line)] == said


def test_lists_beneath_each_other_are_each_of_their_community_and_days():
    lists = [
        ("กลุ่ม CoP พัสดุ", None, None, None), ("ที่", "ชื่อ-สกุล", "5 พ.ย. 69", "19 พ.ย. 69"),
        (1, "นายเก่ง คอมดี", "/", "/"), (None, "รวม", 1, 1), (None, None, None, None),
        ("กลุ่ม CoP เอกสาร", None, None, None), ("ที่", "ชื่อ-สกุล", "6 พ.ย. 69", "20 พ.ย. 69"),
        (1, "น.ส.พร ไอที", "/", "ลา"),
    ]  # fmt: skip
    [one] = found(sheet("เช็คชื่อ", *lists))

    assert [(row["community"], row["planned_on"]) for row in one.records["sessions"]] == [
        ("พัสดุ", "5 พ.ย. 69"), ("พัสดุ", "19 พ.ย. 69"),
        ("เอกสาร", "6 พ.ย. 69"), ("เอกสาร", "20 พ.ย. 69"),
    ]  # fmt: skip
    assert [(row["community"], row["person"]) for row in one.records["members"]] == [
        ("พัสดุ", "นายเก่ง คอมดี"),
        ("เอกสาร", "น.ส.พร ไอที"),
    ]
    assert ([*one.rows_left], one.taken[3]) == ([(4, "total")], {2, 3, 4, 7, 8})


def test_a_list_that_goes_on_under_other_days_is_of_the_same_community():
    head, first, _, _ = TICKS
    again = [(*head[:2], "3 ธ.ค. 69", "17 ธ.ค. 69"), first]
    [one] = found(sheet("แผ่น1", ("กลุ่ม CoP พัสดุ", None, None, None), head, first, *again))

    assert [(row["community"], row["planned_on"]) for row in one.records["sessions"]] == [
        ("พัสดุ", day) for day in ("5 พ.ย. 69", "19 พ.ย. 69", "3 ธ.ค. 69", "17 ธ.ค. 69")
    ]


def test_headings_that_come_again_on_the_next_page_begin_no_other_list():
    head, first, second, _ = TICKS
    [one] = found(sheet("พัสดุ", head, first, head, second))

    assert (len(one.records["sessions"]), [*one.rows_left]) == (2, [(3, "heading")])


def test_names_right_beneath_a_numbered_heading_of_a_form_are_members():
    rows = [
        *FORM,
        (None, None),
        ("4. รายชื่อสมาชิก", None),
        ("นายเก่ง คอมดี", None),
        ("น.ส.พร ไอที", None),
    ]
    (layout,) = found(sheet("บัญชีง่าย", *rows))

    assert [one["person"] for one in layout.records["members"]] == ["นายเก่ง คอมดี", "น.ส.พร ไอที"]


def test_forms_beneath_each_other_are_each_of_their_community():
    other = [("ชื่อกลุ่ม : เอกสารดี", None), ("หัวข้อความรู้", "สารบรรณ"), ("ผู้ประสานงาน", "น.ส.พร ไอที")]
    people = [("ที่", "รายชื่อสมาชิก"), (1, "นายวิชัย ใจดี"), (None, None)]
    [one] = found(sheet("CoP ทั้งหมด", *FORM, *people, *other, *people))

    assert [(row["name"], row["topic"]) for row in one.records["communities"]] == [
        ("บัญชีง่าย", "ระบบบัญชี"),
        ("เอกสารดี", "สารบรรณ"),
    ]
    assert [row["community"] for row in one.records["members"]] == ["บัญชีง่าย", "เอกสารดี"]
    assert one.taken[1] >= {1, 2, 3, 7, 8, 9}


def test_communities_beside_each_other_have_their_members_beneath():
    rows = [("ที่", "กลุ่มที่ 1 พัสดุ", "กลุ่มที่ 2 เอกสาร"), (1, "นายเก่ง คอมดี", "น.ส.พร ไอที"), ("รวม", 1, 1)]
    [one] = found(sheet("สมาชิก", *rows))

    assert (one.kind, one.rows_left) == ("columns", ((3, "total"),))
    assert one.records["members"] == (
        {"community": "พัสดุ", "person": "นายเก่ง คอมดี"},
        {"community": "เอกสาร", "person": "น.ส.พร ไอที"},
    )


@pytest.mark.parametrize(
    "rows",
    [
        [("ที่", "กลุ่มที่ 1 พัสดุ", "กลุ่มที่ 2 เอกสาร"), (1, 12, 15)],
        [("ที่", "กลุ่มที่ 1 พัสดุ", "หมายเหตุ"), (1, "นายเก่ง คอมดี", "ลา")],
        [("เดือน", "กลุ่มที่ 1 พัสดุ", "กลุ่มที่ 2 เอกสาร"), ("ต.ค.", "ราคากลาง", "หนังสือภายใน")],
    ],
)
def test_numbers_topics_and_other_columns_beneath_communities_are_no_members(rows):
    assert found(sheet("ตาราง", *rows)) == []


def test_crosses_are_for_the_absent_only_beside_ticks():
    marked = [(number, name, mark) for number, name, mark in ((1, "ก ก", "x"), (2, "ข ข", "/"))]
    alone = [(1, "ก ก", "x"), (2, "ข ข", None)]
    head = ("ที่", "ชื่อ-สกุล", "5 พ.ย. 69", "19 พ.ย. 69")
    beside, only = (
        found(sheet("พัสดุ", head, *((*row, None) for row in rows))) for rows in (marked, alone)
    )

    assert [row["attended"] for row in beside[0].records["attendance"]] == ["✗", "/"]
    assert only == []


def test_scores_below_dates_are_no_ticks():
    head, first, second, _ = TICKS
    assert found(sheet("คะแนน", head, (*first[:2], 8, 9), (*second[:2], 7, 6))) == []


def test_months_alone_are_no_sessions():
    head, first, *_ = TICKS
    assert found(sheet("แผน", (*head[:2], "ต.ค. 69", "พ.ย. 69"), (*first[:2], "/", "/"))) == []


def test_a_form_is_read_label_by_label():
    [one] = found(sheet("กลุ่ม 1", *FORM))

    assert one.records["communities"] == (
        {"name": "บัญชีง่าย", "topic": "ระบบบัญชี", "coordinator": "นายเก่ง คอมดี"},
    )


@pytest.mark.parametrize("number", ["{}", "{}.", "({})"])
def test_a_list_in_a_form_may_have_its_numbers_beneath_the_heading(number):
    people = ["นายเก่ง คอมดี", "น.ส.พร ไอที"]
    numbered = [(number.format(at), one) for at, one in enumerate(people, 1)]
    [one] = found(sheet("กลุ่ม 1", *FORM, ("สมาชิก", None), *numbered))

    assert one.records["members"] == tuple(
        {"community": "บัญชีง่าย", "person": person} for person in people
    )
    assert {row for at in (1, 2) for row in one.taken[at]} == {1, 2, 3, 4, 5, 6}


def test_ticks_are_of_the_community_whose_form_stands_in_another_sheet():
    above = [("การเข้าร่วมกิจกรรม ชุมชน บัญชีง่าย", *[None] * 3)]
    by_sheet = {
        one.sheet: one for one in found(sheet("ลงเวลา 1", *above, *TICKS), sheet("แบบ 1", *FORM))
    }
    assert {one["community"] for one in by_sheet["ลงเวลา 1"].records["members"]} == {"บัญชีง่าย"}


def test_a_table_with_the_same_words_in_one_row_is_no_form():
    heads = [row[0].partition(":")[0].strip() for row in FORM]
    assert found(sheet("กลุ่ม", heads, ["ก", "ข", "ค"])) == []


def test_a_list_without_bars_or_ticks_stays_a_table():
    rows = [("ที่", "ชื่อ-สกุล", "ตำแหน่ง"), (1, "นายเก่ง คอมดี", "นิติกร")]
    assert found(sheet("รายชื่อ", *rows)) == []


def test_a_hidden_sheet_is_left_alone():
    seen = sheet("พัสดุ", *TICKS)
    assert found(type(seen)("พัสดุ", seen.columns, True)) == []


def test_the_community_is_named_beside_its_label():
    above = [("รายชื่อสมาชิก", *[None] * 3), ("ชื่อกลุ่ม", "พัสดุ", None, None), [None] * 4]
    [one] = found(sheet("กลุ่มที่ 1", *above, *TICKS))
    assert {member["community"] for member in one.records["members"]} == {"พัสดุ"}


def test_headings_beside_each_other_are_no_facts_of_a_form():
    table = [
        ("หน่วยงาน: สำนักบริหารกลาง", None, None, None),
        ("กลุ่ม CoP", "ครั้งที่", "หัวข้อ", "วิทยากร"),
        (None, None, "เป้าหมาย", "จริง"),
    ]
    assert found(sheet("แผน-ผล", *table)) == []
