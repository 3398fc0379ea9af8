import datetime as dt
import tomllib
from pathlib import Path

import openpyxl
import pytest

from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.guide_tab import guide_tab
from sheets_sync.planning.workbook_tabs.row_height import letters
from sheets_sync.planning.workbook_tabs.tab_model import Output, StatusColumn
from sheets_sync.registry.declaration import read_schema
from sheets_sync.registry.workbook import NOT_CALCULATED, CellError
from sheets_sync.stores.xlsx.create import create_workbook, first_status_column
from sheets_sync.stores.xlsx.provisioning import make, setting_rows
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.fixtures.xlsx import read_workbook

pytestmark = pytest.mark.long
DECLARATION = Path(__file__).parents[3] / "config" / "registry.toml"
SCHEMA = read_schema(tomllib.loads(DECLARATION.read_text(encoding="utf-8")), "registry.toml")
RECORDS = {
    "staff": [
        {"staff_id": "00123", "full_name": "นางสาวสุดา ใจดี", "email": "suda@agency.go.th"},
        {"staff_id": "60124", "full_name": "=1+1", "email": "https://example.org"},
    ],
    "communities": [
        {
            "community_id": "C-001",
            "name": "พัสดุ",
            "starts_on": dt.date(2026, 10, 1),
            "topic": CellError("#REF!"),
            "benefit": CellError(NOT_CALCULATED),
            "areas": 8,
        }
    ],
    "sessions": [
        {
            "session_id": "S-1",
            "starts_at": dt.time(9, 30),
            "planned_on": "31/11/2569",
            "hours": dt.timedelta(hours=26),
            "topic": dt.datetime(2026, 11, 5),
        }
    ],
}


@pytest.fixture(params=["th", "en"])
def say(request):
    return Sentences(request.param)


def created(tmp_path, say, **more):
    path = tmp_path / "registry.xlsx"
    create_workbook(path, SCHEMA, language=say.language, say=say, **more)
    return path


def test_every_tab_has_its_headings_and_the_status_column(tmp_path, say):
    path = created(tmp_path, say)
    tabs = read_workbook(path).tabs
    expected = [
        (
            tab.words.label(say.language),
            tab.optional,
            [
                *(column.words.label(say.language) for column in tab.columns.values()),
                SCHEMA.status_column.label(say.language),
            ],
        )
        for tab in SCHEMA.tabs.values()
    ]
    assert tabs[0].sheet == say("workbook.guide.tab")
    found = [(tab.sheet, tab.hidden, [column[0] for column in tab.columns]) for tab in tabs[1:]]
    assert found == expected


def test_records_come_back_as_they_were_given(tmp_path):
    say = Sentences("th")
    path = created(tmp_path, say, records=RECORDS)
    tabs = {tab.sheet: tab.columns for tab in read_workbook(path).tabs}
    assert [column[1:3] for column in tabs["บุคลากร"][:3]] == [
        ("00123", "60124"),
        ("นางสาวสุดา ใจดี", "=1+1"),
        ("suda@agency.go.th", "https://example.org"),
    ]
    assert [column[1] for column in tabs["ทะเบียน CoP"][:9]] == [
        "C-001",
        "พัสดุ",
        CellError("#REF!"),
        8.0,
        CellError(NOT_CALCULATED),
        "",
        "",
        "",
        dt.date(2026, 10, 1),
    ]
    order = list(SCHEMA.tabs["sessions"].columns)
    session = {name: tabs["กิจกรรม"][at][1] for at, name in enumerate(order)}
    assert (session["planned_on"], session["starts_at"]) == ("31/11/2569", dt.time(9, 30))
    assert (session["hours"], session["topic"]) == (dt.timedelta(hours=26), "5/11/2026")
    sheet = openpyxl.load_workbook(path)["บุคลากร"]
    assert sheet["B3"].data_type == "s"
    assert sheet["C3"].hyperlink is None


def test_an_optional_tab_with_records_is_shown(tmp_path):
    records = {"attendance": [{"session": "S-1", "person": "60123", "attended": "ใช่"}]}
    path = created(tmp_path, Sentences("th"), records=records)
    hidden = {tab.sheet for tab in read_workbook(path).tabs if tab.hidden}
    assert hidden == {"วันหยุด", "ตั้งค่า", "ปัญหาและข้อเสนอแนะ"}


def test_headings_are_explained_with_an_example(tmp_path, say):
    path = created(tmp_path, say)
    book = openpyxl.load_workbook(path)
    for tab in SCHEMA.tabs.values():
        sheet = book[tab.words.label(say.language)]
        for at, column in enumerate(tab.columns.values(), start=1):
            note = sheet.cell(1, at).comment.text
            assert note.startswith(column.note.label(say.language))
            assert column.example in note
            assert (say("workbook.note.required") in note) == column.required
        assert sheet.freeze_panes.endswith("2")
        assert sheet.print_title_rows == "$1:$1"


