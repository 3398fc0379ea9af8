import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.registry.workbook import RawCell
from tests.registry.reading import cells_of, problems, stored, values
from tests.rules.workbooks import our_schema


def test_identifiers_are_text_however_they_are_typed():
    cells = cells_of("staff", "staff_id", 60001.0, "๖๐๐๐๑", " 60001 ", "C-001")

    assert values(cells) == ["60001", "60001", "60001", "C-001"]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("suda.j@agency.go.th", "suda.j@agency.go.th"),
        (" Suda.J@Agency.GO.TH; ", "suda.j@agency.go.th"),
        ("<suda@agency.go.th>", "suda@agency.go.th"),
        ("suda@agency", None),
        ("a@agency.go.th, b@agency.go.th", None),
        ("สุดา@agency.go.th", None),
    ],
)
def test_an_address_is_one_plain_address_or_none(typed: str, address: str | None):
    cells = cells_of("staff", "email", typed)

    assert values(cells) == [address]
    assert problems(cells) == ([] if address else [(0, "email-malformed", None)])


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("สุดา <Suda@agency.go.th>", "suda@agency.go.th"),
        ("mailto:suda@agency.go.th", "suda@agency.go.th"),
        ("suda@agency.go.th.", "suda@agency.go.th"),
        ("สุดา suda@agency.go.th", None),
        ("<a@agency.go.th> <b@agency.go.th>", None),
    ],
)
def test_an_address_is_proposed_where_only_its_wrapping_is_wrong(typed: str, suggestion: str):
    assert problems(cells_of("staff", "email", typed)) == [(0, "email-malformed", suggestion)]


@pytest.mark.parametrize(
    ("typed", "link", "suggestion"),
    [
        ("https://drive.agency.go.th/a?b=1#c", "https://drive.agency.go.th/a?b=1#c", None),
        ("ภาพ: HTTP://agency.go.th/a และอื่น ๆ", "HTTP://agency.go.th/a", None),
        ("www.agency.go.th/a", None, "https://www.agency.go.th/a"),
        ("ในไดรฟ์กลาง", None, None),
        ("https:// agency.go.th", None, None),
    ],
)
def test_evidence_is_an_http_link(typed: str, link: str | None, suggestion: str | None):
    cells = cells_of("sessions", "evidence", typed)

    assert values(cells) == [link]
    assert problems(cells) == ([] if link else [(0, "link-malformed", suggestion)])


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("จัดแล้ว", "held"),
        (" ดำเนินการแล้วเสร็จ ", "held"),
        ("HELD", "held"),
        ("เลื่อน", "postponed"),
        ("งด", "cancelled"),
    ],
)
def test_a_choice_is_known_by_its_names_and_synonyms(typed: str, choice: str):
    assert values(cells_of("sessions", "status", typed)) == [choice]


def test_an_unknown_choice_has_no_value_and_the_nearest_as_suggestion():
    cells = cells_of("evaluations", "result", "ผ่านน", "not pased", "ยังไม่รู้")

    assert values(cells) == [None, None, None]
    assert problems(cells) == [
        (0, "choice-unknown", "ผ่าน"),
        (1, "choice-unknown", "Not passed"),
        (2, "choice-unknown", None),
    ]


def test_a_blank_choice_is_the_default():
    assert values(cells_of("staff", "status", None, "-", "ลาออก")) == ["active", "active", "left"]


def test_yes_and_no_are_whole_cells():
    cells = cells_of(
        "attendance", "attended", "ใช่", "ไม่ใช่", True, False, "✓", "ติดราชการ", 1.0, None
    )

    assert values(cells) == [True, False, True, False, True, False, True, None]


def test_what_means_yes_means_no_behind_not():
    words = [word for word in our_schema().yes if "ก" <= word <= "๛" and word != "มี"]
    cells = cells_of("attendance", "attended", *(f"ไม่{word}" for word in words))

    assert (values(cells), problems(cells)) == ([False] * len(words), [])


def test_a_cross_says_neither_yes_nor_no():
    cells = cells_of("attendance", "attended", "x", "ใช่ค่ะ")

    assert values(cells) == [None, None]
    assert [rule for _, rule, _ in problems(cells)] == ["choice-unknown", "choice-unknown"]


