"""Registries as a table: what is read, what is refused, and where exactly it is wrong."""

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.fleet.csv_table import as_table, read_table
from sheets_sync.fleet.registry_entry import RegistryEntry

SHEET = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefg"


@pytest.fixture
def table(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "registries.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def faults(path):
    return [
        (error.name, error.facts["line"], error.facts.get("column"))
        for error in read_table(path)[1]
    ]


def test_every_column_is_read_and_written_back_the_same(table):
    path = table(
        "id,name,store,spreadsheet,path,credentials,timezone,contact,domains\n"
        f"hrd,กองการเจ้าหน้าที่,google,https://docs.google.com/spreadsheets/d/{SHEET}/edit,,"
        'keys/hrd.json,Asia/Tokyo,hrd@Agency.go.th,"agency.go.th, dept.go.th"\n'
        "fin,,xlsx,,books/fin.xlsx,,,,\n"
    )
    hrd = RegistryEntry(
        id="hrd", name="กองการเจ้าหน้าที่", store="google", spreadsheet=SHEET,
        credentials="keys/hrd.json", timezone="Asia/Tokyo", contact="hrd@agency.go.th",
        domains="agency.go.th dept.go.th",
    )  # fmt: skip
    fin = RegistryEntry(id="fin", store="xlsx", path="books/fin.xlsx")

    assert read_table(path) == ((hrd, fin), ())
    assert read_table(table(as_table([hrd, fin]))) == ((hrd, fin), ())


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_a_mark_at_the_beginning_and_empty_lines_do_not_matter(table, separator):
    text = "ID,Store,Path\r\n\r\na,xlsx,a.xlsx\r\n,,\r\n".replace(",", separator)

    assert read_table(table(text, "utf-8-sig"))[0] == (
        RegistryEntry(id="a", store="xlsx", path="a.xlsx"),
    )


def test_table_may_begin_with_empty_lines_and_lines_are_counted_with_them(table):
    path = table("\r\n ;;\r\nid;store;path\r\na;xlsx;a.xlsx\r\n\r\nb;word;b.xlsx\r\n", "utf-8-sig")

    assert read_table(path)[0] == (RegistryEntry(id="a", store="xlsx", path="a.xlsx"),)
    assert faults(path) == [("fleet-cell-impossible", 6, "store")]
    with pytest.raises(SetupError) as caught:
        read_table(table("\n\nid;sotre\n"))
    assert caught.value.facts["line"] == 3


def test_every_row_that_cannot_be_used_is_named_by_line_and_column(table):
    path = table(
        "id,name,store,spreadsheet,path,contact,timezone,domains\n"
        'a,"two\nlines",xlsx,,a.xlsx,,,\n'
        "b b,,xlsx,,b.xlsx,,,\n"
        "c,,word,,c.xlsx,,,\n"
        "d,,google,,,,,\n"
        f"e,,google,{SHEET},e.xlsx,,,\n"
        "f,,xlsx,,f.xlsx,nobody,,\n"
        "g,,xlsx,,g.xlsx,,Asia/Bankok,\n"
        "h,,xlsx,,h.xlsx,,,agency\n"
        "I,,xlsx,,i.xlsx,,,\n"
        "i,,xlsx,,i.xlsx,,,\n"
        ",,xlsx,,j.xlsx,,,\n"
        "k,,xlsx,,k.xlsx,,,a.go.th,b.go.th\n"
    )

    assert faults(path) == [
        ("fleet-cell-impossible", 2, "name"),
        ("fleet-cell-impossible", 4, "id"),
        ("fleet-cell-impossible", 5, "store"),
        ("fleet-place-missing", 6, "spreadsheet"),
        ("fleet-place-odd", 7, "path"),
        ("fleet-cell-impossible", 8, "contact"),
        ("fleet-cell-impossible", 9, "timezone"),
        ("fleet-cell-impossible", 10, "domains"),
        ("registry-twice", 12, None),
        ("fleet-cell-missing", 13, "id"),
        ("fleet-row-too-long", 14, None),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "fleet-column-missing"),
        ("id\na", "fleet-column-missing"),
        ("id,stroe\n", "fleet-column-unknown"),
        ("id,id,store\n", "fleet-column-twice"),
        ("id,store\na,\0\n", "fleet-cell-impossible"),
        ('id,store\na,"' + "x" * 200_000 + '"\n', "fleet-table-broken"),
    ],
)
def test_what_is_no_such_table_is_refused_by_name(table, text, name):
    path = table(text)
    try:
        found = read_table(path)[1][0]
    except SetupError as error:
        found = error

    assert found.name == name


def test_file_of_another_encoding_or_none_at_all_says_so(table, tmp_path):
    for path, name in (
        (table("id,store,ชื่อ", "cp874"), "fleet-table-not-utf8"),
        (tmp_path / "none.csv", "fleet-table-missing"),
        (tmp_path, "file-is-folder"),
    ):
        with pytest.raises(SetupError, match=name):
            read_table(path)
