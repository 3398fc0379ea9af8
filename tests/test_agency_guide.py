"""The guide to what is the agency's own, line by line: what it says is typed, and is seen."""

import datetime as dt
import importlib
import json
import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import lxml.html
import openpyxl
import pytest

from jobs.cli.context import JobContext
from jobs.cli.main import main
from jobs.cli.parser import parser
from sheets_sync.i18n.sentences import Sentences
from tests.fixtures.agency_folder import PEOPLE, community, schema
from tests.fixtures.emblems import png
from tests.renderings.pdf_text import pdf_text
from tests.renderings.test_own_head import pictures

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("agency guide")]
DOCS = Path(__file__).parents[1] / "docs"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
MORNING = dt.datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
SESSION = {
    "session_id": "S-001",
    "community": "C-001",
    "planned_on": "10 พ.ย. 2569",
    "held_on": "10 พ.ย. 2569",
    "hours": 2.5,
    "topic": "งานพัสดุ",
    "status": "จัดแล้ว",
}
ROWS = {"staff": PEOPLE, "communities": [community("C-001", "1 พ.ย. 2569")], "sessions": [SESSION]}


LONG_IN_USE = "[reminders]\nquiet_days = 0\neffective_from = 2026-01-01\n"


class Guide:
    """One language's guide: what it tells to type, and what it says is seen."""

    def __init__(self, language):
        self.language = language
        self.text = (DOCS / f"agency-own.{language}.md").read_text(encoding="utf-8")
        self.blocks = BLOCK.findall(self.text)

    def typed(self):
        """Each piece with the file that it belongs to."""
        for kind, block in self.blocks:
            if kind == "toml":
                first, _, piece = block.partition("\n")
                yield first.removeprefix("# "), piece

    def seen(self):
        """The lines that it shows, in order."""
        return [
            line for kind, block in self.blocks if kind == "text" for line in block.splitlines()
        ]

    def commands(self):
        """Those in boxes, and those in the text."""
        return re.findall(r"cop-steward ([a-z]+(?: --?[a-z]+| rules)?)", self.text)


class Agency:
    """A folder in which the guide is followed."""

    def __init__(self, path, guide, capture):
        self.path, self.guide, self.capture = path, guide, capture

    def run(self, *typed):
        """What a command prints on that morning."""
        say = Sentences(self.guide.language)
        options = parser(say, typed).parse_args(typed)
        self.capture.readouterr()
        command = importlib.import_module(f"jobs.commands.{typed[0]}")
        assert command.run(JobContext(typed[0], options, say, at=MORNING)) == 0
        return self.capture.readouterr().out

    def findings(self, *more):
        (one,) = map(json.loads, self.run("check", "--json", *more).splitlines())
        return {
            (f"{found['sheet']} {found['cell']}", found["severity"], found["message"])
            for found in one["findings"]
        }

    def sheet(self, book, tab):
        return book[schema().tabs[tab].words.label(self.guide.language)]

    def offered(self, heading):
        """The drop-downs below a heading of the communities."""
        sheet = self.sheet(openpyxl.load_workbook("registry.xlsx"), "communities")
        (letter,) = (cell.column_letter for cell in sheet[1] if cell.value == heading)
        rules = sheet.data_validations.dataValidation
        return [one.formula1 for one in rules if str(one.sqref).startswith(f"{letter}2:")]

    def type_cells(self, tab, row, **cells):
        """Type as a person does who looks for the heading; heading by heading, value by value."""
        book = openpyxl.load_workbook(self.path / "registry.xlsx")
        sheet = self.sheet(book, tab)
        headings = {cell.value: cell.column for cell in sheet[1]}
        for heading, value in cells.items():
            sheet.cell(row, headings[heading]).value = value
        book.save(self.path / "registry.xlsx")


def place(text, piece):
    """The config file with the lines of a piece beneath their headings, in place of old ones."""
    lines, heading = text.splitlines(), ""
    for line in piece.splitlines():
        if line.startswith("["):
            heading = line
        elif line:
            key = line.partition(" = ")[0]
            start, end = _section(lines, heading)
            if start is None:
                lines += ["", heading, line]
                continue
            old = [at for at in range(start, end) if re.match(rf"(# )?{key} =", lines[at])]
            lines[old[0] if old else start : old[0] + 1 if old else start] = [line]
    return "\n".join(lines) + "\n"


