"""Sheets that tell of the same communities, sessions and members, beside those that do not."""

import datetime as dt

import pytest

from sheets_sync.adoption.completing import Differing
from sheets_sync.adoption.layouts.found import Layout
from sheets_sync.adoption.same_groups import same_groups
from sheets_sync.adoption.uniting import united

DAYS = {"5 พ.ย. 69": dt.date(2026, 11, 5), "19 พ.ย. 69": dt.date(2026, 11, 19)}


def day_of(cell):
    return cell if isinstance(cell, dt.date) else DAYS.get(cell)


def unite(tables, *drawn, listed=False):
    layouts = [Layout(f"แผ่น {n}", "ticks", records, ()) for n, records in enumerate(drawn)]
    return united(tables, layouts, day_of, {"✓"}, listed=listed)


def session(number=None, day=None, **more):
    facts = {"number": number, "held_on": day}
    return {"community": "พัสดุ", **{k: v for k, v in facts.items() if v is not None}, **more}


@pytest.mark.parametrize(
    ("listed", "used", "instead"),
    [
        (["กลุ่ม IT"], ["IT", "CoP IT", "it"], {"it": "กลุ่ม IT", "cop it": "กลุ่ม IT"}),
        ([], ["IT", "กลุ่ม IT", "IT"], {"it": "IT", "กลุ่ม it": "IT"}),
        (["CoP พัสดุ"], ["กลุ่มพัสดุ"], {"กลุ่มพัสดุ": "CoP พัสดุ"}),
        ([], ["กลุ่มที่ 1 พัสดุ", "พัสดุ"], {"กลุ่มที่ 1 พัสดุ": "กลุ่มที่ 1 พัสดุ", "พัสดุ": "กลุ่มที่ 1 พัสดุ"}),
        (["กลุ่ม IT", "IT"], ["CoP IT"], {}),
        ([], ["กลุ่มที่ 1 พัสดุ", "กลุ่มที่ 2 พัสดุ"], {}),
        ([], ["กลุ่มที่ 1", "กลุ่มที่ 2"], {}),
        ([], ["กลุ่มงานพัสดุ", "พัสดุ"], {}),
        ([], ["Copper", "per"], {}),
        ([], ["C-001", "001"], {}),
    ],
)
def test_names_of_one_community(listed, used, instead):
    assert same_groups(listed, used) == instead


def test_a_listed_session_takes_what_the_ticks_say_besides():
    tables = {
        "sessions": [session(1, dt.date(2026, 11, 5), topic="ราคากลาง"), session(2, topic="สัญญา")]
    }
    drawn = {
        "sessions": (
            session(None, "5 พ.ย. 69", session_id="S-0001", place="ห้อง 1"),
            session(2, "19 พ.ย. 69", session_id="S-0002"),
            session(3, "3 ธ.ค. 69", session_id="S-0003"),
        ),
        "attendance": ({"session": "S-0001", "person": "ก", "attended": "✓"},),
    }
    found = unite(tables, drawn)

    assert found.records["sessions"] == [
        session(1, dt.date(2026, 11, 5), topic="ราคากลาง", session_id="S-0001", place="ห้อง 1"),
        session(2, "19 พ.ย. 69", topic="สัญญา", session_id="S-0002"),
        session(3, "3 ธ.ค. 69", session_id="S-0003"),
    ]
    assert found.differing == ()


def test_attendance_follows_the_id_that_is_listed():
    tables = {"sessions": [session(1, "5 พ.ย. 69", session_id="A-7")]}
    drawn = {
        "sessions": (session(1, "5 พ.ย. 69", session_id="S-0001"),),
        "attendance": ({"session": "S-0001", "person": "ก", "attended": "✓"},),
    }
    found = unite(tables, drawn)

    assert found.records["sessions"] == [session(1, "5 พ.ย. 69", session_id="A-7")]
    assert found.records["attendance"] == [{"session": "A-7", "person": "ก", "attended": "✓"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (session(1, "5 พ.ย. 69"), session(2, "5 พ.ย. 69")),
        (session(1, "5 พ.ย. 69"), session(1, "19 พ.ย. 69")),
        (session(1, "5 พ.ย. 69"), {**session(1, "5 พ.ย. 69"), "community": "เอกสาร"}),
    ],
)
def test_another_number_day_or_community_is_another_session(one, other):
    found = unite({"sessions": [one]}, {"sessions": ({**other, "session_id": "S-0001"},)})

    assert found.records["sessions"] == [one, {**other, "session_id": "S-0001"}]


def test_what_ticks_say_otherwise_is_told():
    tables = {"sessions": [session(1, "5 พ.ย. 69", topic="ราคากลาง")]}
    drawn = {"sessions": (session(1, "5 พ.ย. 69", topic="สัญญา", session_id="S-0001"),)}
    found = unite(tables, drawn)

    assert found.differing == (Differing("พัสดุ · 1 · ราคากลาง", "topic", "สัญญา", "sessions"),)


def test_a_member_listed_by_number_is_not_listed_again_by_name():
    tables = {
        "staff": [{"staff_id": "1002", "full_name": "นายเก่ง คอมดี", "email": "keng@agency.go.th"}],
        "communities": [{"community_id": "C-1", "name": "กลุ่มพัสดุ"}],
        "members": [{"community": "C-1", "person": "1002", "joined_on": "5 พ.ย. 69"}],
    }
    drawn = {
        "members": tuple({"community": "พัสดุ", "person": one} for one in ("เก่ง คอมดี", "น.ส.พร ไอที"))
    }
    found = unite(tables, drawn, listed=True)

    assert found.records["members"] == [
        {"community": "C-1", "person": "1002", "joined_on": "5 พ.ย. 69"},
        {"community": "กลุ่มพัสดุ", "person": "น.ส.พร ไอที"},
    ]
    assert found.renamed == {"พัสดุ": "กลุ่มพัสดุ"}


def test_lines_about_a_listed_community_fill_it_and_make_no_other():
    tables = {"communities": [{"name": "พัสดุ", "coordinator": "นางมาลี รักงาน"}]}
    drawn = {"communities": ({"name": "พัสดุ", "coordinator": "มาลี รักงาน", "unit": "กองคลัง"},)}
    other = {"communities": ({"name": "พัสดุ", "coordinator": "นายเก่ง คอมดี"},)}
    found = unite(tables, drawn, other, listed=True)

    assert found.records["communities"] == [
        {"name": "พัสดุ", "coordinator": "นางมาลี รักงาน", "unit": "กองคลัง"}
    ]
    assert found.differing == (Differing("พัสดุ", "coordinator", "นายเก่ง คอมดี", "communities"),)
