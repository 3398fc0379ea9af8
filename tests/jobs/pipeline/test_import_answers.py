"""What is answered about a workbook is done by the import, and nothing else changes."""

from pathlib import Path

import openpyxl
import pytest

from jobs.cli.main import main
from tests.adoption import messy_workbooks as messy
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
