"""The sample agency in a Google spreadsheet, from outside: what is found, shown, mailed, reported.

The same day and the same commands as on the local workbook of which it is a copy.
"""

import contextlib
import datetime as dt
import email
import email.policy
import io
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from jobs.cli.main import main
from jobs.demo.folder import make_folder
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.a1 import row_and_column
from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from tests.fixtures.xlsx import read_workbook
from tests.google.fixture import LoopbackGoogle, throw_away_key
from tests.jobs.pipeline.test_send_alerts import at

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("google-session")]
"""One worker makes what these tests share."""

__all__ = ["throw_away_key"]

DAY = dt.date(2026, 11, 20)
SAY = Sentences("th")
STATUS = "ผลการตรวจสอบ"
NUMBER = re.compile(r"\b[0-9a-f]{12}\b")
LINK = re.compile(r"https://docs\.google\.com/spreadsheets/d/(\S+)/edit#gid=(\d+)(?:&range=(\w+))?")


@dataclass(frozen=True)
class Ran:
    """A folder in which a day's jobs ran, and what they printed as JSON."""

    folder: Path
    checked: dict
    reminded: dict

    @property
    def mails(self):
        """By reader, subject and text."""
        found = {}
        for path in sorted((self.folder / "outbox").glob("*.eml")):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            body = mail.get_body(("plain",)).get_content()
            found[mail["To"].addresses[0].addr_spec] = (" ".join(mail["Subject"].split()), body)
        return found

    @property
    def report(self):
        (path,) = (self.folder / "reports").rglob("report.html")
        return path.read_text(encoding="utf-8")


