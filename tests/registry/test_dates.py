import datetime as dt
import json
import re
from pathlib import Path

import pytest

from sheets_sync.registry.dates import DateReading, read_date
from sheets_sync.registry.dates.vocabulary import MONTHS, WEEKDAYS
from sheets_sync.registry.workbook import CellError

TODAY = dt.date(2026, 11, 22)
DATA = Path(__file__).parent / "data"
NO_VALUE = {"ambiguous": "AMB", "unreadable": "NO", "implausible": "NO", "blank": "NO"}


def shown(reading):
    """The reading in the notation of the case files."""
    if reading.kind in NO_VALUE:
        assert (reading.value, reading.end, reading.slips) == (None, None, ())
        return NO_VALUE[reading.kind]
    if reading.kind == "month":
        meaning = f"M:{reading.value:%Y-%m}"
    elif reading.kind == "range":
        meaning = f"R:{reading.value}/{reading.end}"
    else:
        meaning = f"{reading.value}"
    return meaning + "".join(f"!{slip}" for slip in reading.slips if slip == "weekday")


def agreed_cases():
    cases = json.loads((DATA / "thai_dates.json").read_text("utf-8"))["cases"]
    return [(case["typed"], case["means"]) for case in cases]


def lines_of(name):
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            typed, _, means = line.rpartition(" => ")
            yield re.sub(r"\\(\\|n|t|u[0-9a-f]{4})", unescaped, typed), means


def unescaped(found):
    code = found[1]
    return {"\\": "\\", "n": "\n", "t": "\t"}.get(code) or chr(int(code[1:], 16))


@pytest.mark.parametrize(("typed", "means"), agreed_cases())
def test_agreed_cases(typed, means):
    assert shown(read_date(typed, TODAY)) == means


@pytest.mark.parametrize(("typed", "means"), list(lines_of("thai_dates_unseen.txt")))
def test_cases_written_before_the_reader_saw_them(typed, means):
    assert shown(read_date(typed, TODAY)) == means


@pytest.mark.parametrize(("typed", "means"), list(lines_of("thai_dates_traps.txt")))
def test_cases_that_tempt_a_reader_into_a_wrong_date(typed, means):
    assert shown(read_date(typed, TODAY)) == means


@pytest.mark.parametrize(("typed", "means"), list(lines_of("thai_dates_more.txt")))
def test_cases_from_everywhere(typed, means):
    assert shown(read_date(typed, TODAY)) == means


TRUE_DAY = DateReading(TODAY, None, "date")
SLIPPED = DateReading(TODAY, None, "date", ("era",), TODAY)
NOTHING = DateReading(None, None, "unreadable")


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        (46348, TRUE_DAY),
        (46348.0, TRUE_DAY),
        (46348.999999, TRUE_DAY),
        (dt.date(2026, 11, 22), TRUE_DAY),
        (dt.datetime.fromisoformat("2026-11-22T23:59"), TRUE_DAY),
        (dt.datetime(2026, 11, 21, 18, tzinfo=dt.UTC), TRUE_DAY),
        (244675, SLIPPED),
        (244675.4, SLIPPED),
        (25529, SLIPPED),
        (dt.date(2569, 11, 22), SLIPPED),
        (dt.datetime.fromisoformat("2569-11-22T09:00"), SLIPPED),
        (dt.date(1969, 11, 22), SLIPPED),
        (20261122, TRUE_DAY),
        (25691122, TRUE_DAY),
        (22112569.0, TRUE_DAY),
        (20261122.5, NOTHING),
        (221169, TRUE_DAY),
        (261122, DateReading(None, None, "ambiguous")),
        (dt.date(3112, 11, 22), DateReading(None, None, "implausible", (), TODAY)),
        (dt.date(1483, 11, 22), DateReading(None, None, "implausible", (), TODAY)),
        (dt.date(1950, 1, 1), DateReading(None, None, "implausible")),
        (dt.date(2572, 2, 29), DateReading(None, None, "implausible")),
        (18264, DateReading(None, None, "implausible")),
        (2569, NOTHING),
        (0, NOTHING),
        (1, NOTHING),
        (-46348, NOTHING),
        (9e307, NOTHING),
        (10**400, NOTHING),
        (float("nan"), NOTHING),
        (float("inf"), NOTHING),
        (float("-inf"), NOTHING),
        (True, NOTHING),
        (False, NOTHING),
        (dt.time(9, 30), NOTHING),
        (dt.timedelta(days=46348), NOTHING),
        (CellError("#REF!"), NOTHING),
        (dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-12))), NOTHING),
        (None, DateReading(None, None, "blank")),
        ("", DateReading(None, None, "blank")),
        (" \u200b\u00a0\n", DateReading(None, None, "blank")),
    ],
)
def test_cells_that_are_no_text(raw, reading):
    assert read_date(raw, TODAY) == reading


