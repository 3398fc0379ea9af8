"""What is answered about a workbook is done by the import, and nothing else changes."""

import tomllib
from pathlib import Path

import openpyxl
import pytest

from jobs.cli.main import main
from jobs.pipeline.answer_file import answers_text, read_answers
from sheets_sync.adoption.answers import NONE
from sheets_sync.adoption.copying import copied
from sheets_sync.adoption.proposal import propose
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.declaration import read_schema
from tests.adoption import messy_workbooks as messy
from tests.adoption import months_and_groups
from tests.adoption.test_messy_workbooks import TODAY, declaration
from tests.adoption.test_nothing_lost import HEADINGS, LIMITS, messy_workbook
from tests.fixtures.terminal import typed_at_terminal

ANSWERS = Path("registry-answers.toml")
OWN_WORDS = ("init", "--import", "own_words.xlsx", "--lang", "en")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def answer(old, new):
    text = ANSWERS.read_text("utf-8")
    assert text.count(old) == 1
    ANSWERS.write_text(text.replace(old, new), "utf-8")


def notes():
    return Path("registry-import.txt").read_text("utf-8")


def statuses():
    sheet = openpyxl.load_workbook("registry.xlsx")["Communities"]
    at = next(cell.column for cell in sheet[1] if cell.value == "Status")
    return [sheet.cell(row, at).value for row in (2, 3)]


WRITTEN = "Communities, Status: “เปิดแล้ว” (1×) is read as “Active”"


def test_a_word_is_written_as_the_choice_that_it_was_said_to_mean():
    messy.drawn(messy.own_words, Path())
    assert main(list(OWN_WORDS)) == 0
    assert statuses() == ["ดำเนินการ", "เปิดแล้ว"]
    answer('"เปิดแล้ว" = "?"', '"เปิดแล้ว" = "Active"')

    assert main(list(OWN_WORDS)) == 0

    assert statuses() == ["ดำเนินการ", "Active"]
    assert WRITTEN in notes()


def test_a_word_that_was_said_to_be_none_of_the_choices_stays():
    messy.drawn(messy.own_words, Path())
    assert main(list(OWN_WORDS)) == 0
    answer('"เปิดแล้ว" = "?"', '"เปิดแล้ว" = ""')

    assert main(list(OWN_WORDS)) == 0

    assert statuses() == ["ดำเนินการ", "เปิดแล้ว"]
    assert "เปิดแล้ว" not in notes()


def test_what_is_answered_at_a_terminal_is_written_too():
    messy.drawn(messy.own_words, Path())
    answers = "\n\nactive\n"  # two headings stay undecided; the word is one of the choices

    code, _ = typed_at_terminal(answers, *OWN_WORDS, columns=160)

    assert code == 0
    assert statuses() == ["ดำเนินการ", "Active"]
    assert WRITTEN in notes()


def ticks_beside_members(book):
    """A list of members that goes on with who came, and a word that somebody has to decide on."""
    members = book.add_worksheet("สมาชิก")
    members.write_row("A1", ["กลุ่ม", "สมาชิก", "หน่วยงาน", "5 พ.ย. 69", "19 พ.ย. 69"])
    messy.put_rows(members, 2, [
        ["พัสดุใสสะอาด", "นางมาลี รักงาน", "กองคลัง", "✓", "✓"],
        ["พัสดุใสสะอาด", "นายเก่ง คอมดี", "กองคลัง", "✓", "ลา"],
    ])  # fmt: skip
    groups = book.add_worksheet("ทะเบียนกลุ่ม")
    groups.write_row("A1", ["ชื่อกลุ่ม", "หัวข้อ", "ผู้ประสานงาน", "สถานะ"])
    messy.put_rows(groups, 2, [["พัสดุใสสะอาด", "ระเบียบ", "นางมาลี รักงาน", "เปิดแล้ว"]])


@pytest.mark.parametrize(
    "draw",
    [*HEADINGS, months_and_groups.whole, ticks_beside_members],
    ids=lambda one: one.__name__,
)
def test_answers_that_nobody_changed_change_nothing(draw):
    workbook, path = messy_workbook(draw), ANSWERS.absolute()
    schema = read_schema(declaration(), "registry.toml")

    def read(answers):
        proposal = propose(workbook, declaration(), TODAY, LIMITS, answers=answers, lenient=True)
        return proposal, copied(workbook, proposal, declaration(), TODAY, LIMITS)

    proposal, first = read(NONE)
    text = answers_text(Sentences("en"), proposal, schema, "our.xlsx", first.used)
    path.write_text(text, "utf-8")
    sheets = [tab.sheet for tab in workbook.tabs]
    _, again = read(read_answers(path, schema, sheets, "our.xlsx", "en"))

    assert (again.records, again.used) == (first.records, first.used)


