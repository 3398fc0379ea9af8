"""Thai on a terminal: how wide it is and where it may break."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from jobs.cli.text_width import terminal_columns, width, wrapped

letters = [chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))]
thai = st.text(alphabet=[*letters, *"ab 7"], max_size=60)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("ที่", 1),
        ("น้ำ", 2),
        ("ผู้เชี่ยวชาญ", 8),
        ("กำหนด", 5),
        ("C-007", 5),
        ("漢字", 4),
        ("ก\u200bข", 2),
    ],
)
def test_marks_take_no_cell(text, cells):
    assert width(text) == cells


def test_lines_break_at_spaces_first():
    assert wrapped("ตรวจทะเบียน เตือนผู้เกี่ยวข้อง และจัดทำรายงาน", 22) == [
        "ตรวจทะเบียน",
        "เตือนผู้เกี่ยวข้อง",
        "และจัดทำรายงาน",
    ]


def test_a_long_word_breaks_between_clusters():
    assert wrapped("เชี่ยวชาญกำหนด", 4) == ["เชี่ยว", "ชาญ", "กำหน", "ด"]


def test_nothing_gives_no_lines():
    assert wrapped("  ", 10) == []


@given(thai, st.integers(4, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text, room):
    lines = wrapped(text, room)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= room or " " not in line for line in lines)


@given(thai)
def test_our_width_is_that_of_the_tables(text):
    assert width(text) == cell_len(text)


@pytest.mark.parametrize("said", [None, "", "0", "wide", "-3", "120"])
def test_lines_are_as_long_as_the_standard_library_has_them(said, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    if said is not None:
        monkeypatch.setenv("COLUMNS", said)

    assert terminal_columns() == shutil.get_terminal_size().columns
