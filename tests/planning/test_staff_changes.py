"""The staff tab against the HR system's list."""

import dataclasses

from sheets_sync.planning.staff_changes import CellDifference, staff_changes
from tests.planning.reminders.reminder_registry import check, rows, staff

SOMCHAI = {
    "staff_id": "60001",
    "full_name": "นายสมชาย ใจดี",
    "email": "somchai@agency.go.th",
    "unit": "กองคลัง",
}


def exported(*, without=(), **changes):
    """The staff tab's own people as another system lists them, some of them otherwise."""
    return [
        {key: one[key] for key in SOMCHAI} | changes.get(one["email"].partition("@")[0], {})
        for one in staff()
        if one["staff_id"] not in without
    ]


def compare(people, tabs=None):
    found = staff_changes(check(tabs or rows()).context, people)
    return found, [(one.kinds, one.number, one.row) for one in found.changes]


def test_lists_that_say_the_same_differ_in_nothing():
    found, changes = compare(exported())

    assert changes == []
    assert (found.listed, found.exported, found.absent) == (5, 5, 0)


def test_somebody_new_is_a_row_to_add():
    new = {"staff_id": "60009", "full_name": "นางสาวใหม่ มาดี", "email": "mai@agency.go.th"}
    found, changes = compare([*exported(), new])

    assert changes == [(("joined",), "60009", None)]
    assert found.changes[0].cells == new


def test_whoever_is_absent_has_left_and_what_they_leave_behind_is_told():
    found, changes = compare(exported(without=["60001"]))

    assert changes == [(("left",), "60001", 2)]
    (left,) = found.changes
    assert left.differences == (CellDifference("status", "", "พ้นสภาพ"),)
    assert left.duties == ("C-001",)


def test_whoever_had_left_and_is_on_the_list_again_came_back():
    tabs = {**rows(), "staff": staff(mana={"status": "ลาออก"})}
    found, changes = compare(exported(), tabs)

    assert changes == [(("returned",), "60003", 4)]
    assert found.changes[0].differences == (CellDifference("status", "ลาออก", "ปฏิบัติงาน"),)


def test_name_address_and_unit_are_told_apart_in_one_row():
    suda = {
        "full_name": "นางสุดา ทองคำ",
        "email": "suda.t@agency.go.th",
        "unit": "กองแผนงาน",
    }
    found, changes = compare(exported(suda=suda))

    assert changes == [(("renamed", "readdressed", "moved"), "60002", 3)]
    assert [one.column for one in found.changes[0].differences] == ["full_name", "email", "unit"]
    assert found.changes[0].cells["unit"] == "กองแผนงาน"


def test_a_list_without_titles_says_nothing_of_titles():
    without = exported(somchai={"full_name": "สมชาย ใจดี"}, wichai={"full_name": "วิชัย  ศรีสุข"})

    assert compare(without)[1] == []


def test_a_list_without_numbers_is_understood_by_address_and_by_name():
    people = [{key: one[key] for key in ("full_name", "unit")} for one in exported()]
    people[0] |= {"email": "SOMCHAI@agency.go.th", "full_name": "นายสมชาย ใจงาม"}

    assert compare(people)[1] == [(("renamed",), "60001", 2)]


def test_a_name_that_fits_several_is_told_and_nobody_of_them_is_gone():
    twin = {**SOMCHAI, "staff_id": "60008", "email": "somchai2@agency.go.th"}
    tabs = {**rows(), "staff": [*staff(), twin]}
    people = [*exported(without=["60001"]), {"full_name": "นายสมชาย ใจดี"}]
    found, changes = compare(people, tabs)

    assert changes == []
    assert found.unsure == ("นายสมชาย ใจดี",)


def test_a_list_that_lacks_too_many_makes_nobody_leave():
    context = check(rows()).context
    guard = dataclasses.replace(context.settings.guard, shrunk_rows=5)
    settings = dataclasses.replace(context.settings, guard=guard)
    found = staff_changes(dataclasses.replace(context, settings=settings), exported()[:2])

    assert (found.changes, found.absent, found.is_partial) == ((), 3, True)
