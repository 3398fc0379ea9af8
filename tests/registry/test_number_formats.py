"""What a number is shown as, where that is a code or a time span."""

import datetime as dt

import pytest

from sheets_sync.registry.number_formats import code_shown, is_of_interest, span_shown


@pytest.mark.parametrize(
    ("number", "pattern", "code"),
    [
        (101.0, "00000", "00101"),
        (123456.0, "00000", "123456"),
        (7.0, '"S-"00', "S-07"),
        (7, "\\S\\-00", "S-07"),
        (12.0, '"C-"General', "C-12"),
        (12345.0, "00-000", "12-345"),
        (5.0, '"กลุ่ม "0', "กลุ่ม 5"),
        (101.0, "0", None),
        (101.0, "General", None),
        (101.0, "#,##0", None),
        (101.0, "0.00", None),
        (45000.0, "d/m/yyyy", None),
        (1.5, "00000", None),
        (-3.0, "00000", None),
        ("00101", "00000", None),
        (True, "00000", None),
    ],
)
def test_code(number, pattern, code):
    assert code_shown(number, pattern) == code


@pytest.mark.parametrize(
    ("number", "pattern", "hours"),
    [
        (26 / 24, "[h]:mm", 26),
        (1.5 / 24, "h:mm", 1.5),
        (1.5 / 24, "[mm]", 1.5),
        (1.5 / 24, "[m]:ss", 1.5),
        (1.5, "0.0", None),
        (45000.5, "d/m/yyyy h:mm", None),
    ],
)
def test_span(number, pattern, hours):
    found = span_shown(number, pattern)
    assert found == (None if hours is None else dt.timedelta(hours=hours))


def test_formats_that_only_show_numbers_are_not_looked_at():
    assert [
        one for one in ("General", "0", "#,##0", "0%", "d/m/yyyy", "@") if is_of_interest(one)
    ] == []
