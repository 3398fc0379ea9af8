"""The short form of the campaign, and every strange string in every column at once."""

import shutil

import openpyxl
import pytest

from tests.fixtures.agency_folder import schema
from tests.fuzz.defects import DEFECTS, put_text
from tests.fuzz.judge import complaints, judged, sample
from tests.fuzz.strings import STRINGS


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "agency"
    sample(folder)
    return folder


def test_there_are_many_kinds_of_defects():
    assert (len(DEFECTS) >= 40, len(STRINGS) >= 200) == (True, True)


@pytest.mark.parametrize("seed", [1, 10, 30, 44])
def test_workbook_spoilt_in_several_ways_loses_nothing_and_stops_nothing(made, tmp_path, seed):
    assert list(complaints(tmp_path / "agency", made, seed)) == []


def test_every_strange_text_in_every_column(made, tmp_path):
    folder = shutil.copytree(made, tmp_path / "agency")
    path = folder / "registry.xlsx"
    book = openpyxl.load_workbook(path)
    for tab in schema().tabs.values():
        sheet = book[tab.words.th]
        below = sheet.max_row
        for row, text in enumerate(STRINGS, start=below + 1):
            for column in range(1, len(tab.columns) + 1):
                put_text(sheet.cell(row, column), text)
    book.save(path)

    assert list(judged(folder, path)) == []