@pytest.mark.parametrize(
    ("typed", "areas"),
    [
        ("8, ๙", ("C08", "C09")),
        (8.0, ("C08",)),
        ("3)", ("C03",)),
        ("ด้านที่ 2 ภาษา", ("C02",)),
        ("ความรู้/ทักษะเฉพาะทางในสายงาน", ("C01",)),
        ("ภาษา / การใช้เทคโนโลยี", ("C02", "C09")),
        ("C10\nC10; c01", ("C10", "C01")),
        ("กฎหมาย และ ภาษา", ("C08", "C02")),
    ],
)
def test_areas_come_as_numbers_codes_or_words(typed: str | float, areas: tuple[str, ...]):
    cells = cells_of("communities", "areas", typed)

    assert (values(cells), problems(cells)) == ([areas], [])


def test_the_known_areas_of_a_cell_count_beside_an_unknown_one():
    cells = cells_of("communities", "areas", "8, เทคโนโลยย", "11", "3) ภาษา")

    assert values(cells) == [("C08",), None, None]
    assert problems(cells) == [
        (0, "area-unknown", "การใช้เทคโนโลยี"),
        (1, "area-unknown", None),
        (2, "area-unknown", None),
    ]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("๑,๒๓๔.๕", 1234.5), ("1 234", 1234.0), (".5", 0.5), (7, 7.0), ("+3", 3.0), (2.5, 2.5)],
)
def test_numbers_are_read_with_thai_digits_and_separators(typed: object, number: float):
    assert values(cells_of("evaluations", "pre_score", typed)) == [number]


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [("16 คะแนน", "16"), ("8/20", None), ("มาก", None), ("1,23", None), ("1e309", None)],
)
def test_what_is_no_number_has_no_value(typed: str, suggestion: str | None):
    cells = cells_of("evaluations", "pre_score", typed)

    assert math.isnan(values(cells)[0])
    assert problems(cells) == [(0, "number-unreadable", suggestion)]


@pytest.mark.parametrize(
    ("tab", "column", "typed", "variant"),
    [
        ("sessions", "hours", 0.0, "above_to"),
        ("sessions", "hours", 24.5, "above_to"),
        ("evaluations", "satisfaction", 6.0, "between"),
        ("evaluations", "pre_score", -1.0, "at_least"),
        ("evaluations", "full_score", 0.0, "above"),
        ("plans", "member_count", 2.5, "whole"),
        ("plans", "member_count", -2.5, "at_least"),
    ],
)
def test_a_number_out_of_range_is_not_used(tab: str, column: str, typed: float, variant: str):
    cells = cells_of(tab, column, typed)

    assert math.isnan(values(cells)[0])
    assert cells.problems_at("number-out-of-range", 0)[0].facts["variant"] == variant


def test_a_day_is_stored_in_the_common_era():
    cells = cells_of("sessions", "planned_on", "22 พ.ย. 69", stored(2026, 11, 22, 9), 46348.0)

    assert values(cells) == [dt.date(2026, 11, 22)] * 3


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (46348, "22/11/2026"),
        (46348.0, "22/11/2026"),
        (46348.375, "22/11/2026 09:00"),
        (244675, "22/11/2569"),  # typed in the Buddhist era, stored 543 years ahead
        (60000, "8/4/2064"),
        (25691122, "25691122"),
        (221169, "221169"),
        (2569, "2569"),
        (True, "TRUE"),
    ],
)
def test_a_stored_day_is_shown_as_one_and_typed_digits_as_typed(typed: RawCell, shown: str):
    assert cells_of("sessions", "held_on", typed).shown(0) == shown


@given(st.dates(dt.date(2012, 1, 1), dt.date(2040, 1, 1)))
def test_a_day_means_the_same_as_its_serial_number(day: dt.date):
    number = (day - dt.date(1899, 12, 30)).days
    one = cells_of("sessions", "held_on", dt.datetime.combine(day, dt.time()))
    other = cells_of("sessions", "held_on", number)

    assert (values(other), problems(other), other.shown(0)) == (
        values(one),
        problems(one),
        one.shown(0),
    )


