"""Calendars, ticks, forms, signatures: what a person reads in them arrives, and nothing else."""

import pytest

from sheets_sync.adoption.layouts.group_names import named_above
from tests.adoption import papers_of_a_year as papers
from tests.adoption.test_messy_workbooks import (
    BUYING,
    DATA,
    KENG,
    MALEE,
    PAPERS,
    PORN,
    SUDA,
    WICHAI,
    attendance,
    communities,
    imported,
    members,
    people,
    rows,
)


def sessions(taken, *columns):
    return rows(taken, "sessions", "community", "number", "planned_on", "held_on", *columns)


def test_the_days_of_a_calendar_are_planned(tmp_path):
    taken = imported(papers.calendar, tmp_path)

    assert sessions(taken, "topic", "place") == [
        (BUYING, "", "8 ต.ค. 69", "", "ราคากลาง", "ห้อง 1"),
        (PAPERS, "", "12 พ.ย. 69", "", "คำขึ้นต้น", "Zoom"),
        (PAPERS, "", "ก.พ. 70", "", "การเขียนรายงาน", "รอแจ้ง"),
    ]


def test_everybody_in_another_community_keeps_post_and_address(tmp_path):
    taken = imported(papers.divisions, tmp_path)

    assert members(taken) == [(BUYING, MALEE), (PAPERS, KENG), (BUYING, WICHAI), (DATA, SUDA)]
    assert people(taken) == [
        ("P-001", MALEE, "14@agency.go.th", "นักวิชาการ", ""),
        ("P-002", KENG, "13@agency.go.th", "นักวิชาการ", ""),
        ("P-003", WICHAI, "13@agency.go.th", "นักวิชาการ", ""),
        ("P-004", SUDA, "13@agency.go.th", "นักวิชาการ", ""),
    ]


def test_numbers_with_their_days_in_brackets_are_sessions(tmp_path):
    taken = imported(papers.ticks, tmp_path)

    assert sessions(taken) == [
        (BUYING, "1", "8 ต.ค. 69", "8 ต.ค. 69"),
        (BUYING, "2", "12 พ.ย. 69", ""),
    ]
    assert attendance(taken) == [
        ("S-0001", MALEE, "✓"),
        ("S-0002", MALEE, "ลา"),
        ("S-0001", KENG, "✓"),
        ("S-0002", KENG, "น."),
    ]
    assert members(taken) == [(BUYING, MALEE), (BUYING, KENG)]


def test_when_a_form_was_sent_is_no_beginning_of_a_session(tmp_path):
    taken = imported(papers.form_of_sessions, tmp_path)

    assert sessions(taken, "starts_at", "ends_at", "topic", "results", "evidence") == [
        (BUYING, "1", "8/10/2026", "", "09.00", "12.00", "ราคากลาง", "ได้แนวทาง",
         "https://drive.example.com/1"),
        (PAPERS, "1", "12/11/2026", "", "13.00", "16.00", "คำขึ้นต้น", "ได้แบบฟอร์ม", ""),
        (BUYING, "2", "19/11/2026", "", "", "", "สัญญา", "ได้แบบตรวจ", ""),
    ]  # fmt: skip
    assert people(taken) == []


def test_the_total_of_a_section_is_no_community_and_one_called_so_is(tmp_path):
    taken = imported(papers.sections, tmp_path)

    assert [(name, coordinator) for _, name, _, _, coordinator, _, _ in communities(taken)] == [
        (BUYING, KENG),
        ("รวมพลคนสารบรรณ", PORN),
        (DATA, WICHAI),
    ]
    assert rows(taken, "communities", "status") == [("ทำอยู่",), ("จบแล้ว",), ("รอคำสั่ง",)]
    assert taken.rows_left["ทะเบียนกลุ่ม"] == ((5, "total"), (8, "total"))


@pytest.mark.parametrize("draw", [papers.signatures, papers.signatures_titled_once])
def test_two_sheets_of_signatures_beneath_each_other_are_two_sessions(draw, tmp_path):
    taken = imported(draw, tmp_path)

    assert sessions(taken, "topic", "place") == [
        (BUYING, "1", "8 ตุลาคม 2569", "8 ตุลาคม 2569", "ราคากลาง", "ห้องประชุม 1"),
        (BUYING, "2", "12 พฤศจิกายน 2569", "12 พฤศจิกายน 2569", "สัญญา", "ห้องประชุม 1"),
    ]
    assert attendance(taken) == [
        ("S-0001", MALEE, "✓"),
        ("S-0001", KENG, "✓"),
        ("S-0002", WICHAI, "✓"),
        ("S-0002", MALEE, "✓"),
    ]


def test_a_second_page_of_signatures_is_of_the_same_session(tmp_path):
    taken = imported(papers.pages_of_signatures, tmp_path)

    assert sessions(taken, "topic") == [
        (BUYING, "1", "8 ตุลาคม 2569", "8 ตุลาคม 2569", "ราคากลาง"),
    ]
    assert attendance(taken) == [
        ("S-0001", MALEE, "✓"),
        ("S-0001", KENG, "✓"),
        ("S-0001", WICHAI, "✓"),
    ]


def test_a_staff_list_beneath_the_names_of_divisions_makes_no_members(tmp_path):
    taken = imported(papers.staff_by_divisions, tmp_path)

    assert people(taken) == [
        ("P-001", MALEE, "malee@agency.go.th", "นักวิชาการพัสดุ", ""),
        ("P-002", KENG, "keng@agency.go.th", "นักวิชาการ", ""),
        ("P-003", WICHAI, "wichai@agency.go.th", "นิติกร", ""),
    ]
    assert communities(taken) == [
        ("C-001", BUYING, "ระเบียบพัสดุ", "กองคลัง", MALEE, "ต.ค.69", ""),
    ]
    assert members(taken) == []


def test_courses_that_people_took_are_nothing_of_a_community(tmp_path):
    taken = imported(papers.training, tmp_path)

    assert {tab: list(records) for tab, records in taken.records.items() if records} == {}


def test_a_sheet_is_called_after_what_it_is_for_or_after_its_community():
    titles = ("เช็คชื่อ", "ใบลงชื่อ 2", "คะแนน", "ข้อมูลเปิดภาครัฐ", "รายงานมืออาชีพ", "รวมพล")

    assert [named_above((), title, ()) for title in titles] == [
        "", "", "", "ข้อมูลเปิดภาครัฐ", "รายงานมืออาชีพ", "รวมพล",
    ]  # fmt: skip