def _section(lines, heading):
    """The lines beneath a heading; those above the first one without any."""
    named = [at for at, line in enumerate(lines) if line.startswith("[")]
    if not heading:
        return 1, named[0]
    start = next((at for at in named if lines[at] == heading), None)
    end = next((at for at in named if start is not None and at > start), len(lines))
    return (None, None) if start is None else (start + 1, end)


WORDS = {
    "th": {
        "budget": ("งบประมาณ (บาท)", "ห้าพัน"),
        "source": ("แหล่งงบประมาณ", "งบกลาง"),
        "secretary": ("ผู้ประสานงาน", "เลขานุการกลุ่ม"),
        "leave": ("สถานะ", "ลาศึกษาต่อ"),
        "added": "เพิ่มในแท็บ “ทะเบียน CoP”: หัวคอลัมน์ งบประมาณ (บาท), แหล่งงบประมาณ",
        "choices": '"งบดำเนินงาน,กองทุนพัฒนาบุคลากร"',
    },
    "en": {
        "budget": ("Budget (baht)", "five thousand"),
        "source": ("Source of the budget", "Central fund"),
        "secretary": ("Coordinator", "Group secretary"),
        "leave": ("Status", "study leave"),
        "added": "Added to the tab “Communities”: the headings Budget (baht), Source of the budget",
        "choices": '"Own budget,Training fund"',
    },
}


def follow(language, path, capture, *, third=False):
    """The agency of a folder as `init` makes it, with a few rows, where the guide was typed."""
    made = Agency(path, Guide(language), capture)
    assert main(["init", "--lang", language]) == 0
    book = openpyxl.load_workbook("registry.xlsx")
    for tab, rows in ROWS.items():
        sheet = made.sheet(book, tab)
        headings = {cell.value: cell.column for cell in sheet[1]}
        for at, row in enumerate(rows, start=2):
            for column, value in row.items():
                heading = schema().tabs[tab].columns[column].words.label(language)
                sheet.cell(at, headings[heading]).value = value
    book.save("registry.xlsx")
    (path / "logo.png").write_bytes(png(60, 40))
    config = path / "cop-steward.toml"
    config.write_text(f"{config.read_text('utf-8')}\n{LONG_IN_USE}", encoding="utf-8")
    for name, piece in made.guide.typed():
        if third or not ("translation" in piece or "/ms/" in name):
            file = path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            after = place(before, piece) if file == config else before + piece
            file.write_text(after, encoding="utf-8")
    return made


