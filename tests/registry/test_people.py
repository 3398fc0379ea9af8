from typing import Any

import pytest

from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.snapshot import Snapshot
from tests.registry.reading import problems, sheet, snapshot_of

STAFF = sheet(
    "บุคลากร",
    ["staff_id", "full_name", "email", "unit", "supervisor"],
    [60001.0, "นายวิชัย ศรีสุข", "wichai.s@agency.go.th", "กองคลัง", None],
    [60002.0, "นางสาวสุดา ใจดี", "suda.j@agency.go.th", "กองคลัง", 60001.0],
    [60003.0, "นายสมชาย ใจดี", "somchai.j@agency.go.th", "กองคลัง", "วิชัย ศรีสุข"],
    [60004.0, "ว่าที่ร้อยตรีสมชาย ใจดี", "somchai.k@agency.go.th", "กองแผนงาน", "60009"],
)


def members(*people: object) -> Any:
    tab = sheet("สมาชิก", ["community", "person"], *[["C-001", person] for person in people])
    return snapshot_of(STAFF, tab)["members"]["person"]


@pytest.mark.parametrize(
    "typed",
    [
        60002.0,
        "๖๐๐๐๒",
        "SUDA.J@agency.go.th",
        "สุดา ใจดี",
        "น.ส.สุดา  ใจดี",
        "คุณสุดา ใจดี (เลขานุการ)",
        "60002 นางสาวสุดา ใจดี",
    ],
)
def test_a_person_is_found_by_number_address_or_name(typed: object):
    cells = members(typed)

    assert (cells.per_row().tolist(), problems(cells)) == ([1], [])


@pytest.mark.parametrize(
    ("typed", "rule", "suggestion"),
    [
        ("สมชาย ใจดี", "person-ambiguous", "60003 นายสมชาย ใจดี / 60004 ว่าที่ร้อยตรีสมชาย ใจดี"),
        ("สุตา ใจดี", "person-unknown", "60002 นางสาวสุดา ใจดี"),
        ("suda.j@agency.co.th", "person-unknown", "60002 นางสาวสุดา ใจดี"),
        ("มานะ อดทน", "person-unknown", None),
        ("60001 นางสาวสุดา ใจดี", "person-unknown", None),
        ("60005", "person-unknown", None),
        ("6OOO2", "person-unknown", "60002 นางสาวสุดา ใจดี"),
        ("somchai@agency.go.th", "person-unknown", None),
        (
            "สมซาย ใจดี",
            "person-unknown",
            "60003 นายสมชาย ใจดี / 60004 ว่าที่ร้อยตรีสมชาย ใจดี",
        ),
        ("60001, 60002", "person-unknown", None),
    ],
)
def test_nobody_is_guessed(typed: str, rule: str, suggestion: str | None):
    cells = members(typed)

    assert cells.per_row().tolist() == [NOBODY]
    assert problems(cells) == [(0, rule, suggestion)]


def test_a_blank_or_unreadable_cell_names_nobody_and_complains_of_nobody():
    cells = members("-", None)

    assert (cells.per_row().tolist(), problems(cells)) == ([NOBODY, NOBODY], [])


def test_several_people_in_one_cell_are_found_one_by_one():
    plans = sheet(
        "แผนปฏิบัติการ",
        ["community", "speakers"],
        ["C-001", "1) สุดา ใจดี 2) วิชัย ศรีสุข, 60002 และ อาจารย์รับเชิญ"],
        ["C-002", "ไม่มี"],
    )
    cells = snapshot_of(STAFF, plans)["plans"]["speakers"]

    assert cells.per_row().tolist() == [(1, 0), None]
    assert [
        (problem.rule, problem.detail) for problem in cells.problems_at("speaker-outside", 0)
    ] == [("speaker-outside", "อาจารย์รับเชิญ")]


def test_supervisors_are_rows_of_the_same_tab():
    cells = snapshot_of(STAFF)["staff"]["supervisor"]

    assert cells.per_row().tolist() == [NOBODY, 0, 0, NOBODY]


def test_without_a_staff_tab_nobody_is_found_and_nobody_is_blamed():
    snapshot: Snapshot = snapshot_of(sheet("สมาชิก", ["community", "person"], ["C-001", "ใครก็ได้"]))
    cells = snapshot["members"]["person"]

    assert (cells.per_row().tolist(), problems(cells)) == ([NOBODY], [])


def test_a_number_typed_twice_means_its_first_row():
    twice = sheet(
        "บุคลากร",
        ["staff_id", "full_name", "email", "unit"],
        [60001.0, "นายวิชัย ศรีสุข", "a@agency.go.th", "กองคลัง"],
        [60001.0, "นายวิชัย ศรีสุข", "b@agency.go.th", "กองคลัง"],
    )
    tab = sheet("สมาชิก", ["community", "person"], ["C-1", 60001.0], ["C-1", "วิชัย ศรีสุข"])
    cells = snapshot_of(twice, tab)["members"]["person"]

    assert (cells.per_row().tolist(), problems(cells)) == ([0, 0], [])


def test_a_number_may_have_what_parts_people_in_it():
    staff = sheet(
        "บุคลากร",
        ["staff_id", "full_name", "email", "unit"],
        ["101/2569", "นายวิชัย ศรีสุข", "wichai.s@agency.go.th", "กองคลัง"],
        [60002.0, "นางสาวสุดา ใจดี", "suda.j@agency.go.th", "กองคลัง"],
    )
    plans = sheet(
        "แผนปฏิบัติการ", ["community", "speakers"], ["C-001", "101/2569"], ["C-002", "60,002"]
    )
    cells = snapshot_of(staff, plans)["plans"]["speakers"]

    assert (cells.per_row().tolist(), problems(cells)) == ([(0,), (1,)], [])
