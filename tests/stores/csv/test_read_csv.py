"""A CSV file as other systems write it."""

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.stores.csv.read_csv import read_csv

TEXT = 'รหัส,ชื่อ\r\n60001,"นายสมชาย, ใจดี"\r\n60002,นางสุดา\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "tis-620", "utf-16"])
def test_thai_is_read_in_every_encoding_that_systems_use(encoding, tmp_path):
    path = tmp_path / "รายชื่อ.csv"
    path.write_bytes(TEXT.encode(encoding))

    workbook = read_csv(path)

    assert workbook.place == "รายชื่อ.csv"
    (tab,) = workbook.tabs
    assert tab.sheet == "รายชื่อ"
    assert [list(column) for column in tab.columns] == [
        ["รหัส", "60001", "60002"],
        ["ชื่อ", "นายสมชาย, ใจดี", "นางสุดา"],
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_of_the_first_line(mark, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(f"a{mark}b\n1{mark}\n", encoding="utf-8")

    assert [list(column) for column in read_csv(path).tabs[0].columns] == [["a", "1"], ["b", None]]


def test_what_is_no_text_is_refused(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"PK\x03\x04\x00\x00\xff\x00")

    with pytest.raises(SetupError) as refused:
        read_csv(path)
    assert refused.value.name == "csv-not-text"


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SetupError) as refused:
        read_csv(tmp_path / "list.csv")
    assert refused.value.name == "csv-unreadable"
