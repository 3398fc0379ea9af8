"""Findings in words."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from sheets_sync.checking.findings import Finding, Named, Severity
from sheets_sync.i18n.finding_text import finding_message, record_name
from sheets_sync.i18n.sentences import Sentences
from tests.registry.reading import our_schema


def said(finding: Finding, language: str = "th", *, thai_digits: bool = False) -> str:
    return finding_message(finding, our_schema(), Sentences(language, thai_digits=thai_digits))


def reversed_period(**facts: object) -> Finding:
    return Finding(
        "dates-reversed",
        Severity.ERROR,
        "plans",
        "แผนปฏิบัติการ",
        row=2,
        column="period_end",
        cell="F2",
        value="31 ม.ค. 2569",
        facts={
            "start": Named("plans", "period_start"),
            "since": np.datetime64("2026-10-15"),
            **facts,
        },
    )


def test_columns_are_said_by_their_labels_and_days_in_the_readers_era():
    assert said(reversed_period()) == (
        "“ระยะเวลาสิ้นสุด” (31 ม.ค. 2569) อยู่ก่อน “ระยะเวลาเริ่มต้น” ซึ่งเป็น 15 ต.ค. 2569 "
        "โปรดตรวจสอบทั้งสองวัน โดยเฉพาะปี"
    )
    assert said(reversed_period(), "en") == (
        "“Period end” (31 ม.ค. 2569) lies before “Period start”, which is 15 Oct 2026. "
        "Please check both days, most of all the year."
    )


def test_days_take_thai_digits_where_the_agency_asked_for_them():
    assert "๑๕ ต.ค. ๒๕๖๙" in said(reversed_period(), thai_digits=True)


def choice(suggestion: str | None) -> Finding:
    return Finding(
        "choice-unknown",
        Severity.ERROR,
        "evaluations",
        "ประเมินผลการเรียนรู้",
        column="result",
        value="ผ่านน",
        suggestion=suggestion,
        facts={"allowed_th": "ผ่าน, ไม่ผ่าน", "allowed_en": "Passed, Not passed"},
    )


def test_the_sentence_proposes_where_something_can_be_proposed():
    assert said(choice("ผ่าน")) == (
        "“ผ่านน” ไม่อยู่ในตัวเลือกของ “ผลการประเมิน” หากหมายถึง “ผ่าน” โปรดเลือกตามนี้ "
        "(ตัวเลือกทั้งหมด: ผ่าน, ไม่ผ่าน)"
    )
    assert said(choice(None)) == ("“ผ่านน” ไม่อยู่ในตัวเลือกของ “ผลการประเมิน” โปรดเลือกจาก ผ่าน, ไม่ผ่าน")


def test_a_fact_in_both_languages_is_said_in_the_readers():
    assert said(choice(None), "en") == (
        "“ผ่านน” is not one of the choices for “Result”. Please choose one of: Passed, Not passed."
    )


def test_a_long_text_is_quoted_in_one_line_and_cut():
    long = Finding(
        "link-malformed",
        Severity.WARNING,
        "sessions",
        "กิจกรรม",
        column="evidence",
        value="ในไดรฟ์\n" + "ก" * 100,
    )

    assert said(long).startswith(f"“ในไดรฟ์ {'ก' * 71}…” ยังไม่ใช่ลิงก์")


def test_nothing_typed_is_ever_taken_for_a_placeholder():
    braces = Finding(
        "email-malformed", Severity.ERROR, "staff", "บุคลากร", column="email", value="{key} {0}"
    )

    assert said(braces).startswith("“{key} {0}” ยังไม่ใช่อีเมล")


@pytest.mark.parametrize(
    ("named", "th", "en"),
    [
        (Named("sessions"), "กิจกรรม", "Sessions"),
        (Named("sessions", "held_on"), "วันที่จัดจริง", "Held on"),
        (Named("sessions", "status", "held"), "จัดแล้ว", "Held"),
    ],
)
def test_a_name_of_the_schema_is_said_by_its_label(named: Named, th: str, en: str):
    assert (named.label(our_schema(), "th"), named.label(our_schema(), "en")) == (th, en)


def test_a_day_is_a_day_whatever_type_it_has():
    one = said(reversed_period(since=dt.date(2026, 10, 15)))

    assert one == said(reversed_period())


def test_the_days_of_a_key_are_said_in_the_readers_era():
    finding = replace(reversed_period(), key="C-001 · 60004 · 2026-10-01")

    assert record_name(finding, Sentences("th")) == "C-001 · 60004 · 1 ต.ค. 2569"
    assert record_name(finding, Sentences("en")) == "C-001 · 60004 · 1 Oct 2026"


@pytest.mark.parametrize("key", ["S-0001", "2026-13-01", "C-001 · 2026-10", None])
def test_what_is_no_day_stays_in_a_key_as_it_is(key: str | None):
    assert record_name(replace(reversed_period(), key=key), Sentences("th")) == key
