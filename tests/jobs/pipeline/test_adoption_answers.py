"""Adopting without a keyboard: what is unsure stands in a file, is answered there and read back."""

import tomllib
from pathlib import Path

import openpyxl
import pytest

from jobs.cli.main import main
from sheets_sync.settings import load
from sheets_sync.wiring.registry_schema import read_registry_schema
from tests.adoption import messy_workbooks as messy
from tests.adoption import training_officer as officer
from tests.fixtures.google_folder import google, google_folder, throw_away_key
from tests.fixtures.terminal import typed_at_terminal

__all__ = ["google", "google_folder", "throw_away_key"]

ANSWERS = Path("registry-answers.toml")
OWN_WORDS = ("init", "--adopt", "own_words.xlsx", "--lang", "en")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Path()


@pytest.fixture
def own_words(folder):
    return messy.drawn(messy.own_words, folder)


def said(capsys, *typed):
    capsys.readouterr()
    code = main(list(typed))
    return code, capsys.readouterr().out


def files():
    return sorted(path.name for path in Path().iterdir())


def answered(*pairs):
    text = ANSWERS.read_text("utf-8")
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    ANSWERS.write_text(text, "utf-8")


def test_a_sheet_that_is_asked_about_is_told_with_the_tab_it_may_be(folder, capsys):
    messy.drawn(officer.answers, folder)

    _, out = said(capsys, "init", "--adopt", "answers.xlsx", "--lang", "en")
    told = " ".join(out.split())

    assert "“การตอบแบบฟอร์ม 1”: perhaps Follow-ups, not certain enough" in told
    assert "“รายชื่อกลุ่ม”: perhaps Communities, not certain enough" in told
    _, out = said(capsys, "init", "--import", "answers.xlsx", "--lang", "en")
    about = "column “หัวข้อ” (perhaps Topic, not certain enough)"
    assert about in " ".join(out.split())


def test_what_is_unsure_is_written_down_to_be_answered(own_words, capsys):
    before = own_words.read_bytes()

    code, out = said(capsys, *OWN_WORDS)

    assert code == 0
    assert files() == ["own_words.xlsx", "registry-answers.toml"]
    assert tomllib.loads(ANSWERS.read_text("utf-8")) == {
        "file": "own_words.xlsx",
        "sheets": {
            "รายชื่อเจ้าหน้าที่": {"becomes": "Staff", "columns": {"รหัส": "Staff ID"}},
            "ทะเบียนกลุ่ม": {
                "becomes": "Communities",
                "columns": {"หัวข้อ": "?"},
                "words": {"เปิดแล้ว": "?"},
            },
            "สมาชิก": {"becomes": "Members", "columns": {"รหัสเจ้าหน้าที่": "Person"}},
            "กิจกรรม": {"becomes": "Sessions", "columns": {"วันที่": "Planned on"}},
        },
    }
    assert "Not certain: 2. Please answer in registry-answers.toml" in out
    assert own_words.read_bytes() == before


def test_the_answers_are_read_back_and_become_the_overlay(own_words, capsys):
    main(list(OWN_WORDS))
    answered(('"หัวข้อ" = "?"', '"หัวข้อ" = "หัวข้อความรู้"'), ('"เปิดแล้ว" = "?"', '"เปิดแล้ว" = "Active"'))

    assert main([*OWN_WORDS, "--yes"]) == 0

    communities = read_registry_schema(load()).tabs["communities"]
    assert "หัวข้อ" in communities.columns["topic"].words.also
    assert "เปิดแล้ว" in communities.columns["status"].choices["active"].also
    code, out = said(capsys, "check", "--dry-run", "--lang", "en", "--today", "2026-11-22")
    assert code == 0
    assert "header-missing" not in out


