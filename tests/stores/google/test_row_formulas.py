"""The formulas that a workbook brings along from a file are known by their shape alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.stores.google.writing.row_formulas import is_row_formula
from sheets_sync.stores.xlsx.keys import status_formula

TEXTS = st.text("กข $\"'(),&*A1", max_size=12)
COLUMNS = st.integers(1, 60)


@st.composite
def columns(draw):
    choices = st.lists(COLUMNS, min_size=1, max_size=3, unique=True).map(tuple)
    return StatusColumn(
        sheet="สมาชิก",
        heading="ผลการตรวจสอบ",
        header_row=1,
        keys=tuple(draw(st.lists(choices, min_size=1, max_size=2))),
        texts={},
        fine=draw(TEXTS),
        without_key=draw(TEXTS),
        unchecked=draw(TEXTS),
    )


@given(columns(), st.integers(2, 99_999), st.integers(2, 60), st.integers(0, 9))
def test_whatever_is_written_beside_a_row_of_a_file_is_known_again(status, row, column, pair):
    for lookup in ("_cop_steward", "_cop_steward (2)"):
        formula = "=" + status_formula(status, row, column=column, pair=pair, lookup=lookup)

        assert is_row_formula(formula, row)
        assert not is_row_formula(formula, row + 1)


COLUMN = StatusColumn("สมาชิก", "ผล", 1, ((1, 2),), {}, "ดี", "ไม่มีรหัส", "รอ")
OURS = "=" + status_formula(COLUMN, 7, column=4, pair=0)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "โทรแล้ว",
        "=A7",
        "=IFERROR(INDEX(A:A,1),0)",
        OURS[:-1],
        OURS + "+1",
        OURS.replace("_cop_steward", "ของเรา"),
        OURS.replace("$A7", "$A8", 1),
        OURS.replace('"ไม่มีรหัส"', "$Z7"),
        OURS.replace("TRIM", "UPPER"),
    ],
)
def test_anything_else_is_somebodys_own(formula):
    assert is_row_formula(OURS, 7)
    assert not is_row_formula(formula, 7)
