"""The short form of the campaign: some seeds, and an eighth of all strings in all columns."""

import pytest

from tests.fuzz.defects import DEFECTS
from tests.fuzz.judge import complaints, sample, strange_everywhere
from tests.fuzz.strings import STRINGS

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "agency"
    sample(folder)
    return folder


def test_there_are_many_kinds_of_defects():
    assert (len(DEFECTS) >= 40, len(STRINGS) >= 200) == (True, True)


@pytest.mark.parametrize("seed", [10, 44])
def test_workbook_spoilt_in_several_ways_loses_nothing_and_stops_nothing(made, tmp_path, seed):
    assert list(complaints(tmp_path / "agency", made, seed)) == []


def test_every_strange_text_in_every_eighth_column(made, tmp_path):
    assert list(strange_everywhere(tmp_path / "agency", made, first=0)) == []