def a_column_for_each_group(book):
    groups = book.add_worksheet("กลุ่ม")
    groups.write_row("A1", ["ชื่อกลุ่ม", "หัวข้อความรู้", "ผู้ประสานงาน"])
    messy.put_rows(groups, 2, [
        ["พัสดุใสสะอาด", "ระเบียบ", "นางมาลี รักงาน"],
        ["เอกสารดี", "สารบรรณ", "นายเก่ง คอมดี"],
    ])  # fmt: skip
    members = book.add_worksheet("สมาชิกกลุ่ม")
    members.write_row("A1", ["พัสดุใสสะอาด", "เอกสารดี"])
    messy.put_rows(members, 2, [
        ["น.ส.พร ไอที", "นายวิชัย ใจดี"],
        ["นายรวมพล คนขยัน", "น.ส.สุดา ขยัน"],
    ])  # fmt: skip


IN_COLUMNS = [
    ("พัสดุใสสะอาด", "น.ส.พร ไอที"),
    ("เอกสารดี", "นายวิชัย ใจดี"),
    ("พัสดุใสสะอาด", "นายรวมพล คนขยัน"),
    ("เอกสารดี", "น.ส.สุดา ขยัน"),
]


@pytest.mark.parametrize(
    ("said", "read"),
    [("?", IN_COLUMNS), ("สมาชิก", IN_COLUMNS), ("members", IN_COLUMNS), ("", [])],
)
def test_a_sheet_that_is_no_table_stays_so_when_it_is_called_what_it_gives(said, read):
    messy.drawn(a_column_for_each_group, Path())
    told = f'[sheets."สมาชิกกลุ่ม"]\nbecomes = "{said}"\n'
    ANSWERS.write_text(f'file = "a_column_for_each_group.xlsx"\n{told}', "utf-8")

    assert main(["init", "--import", "a_column_for_each_group.xlsx"]) == 0

    sheet = openpyxl.load_workbook("registry.xlsx")["สมาชิก"]
    rows = [tuple(cell.value for cell in row[:2]) for row in sheet.iter_rows(min_row=2)]
    assert [row for row in rows if any(row)] == read


def test_a_sheet_that_is_no_table_is_a_table_for_who_says_what_its_columns_are():
    messy.drawn(a_column_for_each_group, Path())
    told = """[sheets."สมาชิกกลุ่ม"]
becomes = "สมาชิก"
[sheets."สมาชิกกลุ่ม".columns]
"พัสดุใสสะอาด" = "รหัสกลุ่ม"
"เอกสารดี" = "สมาชิก"
"""
    ANSWERS.write_text(f'file = "a_column_for_each_group.xlsx"\n{told}', "utf-8")

    assert main(["init", "--import", "a_column_for_each_group.xlsx"]) == 0

    sheet = openpyxl.load_workbook("registry.xlsx")["สมาชิก"]
    assert [cell.value for cell in sheet[2][:2]] == ["น.ส.พร ไอที", "นายวิชัย ใจดี"]


def test_a_sheet_that_is_no_table_is_no_question_in_the_file_of_answers():
    def draw(book):
        a_column_for_each_group(book)
        book.get_worksheet_by_name("กลุ่ม").write_column("D1", ["สถานะ", "เปิดแล้ว", "เปิดแล้ว"])

    messy.drawn(draw, Path())

    assert main(["init", "--import", "draw.xlsx", "--lang", "en"]) == 0

    told = tomllib.loads(ANSWERS.read_text("utf-8"))["sheets"]
    assert told["สมาชิกกลุ่ม"] == {"becomes": "Members"}
    assert told["กลุ่ม"]["words"] == {"เปิดแล้ว": "?"}
    assert ANSWERS.read_text("utf-8").count('"?"') == 1


def a_list_of_people_in_a_cell(book):
    """A list of groups with who works in each, and a word that somebody has to decide on."""
    groups = book.add_worksheet("ทะเบียน CoP")
    groups.write_row("A1", ["ชื่อกลุ่ม", "หัวข้อความรู้", "รายชื่อสมาชิก", "ทีมงาน", "สถานะ", "งบ"])
    messy.put_rows(groups, 2, [
        ["พัสดุใสสะอาด", "ระเบียบ", "น.ส.พร ไอที, นายเก่ง คอมดี", "นายวิชัย ใจดี", "เปิดแล้ว", 1],
        ["เอกสารดี", "สารบรรณ", "นางมาลี รักงาน", "น.ส.สุดา ขยัน, นายก้อง ตั้งใจ", "เปิดแล้ว", 2],
    ])  # fmt: skip


LISTED = ["น.ส.พร ไอที", "นายเก่ง คอมดี", "นางมาลี รักงาน"]
TEAM = ["นายวิชัย ใจดี", "น.ส.สุดา ขยัน", "นายก้อง ตั้งใจ"]


