"""What cells show."""

import pytest

from tests.google.display import shown
from tests.google.locales import LOCALES

US, TH, DE = LOCALES["en_US"], LOCALES["th_TH"], LOCALES["de_DE"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1 / 3, "0.3333333333"),
        (0.1 + 0.2, "0.3"),
        (1_234_567.891234, "1234567.891"),
        (12_345_678_901, "12345678901"),
        (1e15, "1E+15"),
        (1e-7, "1E-07"),
        (-2, "-2"),
        (True, "TRUE"),
        ("text", "text"),
    ],
)
def test_automatic_format(value, text):
    assert shown(value, None, US) == text


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "0", "1235"),
        (0.256, "0%", "26%"),
        (0.256, "0.0%", "25.6%"),
        (5, '"฿"#,##0', "฿5"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"zero"', "zero"),
        (7, "000", "007"),
        (12345, "0.00E+00", "1.23E+04"),
        (1.5, "0.##", "1.5"),
        (3, "@", "3"),
    ],
)
def test_number_patterns(value, pattern, text):
    assert shown(value, {"type": "NUMBER", "pattern": pattern}, US) == text


@pytest.mark.parametrize(
    ("serial", "pattern", "text"),
    [
        (46_348, "d mmm yyyy", "22 Nov 2026"),
        (46_348, "yyyy-mm-dd", "2026-11-22"),
        (46_348, "dddd d mmmm yy", "Sunday 22 November 26"),
        (46_348.5, "h:mm am/pm", "12:00 PM"),
        (46_348.4375, "dd/mm/yyyy hh:mm:ss", "22/11/2026 10:30:00"),
        (1.5, "[h]:mm", "36:00"),
        (46_348, 'd "of" mmmm', "22 of November"),
    ],
)
def test_date_patterns(serial, pattern, text):
    assert shown(serial, {"type": "DATE", "pattern": pattern}, US) == text


def test_default_patterns_go_by_the_locale():
    formats = [{"type": kind} for kind in ("DATE", "TIME", "CURRENCY", "PERCENT", "DATE_TIME")]
    assert [shown(46_348.25, one, US) for one in formats] == [
        "11/22/2026",
        "6:00:00 AM",
        "$46,348.25",
        "4634825.00%",
        "11/22/2026 6:00:00",
    ]
    assert [shown(46_348.25, one, TH) for one in formats][:3] == [
        "22/11/2026",
        "6:00:00",
        "฿46,348.25",
    ]
    assert shown(1234.5, {"type": "NUMBER"}, DE) == "1.234,50"
    assert shown(46_348, {"type": "DATE", "pattern": "d mmmm yyyy"}, TH) == "22 พฤศจิกายน 2026"
