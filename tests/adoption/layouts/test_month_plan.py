"""Plans by months, each beside a neighbour that is none."""

from dataclasses import replace

import pytest

from sheets_sync.adoption.layouts.found import Numbering
from sheets_sync.adoption.layouts.month_plan import month_plan
from sheets_sync.registry.likeness import columns_of
from sheets_sync.registry.workbook import Area
from tests.registry.reading import our_schema, sheet

FISCAL = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.")


def planned(*rows, title="แผ่น1", merged=(), known=()):
    """Community, day and topic of what a sheet plans; None where it is no plan by months."""
    tab = replace(sheet(title, *rows), merged=merged)
    found = month_plan(tab, columns_of(our_schema()), known, Numbering("S-{:04}"))
    if found is None:
        return None
    return [
        (one.get("community"), one["planned_on"], one["topic"]) for one in found.records["sessions"]
    ]


@pytest.mark.parametrize(
    ("above", "title", "first", "last"),
    [
        ("แผนกิจกรรม ปีงบประมาณ พ.ศ. ๒๕๗๐", "แผ่น1", "ต.ค. 2569", "มี.ค. 2570"),
        ("แผนกิจกรรม", "แผน ปี 70", "ต.ค. 2569", "มี.ค. 2570"),
        ("Plan FY2027", "Sheet1", "ต.ค. 2569", "มี.ค. 2570"),
        ("แผนกิจกรรม", "แผ่น1", "ต.ค.", "มี.ค."),
    ],
)
def test_the_year_of_a_month_is_that_of_the_title(above, title, first, last):
    rows = [(above,), ("กลุ่ม", "กิจกรรม", *FISCAL), ("พัสดุ", "ประชุม", "/", *[None] * 4, "✓")]

    assert planned(*rows, title=title) == [("พัสดุ", first, "ประชุม"), ("พัสดุ", last, "ประชุม")]


def test_the_year_of_a_month_stands_above_or_behind_it():
    behind = [f"{month} {69 if month in FISCAL[:3] else 70}" for month in FISCAL]
    years = (None, None, "ปี 2569", None, None, "พ.ศ. 2570", None, None)
    areas = (Area(1, 3, 1, 5), Area(1, 6, 1, 8))
    body = ("พัสดุ", "ประชุม", None, "5", None, "12")
    said = [("พัสดุ", "5 พ.ย. 2569", "ประชุม"), ("พัสดุ", "12 ม.ค. 2570", "ประชุม")]

    assert planned(("กลุ่ม", "กิจกรรม", *behind), body) == said
    assert planned(years, ("กลุ่ม", "กิจกรรม", *FISCAL), body, merged=areas) == said


def test_one_group_may_stand_above_the_whole_plan():
    rows = [("กลุ่ม CoP พัสดุ",), ("กิจกรรม", *FISCAL), ("ประชุม", "✓")]

    assert planned(*rows) == [("พัสดุ", "ต.ค.", "ประชุม")]


@pytest.mark.parametrize(
    "rows",
    [
        [("กลุ่ม", "กิจกรรม", *FISCAL[:5]), ("พัสดุ", "ประชุม", "✓")],
        [("กลุ่ม", "กิจกรรม", *reversed(FISCAL)), ("พัสดุ", "ประชุม", "✓")],
        [("กลุ่ม", "จำนวนสมาชิก", *FISCAL), ("พัสดุ", 12, "✓")],
        [("กิจกรรม", *FISCAL), ("ประชุม", "✓")],
        [("กลุ่ม", "กิจกรรม", *FISCAL), ("พัสดุ", "ค่าอาหาร", 1200, 300)],
        [("กลุ่ม", "กิจกรรม", *FISCAL), ("พัสดุ", "ประชุม")],
    ],
    ids=["few months", "months backwards", "no activities", "no group", "sums of money", "no tick"],
)
def test_no_plan_by_months(rows):
    assert planned(*rows) is None