def named(tab):
    """Who stands in the second column of a tab."""
    (column,) = openpyxl.load_workbook("registry.xlsx")[tab].iter_cols(2, 2, 2, values_only=True)
    return [text for text in column if text]


@pytest.mark.parametrize(
    ("said", "members", "experts"),
    [
        ("", LISTED, []),
        ('"รายชื่อสมาชิก" = "สมาชิก"', LISTED, []),
        ('"รายชื่อสมาชิก" = ""', [], []),
        ('"รายชื่อสมาชิก" = "ผู้เชี่ยวชาญ"', [], LISTED),
        ('"ทีมงาน" = "experts"', LISTED, TEAM),
        ('"รายชื่อสมาชิก" = ""\n"ทีมงาน" = "Members"', TEAM, []),
    ],
)
def test_a_heading_may_be_said_to_list_a_tabs_people(said, members, experts):
    messy.drawn(a_list_of_people_in_a_cell, Path())
    told = f'[sheets."ทะเบียน CoP"]\nbecomes = "ทะเบียน CoP"\n[sheets."ทะเบียน CoP".columns]\n{said}\n'
    ANSWERS.write_text(f'file = "a_list_of_people_in_a_cell.xlsx"\n{told}', "utf-8")

    assert main(["init", "--import", "a_list_of_people_in_a_cell.xlsx"]) == 0

    assert [named("สมาชิก"), named("ผู้เชี่ยวชาญ")] == [members, experts]


def test_a_list_of_sessions_may_say_who_came_in_words_of_its_own():
    def met(book):
        sheet = book.add_worksheet("กิจกรรม")
        sheet.write_row("A1", ["กลุ่ม", "ครั้งที่", "วันที่จัดจริง", "หัวข้อกิจกรรม", "ทีมงาน"])
        messy.put_rows(sheet, 2, [["พัสดุใสสะอาด", 1, "5 พ.ย. 2569", "ราคากลาง", ", ".join(TEAM)]])

    messy.drawn(met, Path())
    told = (
        '[sheets."กิจกรรม"]\nbecomes = "กิจกรรม"\n[sheets."กิจกรรม".columns]\n"ทีมงาน" = "การเข้าร่วม"\n'
    )
    ANSWERS.write_text(f'file = "met.xlsx"\n{told}', "utf-8")

    assert main(["init", "--import", "met.xlsx"]) == 0

    assert named("การเข้าร่วม") == TEAM


def test_what_nobody_was_asked_about_is_no_answer_in_the_file():
    messy.drawn(a_list_of_people_in_a_cell, Path())
    typed = ["init", "--import", "a_list_of_people_in_a_cell.xlsx"]
    assert main(typed) == 0
    assert '# "งบ" = ""' in ANSWERS.read_text("utf-8").splitlines()
    answer('"เปิดแล้ว" = "?"', '"เปิดแล้ว" = "ดำเนินการ"')

    assert main(typed) == 0

    assert "ไม่ได้คัดลอก: “ทะเบียน CoP” คอลัมน์ “งบ” (ไม่ใช่คอลัมน์ของระบบ)" in notes()
    assert "ตอบว่าไม่ใช่" not in notes()


def in_words_of_nobody(book):
    """A list of groups under headings that say nothing, and notes."""
    sheet = book.add_worksheet("งานปีนี้")
    sheet.write_row("A1", ["ทีม", "เนื้อหา", "คนในทีม"])
    messy.put_rows(sheet, 2, [["พัสดุใสสะอาด", "ระเบียบ", ", ".join(TEAM)]])
    book.add_worksheet("โน้ต").write_string("A1", "โทรตามทีมพัสดุ")
    book.add_worksheet("ว่าง")


@pytest.mark.parametrize("way", ["--import", "--adopt"])
def test_a_workbook_in_which_nothing_is_known_asks_which_tabs_its_sheets_are(way, capsys):
    messy.drawn(in_words_of_nobody, Path())

    assert main(["init", way, "in_words_of_nobody.xlsx", "--lang", "en"]) == 1

    assert "open registry-answers.toml, put the name of one of our tabs" in capsys.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == [
        "in_words_of_nobody.xlsx",
        "registry-answers.toml",
    ]
    assert tomllib.loads(ANSWERS.read_text("utf-8")) == {
        "file": "in_words_of_nobody.xlsx",
        "sheets": {"งานปีนี้": {"becomes": "?"}, "โน้ต": {"becomes": "?"}, "ว่าง": {}},
    }


