"""The words of totals, notes and signatures, and their neighbours that are none."""

import pytest

from sheets_sync.registry.record_words import (
    begins_note,
    explains_heading,
    is_amount,
    is_ditto,
    is_subtotal,
    is_total,
)


@pytest.mark.parametrize(
    "text",
    [
        "รวม",
        "รวมทั้งสิ้น",
        "รวมทั้งหมด 4 คน",
        "ยอดรวม",
        "รวม 12",
        "Total",
        "Grand total:",
        "รวมชั่วโมง",
        "รวมสมาชิกทุกกลุ่ม",
        "รวมกิจกรรมทั้งสิ้น 4 ครั้ง",
        "รวมเป็นเงิน",
        "คิดเป็นร้อยละ",
        "ค่าเฉลี่ย",
        "S.D.",
    ],
)
def test_total(text):
    assert is_total(text)


@pytest.mark.parametrize(
    "text",
    [
        "รวมพล",
        "รวมพลังคนพัสดุ",
        "รวมใจ ใจดี",
        "Totally",
        "กลุ่มรวม",
        "C-001",
        "ประชุมรวม",
        "รวมวันดี",
        "รวมเรื่องเล่า",
    ],
)
def test_no_total(text):
    assert not is_total(text)


@pytest.mark.parametrize(
    "text",
    ["หมายเหตุ: ข้อมูล ณ วันที่ 30 พ.ย. 2569", "ผู้จัดทำ นางสาวสุดา ใจดี", "ลงชื่อ ......", "........."],
)
def test_note(text):
    assert begins_note(text)


@pytest.mark.parametrize("text", ["C-001", "60003", "นางสาวสุดา ใจดี", "ผู้อำนวยการกองคลัง"])
def test_no_note(text):
    assert not begins_note(text)


def test_an_amount_is_a_number_with_its_unit_or_the_unit():
    assert [one for one in ("4 คน", "คน", "12", "จำนวน 3 ครั้ง", "พัสดุ", "คนดี") if is_amount(one)] == [
        "4 คน",
        "คน",
        "12",
        "จำนวน 3 ครั้ง",
    ]


def test_a_subtotal_says_of_what():
    texts = [
        "รวม C-001", "รวมกลุ่มพัสดุ", "Total of October", "รวมทั้งปี", "รวมตลอดปีงบประมาณ",
        "รวมพล", "รวมใจ", "Totally", "C-001", "รวมทั้งใจ",
    ]  # fmt: skip
    assert [one for one in texts if is_subtotal(one)] == texts[:5]


def test_beneath_headings_forms_number_columns_and_say_units():
    texts = ["(1)", "[๑๒]", "(วัน/เดือน/ปี)", "1", "(ก) ข", "()"]
    assert [one for one in texts if explains_heading(one)] == texts[:3]


def test_a_ditto_mark_only_says_that_it_is_as_above():
    texts = [
        "〃", '"', "”", "''", "- ” -", "(〃)", "-do-", "Ditto", "same as above", "เช่นเดียวกัน",
        "เช่นเดียวกับข้างบน", "เหมือนแถวบน", "ตามข้างต้น", "ข้างบน", ",,",
        "-", "do", "บน", "ตาม", "เหมือน", "ข้างบน 2", "C-001", "เพื่อน", "same day",
    ]  # fmt: skip
    assert [one for one in texts if is_ditto(one)] == texts[:15]
