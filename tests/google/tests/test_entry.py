"""What typing does, in American and in Thai spreadsheets."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.cells import CellError, Formula
from tests.google.display import shown
from tests.google.entry import parse_entry
from tests.google.locales import LOCALES, canonical_locale

TODAY = dt.date(2026, 11, 22)
US, TH, DE = LOCALES["en_US"], LOCALES["th_TH"], LOCALES["de_DE"]


def entered(text, locale=US):
    value, number_format = parse_entry(text, locale, TODAY)
    return value, (number_format or {}).get("type")


@pytest.mark.parametrize(
    ("text", "american", "thai"),
    [
        ("22/11/2569", ("22/11/2569", None), (244_675, "DATE")),
        ("22/11/2026", ("22/11/2026", None), (46_348, "DATE")),
        ("5/6/2026", (46_148, "DATE"), (46_178, "DATE")),
        ("22/11/69", ("22/11/69", None), (25_529, "DATE")),
        ("29/2/2571", ("29/2/2571", None), ("29/2/2571", None)),
        ("1/2", (46_024, "DATE"), (46_054, "DATE")),
        ("2020-01-01", (43_831, "DATE"), (43_831, "DATE")),
        ("22 Nov 2026", (46_348, "DATE"), (46_348, "DATE")),
        ("22 พ.ย. 2569", ("22 พ.ย. 2569", None), (244_675, "DATE")),
        ("๒๒/๑๑/๒๕๖๙", ("๒๒/๑๑/๒๕๖๙", None), ("๒๒/๑๑/๒๕๖๙", None)),
    ],
)
def test_dates_go_by_the_locale(text, american, thai):
    assert (entered(text, US), entered(text, TH)) == (american, thai)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("0812345678", 812_345_678, None),
        ("1,234.50", 1234.5, "NUMBER"),
        ("-5", -5, None),
        ("(5)", -5, None),
        (".5", 0.5, None),
        ("1e3", 1000, "SCIENTIFIC"),
        ("12%", 0.12, "PERCENT"),
        ("$3.50", 3.5, "CURRENCY"),
        ("฿100", 100, "CURRENCY"),
        ("10:30", 0.4375, "TIME"),
        ("10:30 PM", 0.9375, "TIME"),
        ("1/2/2026 12:00", 46_024.5, "DATE_TIME"),
        ("TRUE", True, None),
        ("false", False, None),
        ("'=1+1", "=1+1", None),
        ("'007", "007", None),
        ("inf", "inf", None),
        ("nan", "nan", None),
        ("1.2.3", "1.2.3", None),
        ("12,34", "12,34", None),
        ("-", "-", None),
        ("=", "=", None),
        ("  text  ", "  text  ", None),
    ],
)
def test_texts_become_what_they_look_like(text, value, kind):
    assert entered(text) == (value, kind)


@pytest.mark.parametrize(
    ("text", "value", "seen"),
    [
        ("9:05", 0.378_472_222_222_222_2, "9:05"),
        ("25:00", 1.041_666_666_666_666_7, "25:00:00"),
        ("100:30:15", 4.187_673_611_111_111, "100:30:15"),
        ("1/2/2026 25:00", "1/2/2026 25:00", "1/2/2026 25:00"),
        ("5-Jan-2026", 46_027, "5-Jan-2026"),
        ("5 January 2026", 46_027, "5 Jan 2026"),
        ("1e400", "1e400", "1e400"),
        ("9" * 400, "9" * 400, "9" * 400),
    ],
)
def test_what_was_typed_is_seen_again(text, value, seen):
    found, number_format = parse_entry(text, US, TODAY)
    assert (found, shown(found, number_format, US)) == (value, seen)


def test_formulas_and_errors_are_kept_apart_from_texts():
    assert entered("=SUM(A1)") == (Formula("=SUM(A1)"), None)
    value, _ = entered("#N/A")
    assert isinstance(value, CellError)
    assert value.type == "N_A"


def test_comma_is_the_decimal_mark_where_it_is():
    assert entered("1.234,5", DE) == (1234.5, "NUMBER")
    assert entered("22.11.2026", DE) == (46_348, "DATE")


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    for locale in LOCALES.values():
        value, number_format = parse_entry(text, locale, TODAY)
        if not isinstance(value, Formula):
            assert isinstance(shown(value, number_format, locale), str)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)), st.sampled_from(list(LOCALES)))
def test_shown_dates_are_read_back(day, name):
    locale = LOCALES[name]
    serial = (day - dt.date(1899, 12, 30)).days
    text = shown(serial, {"type": "DATE"}, locale)
    assert parse_entry(text, locale, TODAY)[0] in {serial, text}
    if name != "ko_KR":
        assert parse_entry(text, locale, TODAY)[0] == serial


@given(st.integers(-(10**14), 10**14))
def test_shown_whole_numbers_are_read_back(number):
    assert parse_entry(shown(number, None, US), US, TODAY)[0] == number


def test_short_names_of_locales_are_known():
    asked = ("th", "th-TH", "th_TH", "en", "xx")
    assert [canonical_locale(name) for name in asked] == ["th_TH", "th_TH", "th_TH", "en_US", None]