def run(*typed):
    """What a command printed; it must have worked."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        code = main(list(typed))
    assert code == 0, printed.getvalue()
    return printed.getvalue()


def day_in(folder):
    """Everything of one working day: checked, reminded, checked again, and the month reported."""
    config = ("--config", str(folder / "cop-steward.toml"))
    with at(DAY.day):
        checked = json.loads(run("check", "--json", *config))
        reminded = json.loads(run("remind", "--json", *config))
        run("check", *config)
        run("report", *config)
    return Ran(folder, checked, reminded)


def without_ours(source, path):
    """The sample's workbook as people would have made it, without anything of the service's."""
    book = openpyxl.load_workbook(source)
    for sheet in list(book.worksheets):
        if sheet.title.startswith("_cop") or sheet.title == SAY("workbook.guide.tab"):
            del book[sheet.title]
            continue
        last = sheet.max_column
        assert sheet.cell(1, last).value == STATUS
        sheet.delete_cols(last)
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.save(path)


@pytest.fixture(scope="module")
def server(throw_away_key):
    google = LoopbackGoogle()
    google.use_key(throw_away_key)
    google.quota.enabled = False
    with google:
        yield google
    google.check()


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    folder = tmp_path_factory.mktemp("local")
    make_folder(folder, DAY, SAY)
    return day_in(folder)


@pytest.fixture(scope="module")
def book(server, local, tmp_path_factory):
    """The same workbook as a spreadsheet that people share with the service."""
    folder = tmp_path_factory.mktemp("made")
    make_folder(folder, DAY, SAY)
    without_ours(folder / "registry.xlsx", folder / "people.xlsx")
    book = server.load(folder / "people.xlsx")
    book.model.locale = "th_TH"
    return book


@pytest.fixture(scope="module")
def shared(server, book, tmp_path_factory):
    """The same day in a folder whose registry is the spreadsheet."""
    folder = tmp_path_factory.mktemp("google")
    make_folder(folder, DAY, SAY)
    (folder / "registry.xlsx").unlink()
    (folder / "key.json").write_text(json.dumps(server.service_account_info()))
    config = folder / "cop-steward.toml"
    text = config.read_text(encoding="utf-8")
    text = text.replace('store = "xlsx"', 'store = "google"').replace(
        'path = "registry.xlsx"', f'spreadsheet = "{book.id}"\ncredentials = "key.json"'
    )
    config.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(GOOGLE_ENDPOINT, server.url)
        with at(DAY.day):
            run("init", "--config", str(config))
        yield day_in(folder)


@pytest.fixture(scope="module")
def cells(shared, book):
    """By tab, what stood in the spreadsheet at the end of that day."""
    return {title: book.values(f"'{title}'") for title in book.titles}


def test_the_same_is_found_in_the_spreadsheet_and_in_the_file(local, shared):
    assert shared.checked["findings"] == local.checked["findings"]
    assert shared.checked["steps"] == local.checked["steps"]
    assert shared.checked["counts"] == local.checked["counts"]


def statuses(rows):
    """By row, what the column of check results says of it."""
    at = rows[0].index(STATUS)
    found = enumerate((row[at] if at < len(row) else "" for row in rows), start=1)
    return {row: text for row, text in found if row > 1 and text not in ("", None)}


def test_beside_every_row_stands_the_same_in_both(local, shared, cells):
    tabs = read_workbook(local.folder / "registry.xlsx").tabs
    in_file = {
        tab.sheet: statuses(list(zip(*tab.columns, strict=True)))
        for tab in tabs
        if tab.columns and STATUS in {column[0] for column in tab.columns}
    }
    in_spreadsheet = {title: statuses(cells[title]) for title in in_file}

    assert in_spreadsheet == in_file
    fine = SAY("workbook.status.fine")
    for one in shared.checked["findings"]:
        if one["row"] is not None:
            assert in_spreadsheet[one["sheet"]][one["row"]] not in (fine, None), one


def words(rows):
    """The texts of a tab; how days and numbers are kept differs, and how letters are numbered."""
    texts = (cell for row in rows for cell in row if isinstance(cell, str) and cell)
    return sorted(NUMBER.sub("…", text) for text in texts)


@pytest.mark.parametrize("name", ["todo", "progress", "summary", "outbox", "log"])
def test_the_tabs_of_the_service_say_the_same(local, cells, name):
    title = SAY(f"flags.{name}.tab")
    tabs = read_workbook(local.folder / "registry.xlsx").tabs
    (tab,) = [tab for tab in tabs if tab.sheet == title]

    assert words(cells[title]) == words(zip(*tab.columns, strict=True))


WHERE = "เปิดทะเบียน CoP ได้ที่"
"""Begins the line that says where the workbook is: a file here, a spreadsheet there."""


def test_the_same_people_are_told_the_same(local, shared):
    def told(ran):
        return {
            reader: (
                subject,
                "\n".join(
                    line
                    for line in body.splitlines()
                    if "https://docs." not in line and not line.startswith(WHERE)
                ),
            )
            for reader, (subject, body) in ran.mails.items()
        }

    assert told(shared) == told(local)
    assert len(shared.mails) > 5
    assert not any("https://docs." in body for _, body in local.mails.values())


def test_links_lead_to_the_very_cell_and_only_those_who_edit(shared, book, cells):
    sheets = {str(sheet.id): sheet.title for sheet in book.model.sheets}
    led = {}
    for reader, (_, body) in shared.mails.items():
        lines = body.splitlines()
        for line, link in pairwise(lines):
            found = LINK.search(link)
            if found:
                assert found[1] == book.id
                row, _ = row_and_column(found[3])
                assert sheets[found[2]] in line, (line, link)
                assert found[3] in line or str(row) in line, (line, link)
                led[reader] = led.get(reader, 0) + 1
    editors = coordinators(cells) | {"hrd@agency.go.th"}

    assert set(led) <= editors
    assert set(shared.mails) & editors == set(led)
    assert set(shared.mails) - editors != set()


def coordinators(cells):
    """The addresses of those who coordinate a community, as the progress tab names them."""
    addresses = {row[1]: row[2] for row in cells["บุคลากร"][1:]}
    rows = [row for row in cells["ความก้าวหน้า"] if row and str(row[0]).startswith("C-")]
    return {addresses[row[2]] for row in rows if row[2] in addresses}


def test_the_month_is_reported_the_same(local, shared):
    assert shared.report == local.report


def test_a_check_costs_one_read_and_one_write_where_there_is_news(server, shared, book, cells):
    config = ("--config", str(shared.folder / "cop-steward.toml"))
    one = next(one for one in shared.checked["findings"] if one["rule"] == "date-unreadable")
    cell = f"'{one['sheet']}'!{one['cell']}"

    def checked(hour):
        server.log.clear()
        with at(DAY.day, hour):
            shown = json.loads(run("check", "--json", *config))
        return shown["findings"], (server.log.reads, server.log.writes)

    assert checked(10) == (shared.checked["findings"], (1, 0))

    book.set(cell, [["12 ต.ค. 2569"]], typed=False)
    findings, spent = checked(11)
    todo = "".join(words(book.values("งานที่ต้องทำ")))

    assert spent == (1, 1)
    assert one["id"] not in {other["id"] for other in findings}
    assert f"“{one['value']}”" in "".join(words(cells["งานที่ต้องทำ"]))
    assert f"“{one['value']}”" not in todo