@pytest.mark.parametrize(
    ("typed", "kind", "meant"),
    [
        ("11/22/2026", "ambiguous", TODAY),
        ("11/22/69", "ambiguous", TODAY),
        ("2569-22-11", "ambiguous", TODAY),
        ("69/11/22", "ambiguous", TODAY),
        ("11222569", "ambiguous", TODAY),
        ("22/11", "ambiguous", TODAY),
        ("22 พ.ย.", "ambiguous", TODAY),
        ("3 ม.ค.", "ambiguous", dt.date(2027, 1, 3)),
        ("29 ก.พ.", "ambiguous", None),
        ("22 พ.ย. 69 (รอยืนยัน)", "ambiguous", TODAY),
        ("22 พ.ย. 69 (เลื่อน)", "ambiguous", None),
        ("ประมาณ 22 พ.ย. 69", "ambiguous", TODAY),
        ("22, 24 พ.ย. 69", "ambiguous", None),
        ("22/11/3112", "implausible", TODAY),
        ("22/11/1483", "implausible", TODAY),
        ("22/11/1969", "implausible", TODAY),
        ("22 พ.ย. พ.ศ. 2026", "implausible", TODAY),
        ("22 พ.ย. ค.ศ. 2569", "implausible", TODAY),
        ("22 พ.ย. 95", "implausible", None),
        ("22/11/25669", "unreadable", None),
        ("31/11/2569", "unreadable", None),
        ("22 พ.ย. 69 ณ ห้องประชุม 1", "unreadable", TODAY),
        ("22 พ.ย. 69 ยกเลิก", "unreadable", None),
    ],
)
def test_what_is_suggested_where_nothing_is_read(typed, kind, meant):
    assert read_date(typed, TODAY) == DateReading(None, None, kind, (), meant)


def test_a_month_runs_to_its_last_day():
    reading = DateReading(dt.date(2028, 2, 1), dt.date(2028, 2, 29), "month")
    assert read_date("ก.พ. 71", TODAY) == reading


def test_the_window_is_an_argument():
    assert read_date("22/11/2574", TODAY, years=5) == DateReading(
        dt.date(2031, 11, 22), None, "date"
    )
    assert read_date("23/11/2574", TODAY, years=5).kind == "implausible"


def test_today_may_be_a_leap_day():
    assert read_date("28/2/2554", dt.date(2028, 2, 29), years=17).value == dt.date(2011, 2, 28)


@pytest.mark.parametrize("years", [0, 22])
def test_a_window_that_cannot_tell_the_eras_apart_is_refused(years):
    with pytest.raises(ValueError, match=f"a window of {years} years"):
        read_date("22/11/2569", TODAY, years)


def test_prose_is_no_date_however_long():
    assert read_date("22/11/2569 " * 10_000, TODAY) == NOTHING


def test_no_spelling_means_two_months_or_two_days():
    assert {MONTHS[word] for word in ("มค", "มกรา", "jan", "january")} == {1}
    assert {WEEKDAYS[word] for word in ("พฤ", "พฤหัสฯ", "thu")} == {4}
    assert MONTHS.keys() & WEEKDAYS.keys() == set()


def test_a_text_longer_than_any_date_with_its_notes_is_not_read():
    date = "12 พ.ย. 2569"

    assert shown(read_date(date.ljust(200), TODAY)) == "2026-11-12"
    assert shown(read_date(date.ljust(201), TODAY)) == "NO"
