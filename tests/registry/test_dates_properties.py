import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.registry.dates import DateReading, read_date
from sheets_sync.registry.dates.lexer import marks
from sheets_sync.registry.months_and_years import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    THAI_MONTHS,
    THAI_SHORT_MONTHS,
    THAI_WEEKDAYS,
    month_last,
)
from sheets_sync.registry.text import thai_digits

TODAY = dt.date(2026, 11, 22)
FIRST, LAST = dt.date(2011, 11, 22), dt.date(2041, 11, 22)
SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")

STYLES = (
    "{d}/{m}/{be}", "{d}/{m}/{ce}", "{dd}/{mm}/{be}", "{dd}/{mm}/{ce}", "{d}/{m}/{b}",
    "{d}/{m}/{c}",
    "{d}-{m}-{be}", "{dd}-{mm}-{ce}", "{d}.{m}.{be}", "{d} {m} {be}", "{d} / {m} / {be}",
    "{ce}-{mm}-{dd}", "{be}-{mm}-{dd}", "{ce}/{mm}/{dd}", "{be}.{mm}.{dd}", "{ce}{mm}{dd}",
    "{d} {short} {be}", "{d} {short} {b}", "{d}{short}{b}", "{d} {bare} {b}", "{d}{bare}{be}",
    "{d}-{short}-{b}", "{d} {short} {ce}", "{d} {long} {be}", "{d} {long} {b}", "{d}{long}{be}",
    "{d} {long} พ.ศ. {be}", "{d} {long} พ.ศ.{be}", "{d} {long} ค.ศ. {ce}", "{d} {short} พศ {b}",
    "วันที่ {d} {long} {be}", "วันที่ {d} เดือน{long} พ.ศ. {be}", "ณ วันที่ {d} {long} {be}",
    "วัน{weekday}ที่ {d} {long} พ.ศ. {be}", "วัน{weekday} {d} {short} {b}", "{wd} {d} {short} {b}",
    "{wd}{d}/{m}/{b}", "{d} {short} {be} ({wd})", "{d}/{m}/{be} (วัน{weekday})",
    "{d} {eng} {ce}", "{d} {eng3} {ce}", "{d}-{eng3}-{b}", "{d} {eng3} {be}", "{eng} {d}, {ce}",
    "{eng3} {d} {ce}", "{engday}, {d} {eng} {ce}", "{engday}, {eng} {d}{th}, {ce}",
    "{d}{th} {eng3} {c}",
    "{ce}-{eng3}-{dd}", "{d}/{m}/{be} 09:30:00", "{d}/{m}/{be} เวลา 09.30 น.",
    "{d} {long} {be} เวลา 09.30 - 16.30 น.", "{d} {short} {b} (เช้า)", "{ce}-{mm}-{dd}T09:30:00",
    "{ce}-{mm}-{dd}T02:30:00.000Z", "'{d}/{m}/{be}", " {d}\u00a0{long}\u200b {be}\n",
    "{d}–{m}–{be}", "{d}\\{m}\\{be}", "{d} {short} '{b}", "ภายในวันที่ {d} {short} {b}",
)  # fmt: skip


def typed(day, style):
    be, month = day.year + 543, day.month - 1
    suffix = "th" if day.day in (11, 12, 13) or day.day % 10 not in (1, 2, 3) else None
    return style.format(
        d=day.day, dd=f"{day.day:02}", m=day.month, mm=f"{day.month:02}",
        be=be, ce=day.year, b=f"{be % 100:02}", c=f"{day.year % 100:02}",
        short=THAI_SHORT_MONTHS[month], bare=THAI_SHORT_MONTHS[month].replace(".", ""),
        long=THAI_MONTHS[month], eng=ENGLISH_MONTHS[month], eng3=ENGLISH_MONTHS[month][:3],
        weekday=THAI_WEEKDAYS[day.weekday()], wd=SHORT_WEEKDAYS[day.weekday()],
        engday=ENGLISH_WEEKDAYS[day.weekday()], th=suffix or ("st", "nd", "rd")[day.day % 10 - 1],
    )  # fmt: skip


days = st.dates(FIRST, LAST)


@pytest.mark.parametrize("style", STYLES)
@given(day=days, thai=st.booleans())
def test_every_plausible_day_reads_back_in_every_style(style, day, thai):
    text = typed(day, style)
    assert read_date(thai_digits(text) if thai else text, TODAY) == DateReading(day, None, "date")