def test_slips_keep_the_day_and_other_problems_do_not():
    cells = cells_of(
        "sessions", "planned_on", stored(2569, 11, 22), "วันจันทร์ที่ 22 พ.ย. 69", "พ.ย. 69",
        "22-24 พ.ย. 69", "22/11/2596",
    )  # fmt: skip

    assert values(cells) == [dt.date(2026, 11, 22), dt.date(2026, 11, 22), None, None, None]
    assert [rule for _, rule, _ in problems(cells)] == [
        "date-era-slip", "weekday-mismatch", "date-unreadable", "date-ambiguous",
        "date-implausible",
    ]  # fmt: skip


def test_a_period_takes_either_end_of_a_month_or_range():
    start = cells_of("plans", "period_start", "พ.ย. 69", "1 พ.ย. 69 - 31 ม.ค. 70", "5/11/2569")
    end = cells_of("plans", "period_end", "พ.ย. 69", "1 พ.ย. 69 - 31 ม.ค. 70", "5/11/2569")

    assert values(start) == [dt.date(2026, 11, 1), dt.date(2026, 11, 1), dt.date(2026, 11, 5)]
    assert values(end) == [dt.date(2026, 11, 30), dt.date(2027, 1, 31), dt.date(2026, 11, 5)]
    assert start.ends is not None
    assert start.ends[start.codes].tolist() == [None, dt.date(2027, 1, 31), None]


def test_a_month_is_its_first_day():
    assert values(cells_of("remarks", "month", "ต.ค. 2569", "15/10/2569")) == [
        dt.date(2026, 10, 1),
        dt.date(2026, 10, 1),
    ]


@pytest.mark.parametrize(
    ("tab", "column", "typed", "value"),
    [
        ("communities", "community_id", "'C-001", "C-001"),
        ("staff", "staff_id", "’๖๐๐๐๑", "60001"),
        ("sessions", "hours", "'2.5", 2.5),
        ("sessions", "held_on", " '22/11/2569", dt.date(2026, 11, 22)),
        ("sessions", "status", "`จัดแล้ว", "held"),
        ("staff", "email", "'suda@agency.go.th", "suda@agency.go.th"),
        ("staff", "full_name", "'สุดา", "'สุดา"),
        ("communities", "community_id", "'C-001'", "'C-001'"),
        ("communities", "community_id", "C'001", "C'001"),
    ],
)
def test_the_mark_that_keeps_a_number_a_text_is_not_read(tab, column, typed, value):
    cells = cells_of(tab, column, typed)

    assert (values(cells), problems(cells), cells.shown(0)) == ([value], [], typed)


def test_hours_in_words_are_suggested_as_the_number_they_are():
    meant = {
        "2 ชม. 30 นาที": "2.5", "๙๐ นาที": "1.5", "3 ชั่วโมงครึ่ง": "3.5", "2 hrs": "2", "2h30": "2.5",
        "09.00–12.00 น.": "3", "13:00 - 16:30": "3.5", "3 ชม. (เช้า)": "3",
        "2.30 ชม.": "2.5 / 2.3", "๑.๔๕ ชั่วโมง": "1.75 / 1.45", "2.00 hrs": "2",
        "2.75 ชม.": "2.75", "1 วัน": None, "12.00-09.00": None, "บ่าย": None,
    }  # fmt: skip
    cells = cells_of("sessions", "hours", *meant)

    assert [(rule, one) for _, rule, one in problems(cells)] == [
        ("number-unreadable", one) for one in meant.values()
    ]


@pytest.mark.parametrize(
    "typed",
    ["09.30", "9:30 น.", "เวลา ๙.๓๐ น.", dt.time(9, 30), stored(1899, 12, 30, 9, 30),
     dt.timedelta(hours=9, minutes=30), 9.5 / 24, 46348 + 9.5 / 24],
)  # fmt: skip
def test_a_time_of_day_is_read_as_typed_or_stored(typed: object):
    assert values(cells_of("sessions", "starts_at", typed)) == [dt.time(9, 30)]


def test_a_time_that_cannot_be_read_is_no_reason_to_complain():
    cells = cells_of("sessions", "starts_at", "เช้า", "25.00")

    assert (values(cells), problems(cells)) == ([None, None], [])
