"""A real workbook on disk with one planted defect for every rule a local workbook can show."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sheets_sync.registry.workbook import CellError, RawCell, RawWorkbook
from sheets_sync.rules import RULES
from tests.fixtures.xlsx import read_workbook
from tests.rules.casebook import Case, cases_of
from tests.rules.workbooks import (
    context_of,
    context_of_case,
    found_in,
    history_of,
    raw_workbook,
    schema_of,
    settings_of,
    today_of,
)

NOT_PLANTED = {"locale-month-first", "status-column-broken"}
"""A workbook on disk has no locale, and its status column is the store's to make and to test."""

PLANTED = [
    next(case for case in cases_of(rule.name) if case.fires)
    for rule in RULES
    if rule.name not in NOT_PLANTED
]


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: case.rule)
def test_a_planted_defect_is_found_at_its_cell_and_nothing_else(case: Case, tmp_path: Path):
    found = found_on_disk(case, tmp_path)

    assert [told(one) for one in found] == [told(one) for one in found_in(context_of_case(case))]
    assert [(one.rule, one.tab, one.row, one.column, one.cell) for one in found] == [
        (one["rule"], one["tab"], one.get("row"), one.get("column"), one.get("cell"))
        for one in case.found
    ]


def test_the_clean_workbook_is_silent_on_disk(tmp_path: Path):
    assert found_on_disk(None, tmp_path) == ()


def told(finding: Any) -> Any:
    """All of a finding but the name of the file."""
    return finding.identity("main"), finding.value, finding.suggestion, finding.cell


def found_on_disk(case: Case | None, folder: Path) -> tuple[Any, ...]:
    path = folder / "registry.xlsx"
    write(raw_workbook(case), path)
    facts = context_of(
        read_workbook(path),
        settings_of(case),
        today_of(case),
        schema=schema_of(case),
        history=history_of(case),
    )
    return found_in(facts)


def write(workbook: RawWorkbook, path: Path) -> None:
    """The workbook as spreadsheet programs save it: errors as failed formulas, dates as dates."""
    with xlsxwriter.Workbook(path, {"default_date_format": "d/m/yyyy"}) as file:
        for tab in workbook.tabs:
            sheet = file.add_worksheet(tab.sheet)
            for column, cells in enumerate(tab.columns):
                for row, cell in enumerate(cells):
                    write_cell(sheet, row, column, cell)


def write_cell(sheet: Any, row: int, column: int, cell: RawCell) -> None:
    match cell:
        case None:
            return
        case CellError():
            sheet.write_formula(row, column, "=1/0", None, cell.code)
        case str():
            sheet.write_string(row, column, cell)
        case _:
            sheet.write(row, column, cell)
