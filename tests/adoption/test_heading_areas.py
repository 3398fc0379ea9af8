"""Two rows of headings that nobody merged are read in a copy, and a record is no heading."""

from sheets_sync.adoption.heading_areas import with_heading_areas
from sheets_sync.registry.declaration import read_schema
from sheets_sync.registry.likeness import columns_of
from sheets_sync.registry.workbook import Area
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.adoption import months_and_groups as officer
from tests.adoption.messy_workbooks import drawn
from tests.adoption.test_messy_workbooks import (
    BUYING,
    KENG,
    MALEE,
    PAPERS,
    communities,
    declaration,
    imported,
    members,
    people,
)


def as_copied(workbook):
    return with_heading_areas(workbook, columns_of(read_schema(declaration(), "registry.toml")))


def test_what_stands_beneath_blank_cells_is_of_the_title_before_them(tmp_path):
    taken = imported(officer.groups_with_nothing_merged, tmp_path, as_copied)

    assert communities(taken) == [
        ("C-001", BUYING, "", "", MALEE, "1 ต.ค. 69", "30 ก.ย. 70"),
        ("C-002", PAPERS, "", "", KENG, "1 พ.ย. 69", "30 ก.ย. 70"),
    ]
    assert people(taken) == [
        ("P-001", MALEE, "malee@agency.go.th", "นักวิชาการ", ""),
        ("P-002", KENG, "keng@agency.go.th", "นิติกร", ""),
    ]
    assert members(taken) == []


def test_a_heading_above_headings_is_not_the_name_of_a_community(tmp_path):
    taken = imported(officer.groups_with_nothing_merged, tmp_path)

    assert (communities(taken), members(taken)) == ([], [])


def test_only_the_titles_over_others_are_merged(tmp_path):
    workbook = XlsxStore(drawn(officer.groups_with_nothing_merged, tmp_path)).read()
    (sheet,) = (tab for tab in as_copied(workbook).tabs if tab.sheet == "ทะเบียน")

    assert sheet.merged == (Area(1, 3, 1, 5), Area(1, 6, 1, 7))


def test_a_record_that_fills_only_a_column_without_heading_stays_one(tmp_path):
    workbook = XlsxStore(drawn(officer.records_beneath_blank_headings, tmp_path)).read()

    assert as_copied(workbook) == workbook