def test_columns_offer_what_may_be_chosen(tmp_path):
    path = created(tmp_path, Sentences("th"))
    book = openpyxl.load_workbook(path)
    rules = {
        (sheet.title, str(rule.sqref).partition(":")[0]): rule.formula1
        for sheet in book
        for rule in sheet.data_validations.dataValidation
    }
    assert rules["บุคลากร", "G2"] == '"ปฏิบัติงาน,ลา,ช่วยราชการ,พ้นสภาพ"'
    assert rules["สมาชิก", "A2"] == "_cop_list_communities"
    assert rules["สมาชิก", "B2"] == "_cop_list_staff_full_name"
    assert rules["สมาชิก", "F2"] == '"ใช่,ไม่ใช่"'
    assert rules["ทะเบียน CoP", "D2"] == "_cop_list_areas"
    assert rules["การเข้าร่วม", "A2"] == "_cop_list_sessions_session_id"
    kinds = ("choice", "yes_no", "areas", "person", "people", "reference")
    columns = [column for tab in SCHEMA.tabs.values() for column in tab.columns.values()]
    assert len(rules) == sum(column.kind in kinds for column in columns)


def test_lists_follow_what_staff_type(tmp_path, libreoffice):
    path = created(tmp_path, Sentences("th"), records=RECORDS)
    book = openpyxl.load_workbook(path)
    book["ทะเบียน CoP"]["A3"] = "C-002"
    book["ทะเบียน CoP"]["B3"] = "ภาษา"
    lists = book["_cop_steward_lists"]
    for at, name in enumerate(("_cop_list_communities", "_cop_list_staff_full_name"), start=8):
        lists.cell(1, at).value = f"=ROWS({name})"
    book.save(path)
    [calculated] = libreoffice.converted([path], "xlsx", tmp_path / "calculated")
    lists = openpyxl.load_workbook(calculated, data_only=True)["_cop_steward_lists"]
    communities = next(
        [lists.cell(row, at).value for row in (1, 2)]
        for at in range(1, 8)
        if str(lists.cell(1, at).value).startswith("C-001")
    )
    assert communities == ["C-001 พัสดุ", "C-002 ภาษา"]
    assert [lists.cell(1, at).value for at in (8, 9)] == [2, 2]


def test_a_new_row_says_that_it_waits_and_a_checked_one_what_was_found(tmp_path, libreoffice):
    say = Sentences("th")
    path = created(tmp_path, say, records=RECORDS)
    store = XlsxStore(path)
    version = store.read().version
    blank = first_status_column(SCHEMA.tabs["staff"], SCHEMA, "th", say)
    status = StatusColumn(
        sheet=blank.sheet,
        heading=blank.heading,
        header_row=blank.header_row,
        keys=blank.keys,
        texts={2: "ต้องแก้ไข: ตำแหน่ง", 3: blank.fine},
        fine=blank.fine,
        without_key=blank.without_key,
        unchecked=blank.unchecked,
    )
    assert store.write(Output((), (status,), version)).left == ()
    book = openpyxl.load_workbook(path)
    book["บุคลากร"]["A4"] = "60125"
    book["บุคลากร"]["B5"] = "ไม่มีเลข"
    book.save(path)
    [calculated] = libreoffice.converted([path], "xlsx", tmp_path / "calculated")
    sheet = openpyxl.load_workbook(calculated, data_only=True)["บุคลากร"]
    assert [sheet.cell(row, 10).value for row in range(2, 7)] == [
        "ต้องแก้ไข: ตำแหน่ง",
        blank.fine,
        blank.unchecked,
        blank.without_key,
        None,
    ]


def test_all_status_columns_can_be_written_at_once(tmp_path):
    say = Sentences("th")
    path = created(tmp_path, say, records=RECORDS)
    store = XlsxStore(path)
    columns = tuple(first_status_column(tab, SCHEMA, "th", say) for tab in SCHEMA.tabs.values())
    answer = store.write(Output((guide_tab(SCHEMA, "th", say),), columns, store.read().version))
    assert (answer.place, answer.left) == (str(path), ())
    again = store.write(Output((), (columns[0],), answer.version))
    assert again.left == ()


def test_statuses_are_coloured_by_the_word_they_begin_with(tmp_path, say):
    path = created(tmp_path, say)
    sheet = openpyxl.load_workbook(path)[SCHEMA.tabs["staff"].words.label(say.language)]
    words = {
        rule.text
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        if rule.type == "beginsWith"
    }
    looks = ("error", "open", "warning", "info")
    assert words == {say(f"flags.severity.{look}") for look in looks}