def test_answers_that_are_there_are_never_written_again(own_words, capsys):
    main(list(OWN_WORDS))
    answered(('"หัวข้อ" = "?"', '"หัวข้อ" = ""'))
    before = ANSWERS.read_bytes()

    _, out = said(capsys, *OWN_WORDS)

    assert ANSWERS.read_bytes() == before
    assert "you said that it is no column of ours" in out
    assert "Without an answer in registry-answers.toml: 1" in out


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('"หัวข้อ" = "?"', '"หัวข้อ" = "Topik"', 15, "Is “Topic” meant?"),
        (
            'becomes = "Members"',
            'becomes = "xyz"',
            20,
            "The names are: Staff, Communities,",
        ),
        ('[sheets."กิจกรรม"]', '[sheets."ไม่มี"]', 24, "“ไม่มี” is not known."),
        ('"หัวข้อ" = "?"', '"หัวข้อ" = 5', 15, "“5” is not known."),
        (
            'file = "own_words.xlsx"',
            'file = "b.xlsx"',
            None,
            "another workbook than own_words.xlsx",
        ),
    ],
)
def test_an_answer_that_cannot_be_used_is_named_with_its_line(
    own_words, capsys, old, new, line, said
):
    main(list(OWN_WORDS))
    answered((old, new))
    capsys.readouterr()

    assert main(list(OWN_WORDS)) == 1

    error = capsys.readouterr().err
    assert said in error
    assert line is None or f"registry-answers.toml, line {line}" in error


def test_what_was_answered_is_imported_too(own_words):
    main(list(OWN_WORDS))
    answered(('"หัวข้อ" = "?"', '"หัวข้อ" = "Topic"'))

    assert main(["init", "--import", "own_words.xlsx", "--lang", "en"]) == 0

    notes = Path("registry-import.txt").read_text("utf-8")
    assert "Copied into Communities: 2 rows" in notes
    assert "\n  “หัวข้อ” → Topic\n" in notes
    assert "column “หัวข้อ”" not in notes


def test_an_import_is_made_again_once_it_is_answered(own_words, capsys):
    typed = ["init", "--import", "own_words.xlsx", "--lang", "en"]
    assert main(typed) == 0
    assert "and give the same command again" in capsys.readouterr().out
    config = Path("cop-steward.toml")
    config.write_text(config.read_text("utf-8") + "# ours\n", "utf-8")
    answered(('"หัวข้อ" = "?"', '"หัวข้อ" = "Topic"'))

    assert main(typed) == 0

    groups = openpyxl.load_workbook("registry.xlsx")["Communities"]
    assert [groups["C2"].value, groups["C3"].value] == ["ระเบียบพัสดุ", "การใช้โปรแกรม"]
    assert config.read_text("utf-8").endswith("# ours\n")


def test_an_import_replaces_no_file_of_another_workbook(own_words):
    messy.drawn(messy.in_english, Path())
    assert main(["init", "--import", "own_words.xlsx"]) == 0
    made = Path("registry.xlsx").read_bytes()

    assert main(["init", "--import", "in_english.xlsx"]) == 1

    assert Path("registry.xlsx").read_bytes() == made


def test_a_sheet_said_to_be_none_of_ours_is_left_alone(folder):
    messy.drawn(messy.in_english, folder)
    typed = ["init", "--adopt", "in_english.xlsx", "--lang", "en"]
    main(typed)
    answered(('becomes = "?"   # Communities', 'becomes = ""'))

    assert main(["init", "--import", "in_english.xlsx", "--lang", "en"]) == 0

    notes = Path("registry-import.txt").read_text("utf-8")
    assert "“CoPs FY2027”: you said that it is not used" in notes
    assert "Copied into Communities" not in notes


def test_a_workbook_of_forms_is_shown_and_told_how_to_be_taken(folder, capsys):
    messy.drawn(messy.forms, folder)

    code, out = said(capsys, "init", "--adopt", "forms.xlsx", "--lang", "en")

    assert code == 0
    assert (
        "  “กลุ่ม 1”: a form about one community → "
        "Communities (1), Plans (1), Experts (1), Members (2)\n"
    ) in out
    assert out.endswith('into a new registry: cop-steward init --import "forms.xlsx"\n')
    assert files() == ["forms.xlsx"]


def test_a_person_at_a_terminal_is_asked_column_by_column(own_words):
    answers = "9\n1\nactive\ny\n"  # no such number; the first column; a name; yes

    code, shown = typed_at_terminal(answers, *OWN_WORDS, columns=160)

    assert code == 0
    assert "heading “หัวข้อ” (such as “ระเบียบพัสดุ”, “การใช้โปรแกรม”)" in shown
    communities = read_registry_schema(load()).tabs["communities"]
    assert "หัวข้อ" in communities.columns["topic"].words.also
    assert "เปิดแล้ว" in communities.columns["status"].choices["active"].also
    assert not ANSWERS.exists()