@pytest.fixture(params=["th", "en"])
def agency(request, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COP_STEWARD_LANG", raising=False)
    return follow(request.param, tmp_path, capsys)


def test_both_languages_type_the_same_but_for_words():
    def shape(value):
        if isinstance(value, dict):
            return {key: shape(one) for key, one in value.items()}
        return type(value)

    th, en = (
        [
            (name.replace(f"/{language}/", "/"), shape(tomllib.loads(piece)))
            for name, piece in Guide(language).typed()
        ]
        for language in ("th", "en")
    )
    assert th == en
    assert Guide("th").commands() == Guide("en").commands()


def test_everything_that_the_guide_types_is_seen_as_it_says(agency):
    words, (added, budget, source, hours, reader) = (
        WORDS[agency.guide.language],
        agency.guide.seen(),
    )

    # the columns, and that nothing of it has a fault
    assert words["added"].startswith(added)
    assert words["added"] in agency.run("init").splitlines()
    assert agency.offered(words["source"][0]) == [words["choices"]]
    assert "✗" not in agency.run("doctor")
    agency.type_cells("communities", 2, **dict([words["budget"], words["source"]]))
    agency.type_cells("staff", 4, **dict([words["leave"]]))
    agency.type_cells("communities", 1, **dict([words["secretary"]]))

    # their checks, the alias, the choice, the threshold
    found = agency.findings()
    say = Sentences(agency.guide.language)
    lines = {
        f"{say(f'jobs.severity.{level}')} │ {cell} │ {message}" for cell, level, message in found
    }
    assert {budget, source, hours} <= lines
    assert not [
        line for line in lines if words["secretary"][1] in line or words["leave"][1] in line
    ]

    # who gets the report
    assert reader in agency.run("status").splitlines()

    # the letters
    agency.run("remind", "--preview")
    letters = [
        path.read_text(encoding="utf-8") for path in Path("state/preview").glob("[0-9]*.html")
    ]
    typed = dict(agency.guide.typed())
    closing = tomllib.loads(typed[f"templates/{agency.guide.language}/letters.toml"])
    signature = tomllib.loads(Path("cop-steward.toml").read_text("utf-8"))["letters"]["signature"]
    assert any(closing["closing"]["work_editor"] in letter for letter in letters)
    assert letters
    assert all(signature in letter for letter in letters)

    # logo and letterhead
    agency.run("report", "--month", "2026-11")
    head = tomllib.loads(Path("cop-steward.toml").read_text("utf-8"))["agency"]
    page = lxml.html.fromstring(Path("reports/2026-11/report.html").read_text("utf-8"))
    assert [line.text for line in page.xpath("//header//p[@class='agency']")] == [
        head["name"], *head["letterhead"],
    ]  # fmt: skip
    assert len(page.xpath("//header//img[@class='emblem']")) == 1
    pdf = Path("reports/2026-11/report.pdf").read_bytes()
    assert pictures(pdf, agency.path) == [(1, 60, 40), (2, 60, 40)]
    assert "".join(head["letterhead"][1].split()) in pdf_text(
        pdf, agency.path, "-f", "2", "-l", "2"
    )

    # a workbook made anew offers the choices, too
    Path("registry.xlsx").unlink()
    agency.run("init")
    assert agency.offered(words["source"][0]) == [words["choices"]]


def test_what_is_translated_is_said_in_the_third_language_and_the_rest_beneath(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COP_STEWARD_LANG", raising=False)
    agency = follow("en", tmp_path, capsys, third=True)
    agency.run("init")
    assert "✗" not in agency.run("doctor")
    agency.type_cells("communities", 2, **dict([WORDS["en"]["budget"]]))

    said = {message for _, _, message in agency.findings()}
    assert agency.guide.seen()[3].rpartition(" │ ")[2] in said
    one = "“five thousand” bukan nombor. Sila taip “Budget (baht)” sebagai nombor sahaja, contohnya"
    assert f"{one} 15000." in said
    asked = {message for _, _, message in agency.findings("--lang", "en")}
    assert agency.guide.seen()[1].rpartition(" │ ")[2] in asked

    agency.run("check")
    book = openpyxl.load_workbook("registry.xlsx")
    todo = [cell.value for row in book["To do"].iter_rows(max_row=4) for cell in row]
    assert "Tapis lajur Penyelaras dengan nama anda." in todo

    agency.run("remind", "--preview")
    letters = [one.read_text("utf-8") for one in Path("state/preview").glob("[0-9]*.html")]
    assert letters
    for letter in letters:
        assert '<html lang="ms">' in letter
        assert "E-mel ini dihantar secara automatik." in letter
        assert "HR Development, Example Department" in letter

    agency.run("report", "--month", "2026-11")
    page = Path("reports/2026-11/report.html").read_text("utf-8")
    assert '<html lang="ms">' in page
    assert "Kembali ke atas" in page
    assert "November 2026" in page


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('translation = "malay"', "translation"),
        ('translation = "ms"', "translation as it is set needs templates"),
        ('templates = "words"\ntranslation = "ms"', "words/ms, which does not exist"),
        ('templates = "words"\ntranslation = "en"', "other than th and en"),
    ],
    ids=["no-code", "without-a-folder-of-wording", "without-its-folder", "one-of-ours"],
)
def test_a_third_language_that_cannot_be_used_is_named(lines, told, agency_folder):
    config = agency_folder.path / "cop-steward.toml"
    config.write_text(f"{lines}\n{config.read_text('utf-8')}", encoding="utf-8")
    (agency_folder.path / "words").mkdir()

    code, _, err = agency_folder.run("check", "--lang", "en")

    assert code == 1
    assert told in err


def test_a_sentence_that_a_third_language_does_not_know_is_named_and_ours_is_used(agency_folder):
    config = agency_folder.path / "cop-steward.toml"
    lines = 'templates = "words"\ntranslation = "ms"\n'
    config.write_text(f"{lines}{config.read_text('utf-8')}", encoding="utf-8")
    folder = agency_folder.path / "words" / "ms"
    folder.mkdir(parents=True)
    (folder / "flags.toml").write_text('[todo]\nnote = "x"\nnoet = "y"\n', encoding="utf-8")

    code, out, _ = agency_folder.run("doctor")

    assert code == 1
    assert f"{folder}/flags.toml บรรทัด 3" in out
    assert agency_folder.run("check")[0] == 0