def test_an_existing_file_is_never_replaced(tmp_path, say):
    path = tmp_path / "registry.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(SetupError, match="file-exists"):
        create_workbook(path, SCHEMA, language=say.language, say=say)
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


def test_the_guide_leads_to_every_tab_and_names_every_column(tmp_path, say):
    path = created(tmp_path, say)
    sheet = openpyxl.load_workbook(path)[say("workbook.guide.tab")]
    links = {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert len(links) == len(SCHEMA.tabs)
    named = {row[1] for row in sheet.iter_rows(values_only=True)}
    labels = {
        column.words.label(say.language)
        for tab in SCHEMA.tabs.values()
        for column in tab.columns.values()
    }
    assert labels <= named
    assert sheet.protection.sheet


def test_a_tab_made_by_someone_else_is_not_taken_for_ours(tmp_path):
    say = Sentences("th")
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "คู่มือ"
    book.save(path)
    answer = XlsxStore(path).write(Output((guide_tab(SCHEMA, "th", say),)))
    assert answer.left == ()
    assert [tab.sheet for tab in read_workbook(path).tabs] == ["คู่มือ (2)", "คู่มือ"]


def test_words_too_long_for_a_rule_stand_in_a_hidden_list(tmp_path):
    text = DECLARATION.read_text(encoding="utf-8")
    words = "".join(
        f'[tabs.staff.columns.status.choices.more{at}]\nth = "{"คำ" * 12} {at}"\nen = "More {at}"\n'
        for at in range(20)
    )
    schema = read_schema(tomllib.loads(text + words), "registry.toml")
    path = tmp_path / "registry.xlsx"
    create_workbook(path, schema, language="th", say=Sentences("th"))
    book = openpyxl.load_workbook(path)
    rules = {
        str(rule.sqref).partition(":")[0]: rule.formula1
        for rule in book["บุคลากร"].data_validations.dataValidation
    }
    name = rules["G2"]
    title, cells = book.defined_names[name].attr_text.split("!")
    listed = [cell.value for (cell,) in book[title][cells.replace("$", "")]]
    assert (title, len(listed), listed[0]) == ("_cop_steward_lists", 24, "ปฏิบัติงาน")


def test_every_row_that_holds_anything_has_a_line_below_it(tmp_path, say):
    path = created(tmp_path, say)
    sheet = openpyxl.load_workbook(path)[SCHEMA.tabs["experts"].words.label(say.language)]
    lines = [
        rule.formula
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        if rule.type == "expression"
    ]
    assert lines == [["COUNTA($A2:$D2)>0"]]


def test_wide_tabs_are_printed_over_pages_with_their_key_on_each(tmp_path, say):
    book = openpyxl.load_workbook(created(tmp_path, say))
    over_pages = {
        name: sheet.print_title_cols
        for name, tab in SCHEMA.tabs.items()
        for sheet in [book[tab.words.label(say.language)]]
        if (sheet.page_setup.fitToWidth or 1) > 1
    }
    assert over_pages == {"sessions": "$A:$A"}


def test_the_name_of_a_setting_fits_its_column(tmp_path):
    say, path = Sentences("th"), tmp_path / "registry.xlsx"
    make(path, SCHEMA, say, {"settings": setting_rows("th")})
    sheet = openpyxl.load_workbook(path)["ตั้งค่า"]
    longest = max(letters(str(row[0].value)) for row in sheet.iter_rows(min_row=2) if row[0].value)
    assert longest <= sheet.column_dimensions["A"].width


def test_a_row_is_as_high_as_its_letters_need_not_their_marks(tmp_path):
    topic = "ที่นี่" * 16  # two signs of six take room
    rows = [{"community_id": "C-001", "topic": topic}, {"community_id": "C-002", "topic": "ก" * 96}]
    path = created(tmp_path, Sentences("th"), records={"communities": rows})
    sheet = openpyxl.load_workbook(path)["ทะเบียน CoP"]
    lower, higher = (sheet.row_dimensions[row].height for row in (2, 3))
    assert lower * 2 == higher


def test_a_number_does_not_run_into_the_day_beside_it(tmp_path):
    rows = [{"community": "C-001", "number": 1, "planned_on": "31 ต.ค. 2569", "topic": "ราคากลาง"}]
    path = created(tmp_path, Sentences("th"), records={"sessions": rows})
    sheet = openpyxl.load_workbook(path)["กิจกรรม"]
    aligned = {
        cell.value: cell.alignment.horizontal
        for cell in sheet[2]
        if cell.value in (1, "31 ต.ค. 2569")
    }
    assert aligned == {1: "center", "31 ต.ค. 2569": "left"}