def test_what_is_asked_because_of_an_answer_is_asked_beside_it():
    messy.drawn(in_words_of_nobody, Path())
    typed = ["init", "--import", "in_words_of_nobody.xlsx", "--lang", "en"]
    assert main(typed) == 1
    for sheet, tab in (("งานปีนี้", "Communities"), ("โน้ต", "")):
        text = ANSWERS.read_text("utf-8")
        before, title, after = text.partition(f'[sheets."{sheet}"]\n')
        ANSWERS.write_text(f"{before}{title}{after.replace('?', tab, 1)}", "utf-8")

    assert main(typed) == 0

    asked = tomllib.loads(ANSWERS.read_text("utf-8"))["sheets"]
    assert asked["งานปีนี้"] == {"becomes": "Communities", "columns": {"คนในทีม": "?"}}
    assert asked["โน้ต"] == {"becomes": ""}
    answer('# "ทีม" = ""', '"ทีม" = "Name"')
    answer('"คนในทีม" = "?"', '"คนในทีม" = "Members"')

    assert main(typed) == 0

    book = openpyxl.load_workbook("registry.xlsx")
    assert book["Communities"]["B2"].value == "พัสดุใสสะอาด"
    members = book["Members"].iter_rows(2, 4, 1, 2, values_only=True)
    assert [*members] == [("พัสดุใสสะอาด", person) for person in TEAM]


def test_a_workbook_that_was_only_asked_about_is_in_nobodys_way():
    messy.drawn(in_words_of_nobody, Path())
    messy.drawn(messy.own_words, Path())
    assert main(["init", "--import", "in_words_of_nobody.xlsx"]) == 1

    assert main(list(OWN_WORDS)) == 0

    assert tomllib.loads(ANSWERS.read_text("utf-8"))["file"] == "own_words.xlsx"


def test_the_notes_say_what_became_what_and_name_what_is_no_number_among_numbers():
    def met(book):
        sheet = book.add_worksheet("กิจกรรม")
        sheet.write_row("A1", ["กลุ่ม", "ครั้งที่", "วันที่จัดจริง", "หัวข้อกิจกรรม", "จน. คน"])
        messy.put_rows(sheet, 2, [
            ["พัสดุใสสะอาด", 1, "5 พ.ย. 2569", "ราคากลาง", 7],
            ["พัสดุใสสะอาด", 2, "6 พ.ย. 2569", "สัญญา", "เลื่อน"],
            ["พัสดุใสสะอาด", 3, "7 พ.ย. 2569", "ตรวจรับ", "12 คน"],
        ])  # fmt: skip
        people = book.add_worksheet("สมาชิก")
        people.write_row("A1", ["กลุ่ม", "สมาชิก", "อีเมล"])
        messy.put_rows(people, 2, [
            ["พัสดุใสสะอาด", TEAM[0], "wichai@agency.go.th"],
            ["พัสดุใสสะอาด", f"{TEAM[1]}, {TEAM[2]}", "kong@agency.go.th"],
            ["พัสดุใสสะอาด", "นางมาลี รักงาน", "-"],
            [],
            [None, None, "นักทรัพยากรบุคคล"],
        ])  # fmt: skip

    messy.drawn(met, Path())

    assert main(["init", "--import", "met.xlsx", "--lang", "en"]) == 0

    lines = notes().splitlines()
    assert lines[lines.index("") + 5 : -2] == [
        "Communities: made of the names that the workbook uses: 1",
        "Staff: the workbook has no staff list, so one was made of the names it uses: 4",
        "Staff without an e-mail address: 3. Please add them.",
        "Staff without a unit: 4. Please add them.",
        "IDs given to communities that had none: 1",
        "Staff IDs given for the time being (P-001 …): 4. Put the agency's own in their place.",
        "",
        (
            "Not copied: “สมาชิก”, column C, rows 3: “kong@agency.go.th” (nothing that the column"
            " can hold, of nobody in particular, or unlike the first row of the same community)"
        ),
        (
            "Not copied: “กิจกรรม”, column “จน. คน” (no column of ours); what is no number there,"
            " rows 3: “เลื่อน”"
        ),
        "Not copied: “สมาชิก”, row 6: “นักทรัพยากรบุคคล” (the registry has no place for it)",
        "",
        "“สมาชิก” was read as Members",
        "  “กลุ่ม” → Community",
        "“กิจกรรม” was read as Sessions",
        "  “กลุ่ม” → Community",
    ]


def test_a_day_above_ticks_is_told_to_stand_as_the_planned_one_too():
    messy.drawn(messy.sheets_of_ticks, Path())

    assert main(["init", "--import", "sheets_of_ticks.xlsx", "--lang", "en"]) == 0

    assert "only the day they were held on is told: 4. It stands as the planned day, too" in notes()
    rows = openpyxl.load_workbook("registry.xlsx")["Sessions"].iter_rows(2, 9, values_only=True)
    days = [(planned, held) for _, _, _, planned, _, _, _, _, held, *_ in rows if planned or held]
    assert len(days) == 4
    assert all(planned == held for planned, held in days)