@given(
    day=days,
    style=st.sampled_from([s for s in STYLES if "weekday" in s or "{wd}" in s]),
    by=st.integers(1, 6),
)
def test_a_wrong_weekday_is_seen_and_the_written_date_kept(day, style, by):
    wrong = (day.weekday() + by) % 7
    text = typed(
        day, style.replace("{weekday}", THAI_WEEKDAYS[wrong]).replace("{wd}", SHORT_WEEKDAYS[wrong])
    )
    assert read_date(text, TODAY) == DateReading(day, None, "date", ("weekday",))


@given(day=days, shift=st.sampled_from([543, -57]))
def test_a_stored_day_of_the_wrong_era_is_put_right(day, shift):
    try:
        stored = day.replace(year=day.year + shift)
    except ValueError:
        return
    slipped = DateReading(day, None, "date", ("era",), day)
    serial = (stored - dt.date(1899, 12, 30)).days
    assert [read_date(stored, TODAY), read_date(serial, TODAY)] == [slipped, slipped]


@given(first=days, length=st.integers(0, 400), style=st.sampled_from(STYLES[:6] + STYLES[16:29]))
def test_two_days_with_a_word_between_are_a_range(first, length, style):
    last = min(first + dt.timedelta(length), LAST)
    text = f"{typed(first, style)} ถึง {typed(last, style)}"
    assert read_date(text, TODAY) == DateReading(first, last, "range")


@given(
    first=days,
    months=st.sampled_from([("{short} {b}", " - "), ("{long} {be}", " ถึง "), ("{m}/{be}", "-")]),
)
def test_months_are_a_range_to_the_end_of_the_last(first, months):
    style, between = months
    first = first.replace(day=1)
    last = (first + dt.timedelta(150)).replace(day=1)
    text = typed(first, style) + between + typed(last, style)
    reading = read_date(text, TODAY)
    if first < FIRST or month_last(last) > LAST:
        assert reading.value is None
    else:
        assert reading == DateReading(first, month_last(last), "range")


PIECES = (
    *"0123456789๐๑๒๓๔๕๖๗๘๙/-.,:' \n()[]?*~+&|#<>=\\", "22", "11", "69", "2569", "2026", "543",
    *THAI_SHORT_MONTHS, *THAI_MONTHS, *ENGLISH_MONTHS, *(f"วัน{day}" for day in THAI_WEEKDAYS),
    *SHORT_WEEKDAYS, "วันที่", "พ.ศ.", "ค.ศ.", "ถึง", "และ", "เวลา", "น.", "09.30", "9:30", "T", "Z",
    "am", "th", "เดือน", "ปี", "ประมาณ", "\u200b", "\u00a0", "ำ", "้", "เ", "x", "ก", "🙂",
)  # fmt: skip
near_dates = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def assert_honest(reading):
    """Promises that hold for every cell whatsoever."""
    plausible = {day for day in (reading.value, reading.end, reading.meant) if day}
    assert all(FIRST <= day <= LAST for day in plausible)
    assert (reading.value is not None) == (reading.kind in ("date", "month", "range"))
    assert (reading.end is not None) == (reading.kind in ("month", "range"))
    if reading.end:
        assert reading.value <= reading.end


@given(st.one_of(near_dates, st.text(max_size=40)))
def test_no_text_raises_or_leaves_the_window(text):
    assert_honest(read_date(text, TODAY))


@given(
    st.one_of(
        st.floats(), st.integers(), st.integers(0, 30_000_000), st.dates(), st.datetimes(),
        st.datetimes(timezones=st.timezones()), st.times(), st.timedeltas(), st.booleans(),
    )
)  # fmt: skip
def test_no_other_cell_raises_or_leaves_the_window(raw):
    assert_honest(read_date(raw, TODAY))


@given(
    first=st.integers(1, 12),
    second=st.integers(13, 99),
    year=st.sampled_from(["69", "2569", "2026", "26"]),
    between=st.sampled_from(["/", "-", ".", " ", " / ", "–"]),
    tail=st.sampled_from(["", " 09:30", " น.", " (อา.)", " เวลา 09.00 น."]),
)
def test_month_first_never_becomes_a_date(first, second, year, between, tail):
    reading = read_date(f"{first}{between}{second}{between}{year}{tail}", TODAY)
    assert reading.kind in ("ambiguous", "unreadable")


@given(near_dates)
def test_what_makes_no_difference_makes_none(text):
    plain = read_date(text, TODAY)
    dressed = f" \u200b{unicodedata.normalize('NFD', text)}\u00a0"
    assert read_date(dressed, TODAY) == plain


def test_marks_name_every_word_once():
    assert marks("วันอาทิตย์ที่ 22 พฤศจิกายน พ.ศ. 2569 เวลา 09.30 น.") == "G 22 k X 2569"
    assert marks("22 มกคม 2569") is None