def test_a_google_spreadsheet_is_adopted_and_imported_as_it_is(google_folder, google):
    book = google.new_spreadsheet(
        "ของเรา",
        {
            "ทะเบียนกลุ่ม": [
                ["รหัสกลุ่ม", "ชื่อกลุ่ม", "หัวข้อ", "ด้าน", "ประโยชน์", "นโยบายที่เกี่ยวข้อง", "ผู้ประสานงาน"],
                ["C-1", "พัสดุใสสะอาด", "ระเบียบพัสดุ", "8", "ลดข้อผิดพลาด", "แผน", "นางมาลี รักงาน"],
            ],
            "สมาชิก": [["กลุ่ม", "สมาชิก"], ["C-1", "นายเก่ง คอมดี"]],
        },
    )
    typed = (f"https://docs.google.com/spreadsheets/d/{book.id}/edit", "--credentials", "key.json")
    before = book.values("ทะเบียนกลุ่ม!A1:Z9")

    assert google_folder.run("init", "--adopt", *typed)[0] == 0
    answered(('"หัวข้อ" = "?"', '"หัวข้อ" = "หัวข้อความรู้"'))
    assert google_folder.run("init", "--adopt", *typed, "--yes")[0] == 0

    (registry,) = load().registries
    assert (registry.store, registry.spreadsheet) == ("google", book.id)
    assert google_folder.google.log.writes == 0
    assert book.values("ทะเบียนกลุ่ม!A1:Z9") == before
    assert google_folder.run("init", "copy", "--import", *typed)[0] == 0
    assert Path("copy/registry-import.txt").read_text("utf-8").splitlines()[2:4] == [
        "คัดลอกลงแท็บ ทะเบียน CoP: 1 แถว",
        "คัดลอกลงแท็บ สมาชิก: 1 แถว",
    ]


def test_init_adds_no_twin_beside_what_is_still_unsure(own_words, capsys):
    main([*OWN_WORDS, "--yes"])

    code, out = said(capsys, "init", "--lang", "en")

    assert code == 0
    assert "The heading “Topic” was not added to the tab “ทะเบียนกลุ่ม”, because “หัวข้อ”" in out
    groups = openpyxl.load_workbook(own_words)["ทะเบียนกลุ่ม"]
    assert [cell.value for cell in groups[1]][:9] == [
        "รหัสกลุ่ม", "ชื่อกลุ่ม", "หัวข้อ", "ด้าน", "ประโยชน์", "นโยบายที่เกี่ยวข้อง", "ผู้ประสานงาน",
        "วันเริ่มต้น", "สถานะ",
    ]  # fmt: skip
    assert "Topic" not in [cell.value for cell in groups[1]]


def test_sheets_that_are_read_alike_are_shown_once_and_what_one_lacks_in_a_line(folder, capsys):
    def months(book):
        for month, rows in (("ต.ค.69", 2), ("พ.ย.69", 1)):
            sheet = book.add_worksheet(month)
            sheet.write_row("A1", ["กลุ่ม", "วันที่จัดจริง", "หัวข้อกิจกรรม"])
            days = [["พัสดุใสสะอาด", f"{day} {month}", "ราคากลาง"] for day in range(1, rows + 1)]
            messy.put_rows(sheet, 2, days)
        groups = book.add_worksheet("ทะเบียน CoP")
        groups.write_row("A1", ["ชื่อกลุ่ม", "หัวข้อความรู้", "ผู้ประสานงาน"])
        messy.put_rows(groups, 2, [["พัสดุใสสะอาด", "ระเบียบ", "นางมาลี รักงาน"]])

    messy.drawn(months, folder)

    code, out = said(capsys, "init", "--adopt", "months.xlsx", "--lang", "en")

    assert code == 0
    assert out.count("หัวข้อกิจกรรม") == 1
    assert "  Likewise: “พ.ย.69” (headings in row 1, 1 row)\n" in out
    assert [line.partition(",")[0] for line in out.splitlines() if " lacks " in line] == [
        "  “ทะเบียน CoP” lacks “Community ID”",
        "  “ต.ค.69” lacks “Planned on”",
        "  “พ.ย.69” lacks “Planned on”",
    ]
