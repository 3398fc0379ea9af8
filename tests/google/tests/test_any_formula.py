"""Whatever a formula is given, its error stays in its cell."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.cells import CellError, Formula
from tests.google.formulas.calculation import computed
from tests.google.formulas.functions import FUNCTIONS
from tests.google.model import new_spreadsheet

NOW = dt.datetime(2026, 11, 22, 10, 0)
ODD = [
    *("", "0", "1", "-1", "-0.5", "1E308", "46000", "1000000", "TRUE", "1/0"),
    *('""', '"a"', '"("', '"2026-01-01"', "A1:B2", "B1:B", "A9", "Nope!A1"),
    *("{1}", "{1,2;3,4}", "LAMBDA(x,x)"),
]


def result(formula):
    book = new_spreadsheet("id", "Book", "Data")
    grid = book.sheets[0].grid
    grid.resize(30, 10)
    grid.write(0, 0, [["a", 1], [2.5, True]])
    grid.set_value(5, 5, Formula(formula))
    return computed(book, NOW).rows[0][5][5]


@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(st.sampled_from(ODD), max_size=5))
def test_no_arguments_break_the_computation(name, arguments):
    found = result(f"={name}({','.join(arguments)})")
    assert isinstance(found, str | int | float)


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("=SUMPRODUCT({1,2},{1})", "#VALUE!"),
        ("=COUNTIFS({1,2},1,{1},1)", "#VALUE!"),
        ("=YEAR(1E308)", "#NUM!"),
        ("=ROUND(1,1000000)", "#NUM!"),
        ("=CHAR(-1)", "#VALUE!"),
        ('=SPLIT("a","")', "#VALUE!"),
        ('=REPT("a",1000000000)', "#VALUE!"),
        ("=SEQUENCE(100000,100000)", "#NUM!"),
        ("=MAKEARRAY(100000,100000,LAMBDA(r,c,1))", "#NUM!"),
        ("=WORKDAY(0,99999999)", "#NUM!"),
        ("=" + "(" * 3000 + "1" + ")" * 3000, "#ERROR!"),
        ("=" + "1+" * 9000 + "1", "#ERROR!"),
    ],
)
def test_what_is_out_of_range_is_an_error_value(formula, error):
    found = result(formula)
    assert (type(found), str(found)) == (CellError, error)
    assert result(f'=IFERROR({formula[1:]},"caught")') in {"caught", "#ERROR!"}


def test_a_formula_in_trouble_leaves_the_rest_readable(google):
    book = google.new_spreadsheet("Data", {"Data": [["a", "=ROUND(1,1000000)"]]})
    ws = google.gspread().open_by_key(book.id).sheet1
    assert ws.get("A1:B1") == [["a", "#NUM!"]]


def test_split_keeps_empty_parts_when_asked():
    assert result('=COLUMNS(SPLIT("a,,b",","))') == 2
    assert result('=COLUMNS(SPLIT("a,,b",",",TRUE,FALSE))') == 3
    assert result('=INDIRECT("R1C1",FALSE)') == "a"
