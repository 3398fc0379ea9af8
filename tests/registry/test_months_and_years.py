import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.registry.months_and_years import (
    add_months,
    fiscal_quarter,
    fiscal_year,
    fiscal_year_first,
    fiscal_year_last,
    month_first,
    month_last,
    show_date,
    show_month,
)

DAY = dt.date(2026, 11, 22)
days = st.dates(dt.date(1942, 1, 1), dt.date(2200, 1, 1))


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (dt.date(2026, 9, 30), 2569, 4),
        (dt.date(2026, 10, 1), 2570, 1),
        (dt.date(2026, 11, 22), 2570, 1),
        (dt.date(2026, 12, 31), 2570, 1),
        (dt.date(2027, 1, 1), 2570, 2),
        (dt.date(2027, 4, 1), 2570, 3),
        (dt.date(2027, 7, 1), 2570, 4),
    ],
)
def test_the_fiscal_year_begins_in_october(day, year, quarter):
    assert (fiscal_year(day), fiscal_quarter(day)) == (year, quarter)


@given(days)
def test_every_day_lies_in_its_fiscal_year_and_month(day):
    year = fiscal_year(day)
    assert fiscal_year_first(year) <= day <= fiscal_year_last(year)
    assert fiscal_year_last(year) + dt.timedelta(1) == fiscal_year_first(year + 1)
    assert month_first(day) <= day <= month_last(day)
    assert month_last(day) + dt.timedelta(1) == month_first(add_months(day, 1))


@given(days, st.integers(-600, 600))
def test_months_on_and_back_stay_in_the_month(day, months):
    there = add_months(day, months)
    assert month_first(add_months(there, -months)) == month_first(day)
    assert there.day == min(day.day, month_last(there).day)


def test_a_month_too_short_for_the_day_gives_its_last():
    assert add_months(dt.date(2027, 8, 31), 6) == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("language", "style", "digits", "shown", "month"),
    [
        ("th", "short", "arabic", "22 พ.ย. 2569", "พ.ย. 2569"),
        ("th", "long", "arabic", "22 พฤศจิกายน 2569", "พฤศจิกายน 2569"),
        ("th", "long", "thai", "๒๒ พฤศจิกายน ๒๕๖๙", "พฤศจิกายน ๒๕๖๙"),
        ("th", "full", "arabic", "วันอาทิตย์ที่ 22 พฤศจิกายน พ.ศ. 2569", "พฤศจิกายน พ.ศ. 2569"),
        ("th", "full", "thai", "วันอาทิตย์ที่ ๒๒ พฤศจิกายน พ.ศ. ๒๕๖๙", "พฤศจิกายน พ.ศ. ๒๕๖๙"),
        ("en", "short", "arabic", "22 Nov 2026", "Nov 2026"),
        ("en", "long", "thai", "22 November 2026", "November 2026"),
        ("en", "full", "arabic", "Sunday 22 November 2026", "November 2026"),
    ],
)
def test_a_day_is_shown_as_people_read_it(language, style, digits, shown, month):
    assert (show_date(DAY, language, style, digits), show_month(DAY, language, style, digits)) == (
        shown,
        month,
    )


def test_tables_show_the_short_thai_form():
    assert (show_date(DAY), show_month(DAY)) == ("22 พ.ย. 2569", "พ.ย. 2569")
