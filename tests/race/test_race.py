"""The short form of the campaign, and that it notices what it is there to notice."""

import pytest

from sheets_sync.stores.google.writing.batch import Block, formula
from tests.fixtures.google_agency import FIRST_SHEET, THAI, Agency
from tests.google.fixture import google, throw_away_key
from tests.race.edits import lines, put, status_cell
from tests.race.field import Field, play

__all__ = ["google", "throw_away_key"]

FIRST_ROW_NAMED = (
    '=ARRAYFORMULA({{"{heading}";LET('
    'key,LOWER(XLOOKUP("#{sheet}¦"&A1,_cop_steward!A:A,_cop_steward!B:B,"?")&"¦"&A2:A),'
    'said,XLOOKUP(key,_cop_steward!A:A,_cop_steward!B:B,"{unchecked}"),'
    'IF(A2:A="",,IF(said="","{fine}",said)))}})'
)


@pytest.fixture(autouse=True)
def unlimited(google):
    google.quota.enabled = False


def test_staff_at_work_while_the_service_runs_see_no_harm(google):
    tally = play(20, google)

    assert tally.wrong == []
    assert tally.runs.total() == 8
    assert min(tally.seen["rows with a flag"], tally.seen["boxes to tick"]) > 0


def provision_naively(agency, store):
    """The status columns, that of the staff tab by a formula that names the row below it."""
    agency.provision(store)
    row, column = status_cell(agency.book.model.sheet_by_id(FIRST_SHEET))
    text = FIRST_ROW_NAMED.format(
        sheet=FIRST_SHEET,
        heading="ผลการตรวจสอบ",
        unchecked=THAI("workbook.status.unchecked"),
        fine=THAI("workbook.status.fine"),
    )
    agency.book.requests(formula(Block(FIRST_SHEET, row, column, row, column), text))


def do_nothing(scene):
    return True


def insert_below_heading(scene):
    sheet = scene.book.model.sheet_by_id(FIRST_SHEET)
    scene.book.requests({"insertDimension": {"range": lines(sheet, "ROWS", 2, 1)}})
    put(scene, sheet, 2, 1, "69999")
    return True


@pytest.mark.parametrize(
    ("provision", "edit", "found_out"),
    [
        (provision_naively, do_nothing, False),
        (provision_naively, insert_below_heading, True),
        (Agency.provision, insert_below_heading, False),
    ],
)
def test_formula_that_names_a_row_is_found_out_by_one_row_put_in(
    google, tmp_path, provision, edit, found_out
):
    field = Field(2, google, tmp_path, kinds={"edit": edit}, provision=provision)

    tally = field.play(1)

    assert tally.meanwhile.total() > 0
    assert bool(tally.wrong) == found_out
