"""Days of sessions in columns of a list, and columns that are none."""

import datetime as dt

import pytest

from sheets_sync.adoption.mapping import LeftHeading
from sheets_sync.adoption.numbered_sessions import session_columns, session_in
from sheets_sync.registry.text import arabic_digits


def day_of(cell):
    """Reads one day alone."""
    known = {"5 พ.ย. 69": dt.date(2026, 11, 5), "1 ธ.ค. 69": dt.date(2026, 12, 1)}
    return cell if isinstance(cell, dt.date) else known.get(arabic_digits(cell))


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["ครั้งที่ 1", "ครั้งที่ ๒"], {1: 1, 2: 2}),
        (["กิจกรรมครั้งที่ 1 (วัน/เดือน/ปี)", "หมายเหตุ", "วันที่จัดครั้งที่ 2"], {1: 1, 3: 2}),
        (["ครั้งที่ 1"], {}),
        (["ครั้งที่", "จำนวนครั้งที่จัด"], {}),
        (["ผลครั้งที่ 1", "ผลครั้งที่ 2"], {}),
        (["ครั้งที่ 1", "ครั้งที่ 1"], {}),
    ],
)
def test_at_least_two_headings_number_sessions(headings, found):
    left = [LeftHeading(heading, at, "unknown") for at, heading in enumerate(headings, 1)]

    assert session_columns(left) == found


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("5 พ.ย. 69", {"number": 3, "planned_on": "5 พ.ย. 69"}),
        ("5 พ.ย. 69 ณ ห้อง 2", {"number": 3, "planned_on": "5 พ.ย. 69", "place": "ห้อง 2"}),
        ("ธ.ค. 69", {"number": 3, "planned_on": "ธ.ค. 69"}),
        (dt.date(2026, 11, 5), {"number": 3, "planned_on": dt.date(2026, 11, 5)}),
        ("เลื่อน", None),
        ("✓", None),
    ],
)
def test_a_cell_tells_a_day_or_nothing(cell, said):
    assert session_in(cell, 3, day_of) == said
