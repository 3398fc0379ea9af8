"""The first of October: what is to be closed, what goes on, what belongs to the year before."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.planning.fiscal_year.closing import (
    closing_year,
    is_season,
    rounds_to_close,
)
from sheets_sync.planning.fiscal_year.next_rounds import (
    NotTaken,
    count_of_new_rows,
    new_ids,
    next_rounds,
)
from sheets_sync.planning.fiscal_year.year_rows import year_rows
from sheets_sync.planning.holiday_list import holiday_list, year_to_confirm
from tests.planning.reminders.reminder_registry import SETTINGS, check, community, staff

SEPTEMBER = dt.date(2026, 9, 15)


def last_year(number, **changes):
    """A round of fiscal year 2569."""
    days = {"starts_on": "1/11/2568", "ends_on": "30/9/2569", "attested_on": "5/11/2568"}
    return community(number, **days | changes)


TABS = {
    "staff": staff(mana={"status": "ลาออก"}),
    "communities": [
        last_year(1),
        last_year(2, status="เสร็จสิ้น", coordinator="60003"),
        last_year(3, status="ยกเลิก"),
        last_year(4, status="เสร็จสิ้น"),
        community(5, starts_on="1/10/2569", continues="C-004"),
    ],
    "members": [
        {"community": "C-001", "person": "60002"},
        {"community": "C-001", "person": "60003"},
        {"community": "C-001", "person": "60004", "left_on": "1/5/2569"},
        {"community": "C-001", "person": "60005", "exempt": "ใช่", "exempt_reason": "ย้าย"},
        {"community": "C-004", "person": "60002"},
    ],
    "experts": [{"community": "C-002", "person": "60005", "expertise": "พัสดุ", "lead": "ใช่"}],
}


def label(number):
    """How a row to copy names somebody of the staff tab."""
    (name,) = (one["full_name"] for one in staff() if one["staff_id"] == str(number))
    return f"{number} {name}"


def context(today=SEPTEMBER, **tabs):
    return check(TABS | tabs, today=today).context


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2026, 1, 1), 2569),
        (dt.date(2026, 9, 30), 2569),
        (dt.date(2026, 10, 1), 2569),
        (dt.date(2026, 12, 31), 2569),
        (dt.date(2027, 1, 1), 2570),
    ],
)
def test_the_year_to_close_stays_the_old_one_until_new_year(day, year):
    assert closing_year(day) == year


def test_the_season_is_september_to_the_end_of_november():
    days = [dt.date(2026, 8, 31), dt.date(2026, 9, 1), dt.date(2026, 11, 30), dt.date(2026, 12, 1)]

    assert [is_season(day, SETTINGS.year) for day in days] == [False, True, True, False]


def test_rounds_that_are_open_are_to_be_closed_and_told_what_they_lack():
    (found,) = rounds_to_close(context(), 2569)

    assert found.community == "C-001"
    assert [step.number for step in found.missing] == [3, 4, 5, 6, 7]


def test_a_round_that_is_to_end_later_is_not_over():
    tabs = {"communities": [last_year(1, ends_on="31/12/2569")]}

    assert [*rounds_to_close(context(**tabs), 2569)] == []


def test_a_round_goes_on_with_its_name_and_a_new_id_year_and_link():
    found = next_rounds(context(), 2569)

    first, second = found.of("communities")
    assert first.cells == {
        "community_id": "C-006",
        "name": "กลุ่มที่ 1",
        "topic": "กฎหมายพัสดุ",
        "areas": "8",
        "benefit": "ลดข้อผิดพลาด",
        "unit": "",
        "coordinator": label(60001),
        "starts_on": dt.date(2026, 10, 1),
        "ends_on": dt.date(2027, 9, 30),
        "status": "ร่าง",
        "continues": "C-001",
    }
    assert (second.cells["continues"], second.cells["coordinator"]) == ("C-002", None)


def test_rows_of_the_new_year_are_counted_without_making_them_those_of_people_twice_listed_once():
    nobody = {"community": "C-001", "person": "ใครก็ไม่รู้"}
    elsewhere = {"community": "C-003", "person": "60002"}
    members = [*TABS["members"], TABS["members"][0], nobody, nobody, elsewhere]
    found = context(members=members)

    assert [row.cells["person"] for row in next_rounds(found, 2569).of("members")] == [
        label(60002),
        "ใครก็ไม่รู้",
        "ใครก็ไม่รู้",
    ]
    assert count_of_new_rows(found, 2569) == len(next_rounds(found, 2569).rows) == 6
    assert count_of_new_rows(context(communities=[]), 2569) == 0


def test_members_who_stay_and_experts_go_on_and_the_others_are_told_with_the_reason():
    found = next_rounds(context(), 2569)

    assert [row.cells for row in found.of("members")] == [
        {"community": "C-006", "person": label(60002)}
    ]
    assert [row.cells for row in found.of("experts")] == [
        {"community": "C-007", "person": label(60005), "expertise": "พัสดุ", "lead": "ใช่"}
    ]
    assert found.not_taken == (
        NotTaken("C-006", "members", label(60003), "left_agency"),
        NotTaken("C-006", "members", label(60004), "left_group"),
        NotTaken("C-006", "members", label(60005), "exempt"),
    )


@pytest.mark.parametrize(
    ("old", "taken", "new"),
    [
        ("C-001/2569", [], "C-001/2570"),
        ("69-04", [], "70-04"),
        ("C-2026-1", [], "C-2027-1"),
        ("C-007", ["C-006", "C-012"], "C-013"),
        ("C-007/2569", ["C-007/2570"], "C-007/2571"),
        ("พัสดุ", ["พัสดุ-1"], "พัสดุ-2"),
        ("c-7", ["C-8"], "c-9"),
    ],
)
def test_a_new_id_is_of_the_same_form_and_unlike_all_others(old, taken, new):
    assert [*new_ids([old], [old, *taken], 2570)] == [new]


def test_the_rows_of_a_year_are_those_of_its_rounds_with_all_staff():
    found = year_rows(context(plans=[], sessions=[]), 2569)

    assert {name: len(rows) for name, rows in found.records.items()} == {
        "staff": 5,
        "communities": 4,
        "members": 5,
        "experts": 1,
    }
    assert found.records["experts"][0]["person"] == "60005"


def test_a_round_without_a_day_is_in_no_years_copy():
    tabs = {"communities": [last_year(1, starts_on="รอ", ends_on=None)]}

    assert year_rows(context(**tabs), 2569).undated == ("C-001",)


HOLIDAYS = [
    {"date": "13/5/2570", "name": "วันพืชมงคล"},
    {"date": "10/12/2570", "working": "ใช่"},
]


def test_the_tab_is_laid_over_the_computed_days():
    found = holiday_list(context(holidays=HOLIDAYS), 2570, "en")

    told = {f"{one.day:%d.%m.}": (one.name, one.source) for one in found.days}
    assert told["21.02."] == ("Makha Bucha", "lunar")
    assert told["06.04."] == ("Chakri Memorial Day", "fixed")
    assert told["13.05."] == ("วันพืชมงคล", "typed")
    assert told["10.12."] == ("Constitution Day", "worked")
    assert "01.05." not in told
    assert (found.lacks_ploughing, found.is_confirmed) == (False, False)
    assert holiday_list(context(), 2570, "th").lacks_ploughing


def test_days_that_the_cabinet_chose_for_one_year_are_not_said_to_be_of_every_year():
    found = holiday_list(context(), 2569, "en")

    assert [f"{one.day:%d.%m.}" for one in found.days if one.source == "announced"] == [
        "02.01.",
        "13.05.",
    ]


@pytest.mark.parametrize(
    ("day", "confirmed", "asked"),
    [
        (dt.date(2026, 10, 31), 0, None),
        (dt.date(2026, 11, 1), 0, 2570),
        (dt.date(2026, 11, 1), 2570, None),
        (dt.date(2027, 1, 4), 2569, 2570),
        (dt.date(2027, 1, 4), 2570, None),
        (dt.date(2027, 11, 1), 2570, 2571),
    ],
)
def test_from_november_on_next_years_list_is_to_be_confirmed(day, confirmed, asked):
    year = replace(SETTINGS.year, holidays_confirmed=confirmed)
    found = check(TABS, today=day, settings=replace(SETTINGS, year=year)).context

    assert year_to_confirm(found) == asked
