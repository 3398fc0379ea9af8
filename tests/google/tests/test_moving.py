"""Formulas follow the cells they name."""

import pytest

from tests.google.formulas.moving import (
    Shift,
    after_move,
    after_shift,
    renamed,
    shifted,
    without_tab,
)

ROW_IN = Shift("ROWS", 2, 1)
ROW_OUT = Shift("ROWS", 4, -1)
COLUMN_IN = Shift("COLUMNS", 0, 1)


@pytest.mark.parametrize(
    ("formula", "shift", "after"),
    [
        ("=A2+A3", ROW_IN, "=A2+A4"),
        ("=SUM(A2:A9)", ROW_IN, "=SUM(A2:A10)"),
        ("=A3:A", ROW_IN, "=A4:A"),
        ("=A:A", ROW_IN, "=A:A"),
        ("=$B$5*2", ROW_IN, "=$B$6*2"),
        ("=Other!A5", ROW_IN, "=Other!A5"),
        ("=A5+1", ROW_OUT, "=#REF!+1"),
        ("=SUM(A2:A9)", ROW_OUT, "=SUM(A2:A8)"),
        ("=A9", ROW_OUT, "=A8"),
        ('=A1&"A1"', COLUMN_IN, '=B1&"A1"'),
        ("=A:C", COLUMN_IN, "=B:D"),
        ('={"S";MAP(A2:A,LAMBDA(k,k))}', COLUMN_IN, '={"S";MAP(B2:B,LAMBDA(k,k))}'),
        ("=broken(", ROW_IN, "=broken("),
    ],
)
def test_rows_and_columns_put_in_and_taken_out(formula, shift, after):
    assert after_shift(formula, "Tab", "Tab", shift) == after


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=$A:$A", "=$C:$C"),
        ("=B:B&C7", "=A:A&B7"),
        ("=D1+E1", "=D1+E1"),
        ("=A:C", "=B:C"),
        ("=SUM(B:D)", "=SUM(A:D)"),
        ("=Other!A1", "=Other!A1"),
    ],
)
def test_columns_that_are_moved_are_followed(formula, after):
    place = {0: 2, 1: 0, 2: 1, 3: 3, 4: 4}

    assert after_move(formula, "Tab", "Tab", "COLUMNS", place) == after


def test_rows_that_are_moved_are_followed():
    assert after_move("=A2+A$3+B:B", "Tab", "Tab", "ROWS", {1: 2, 2: 1}) == "=A3+A$2+B:B"


def test_other_tabs_are_followed_by_name():
    assert after_shift("=Tab!A5+A5", "Other", "Tab", ROW_IN) == "=Tab!A6+A5"


def test_copies_move_relative_references():
    assert shifted("=A1+$A$1+A$1+$A1", 1, 2) == "=C2+$A$1+C$1+$A2"
    assert shifted("=A1", -1, 0) == "=#REF!"


def test_titles_are_renamed_and_lost():
    assert renamed("=old!A1+'old'!B2+x!A1", "old", "new tab") == "='new tab'!A1+'new tab'!B2+x!A1"
    assert without_tab("=old!A1+x!A1", "old") == "=#REF!+x!A1"
