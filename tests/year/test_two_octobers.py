"""The demo carried over two Octobers, as its people would do it: copy, close, archive, remove."""

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest
import time_machine

from jobs.cli.main import main
from tests.planning.reminders.reminder_registry import SCHEMA

pytestmark = pytest.mark.long
BANGKOK = dt.timezone(dt.timedelta(hours=7))
MEMBERSHIP = ("members", "experts", "plans", "sessions", "evaluations", "followups")


class Office:
    """The folder of the demo, and the people who work in it."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capture = folder, capture

    def run(self, day: dt.date, *typed: str) -> list[dict]:
        """A command on a morning; the objects it printed."""
        self._capture.readouterr()
        config = str(self.folder / "cop-steward.toml")
        with time_machine.travel(dt.datetime.combine(day, dt.time(9), BANGKOK), tick=False):
            assert main([*typed, "--config", config]) == 0
        lines = self._capture.readouterr().out.splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def year(self, day: dt.date, *typed: str) -> dict:
        return self.run(day, "year", "--json", *typed)[0]

    def edit(self, change) -> None:
        """People open the workbook, change something and save it."""
        book = openpyxl.load_workbook(self.folder / "registry.xlsx")
        change(book)
        book.save(self.folder / "registry.xlsx")

    def paste(self, rows: list[dict]) -> None:
        """Below the last row of each tab."""

        def change(book):
            for row in rows:
                sheet, columns = _sheet(book, row["tab"])
                last = max(_filled(sheet, columns), default=1)
                for name, cell in row["cells"].items():
                    is_day = name in {"starts_on", "ends_on"}
                    value = dt.date.fromisoformat(cell) if is_day else cell
                    sheet.cell(last + 1, columns[name], value)

        self.edit(change)

    def set_status(self, communities: set[str], status: str) -> None:
        def change(book):
            sheet, columns = _sheet(book, "communities")
            for row in _filled(sheet, columns):
                if sheet.cell(row, columns["community_id"]).value in communities:
                    sheet.cell(row, columns["status"], status)

        self.edit(change)

    def remove(self, communities: set[str]) -> None:
        """Delete every row of these rounds, from below."""

        def change(book):
            for tab in ("communities", *MEMBERSHIP):
                sheet, columns = _sheet(book, tab)
                name = "community_id" if tab == "communities" else "community"
                for row in sorted(_filled(sheet, columns), reverse=True):
                    typed = str(sheet.cell(row, columns[name]).value or "")
                    if typed.partition(" ")[0] in communities:
                        sheet.delete_rows(row)

        self.edit(change)


def _sheet(book, tab):
    """A tab and, by column, its place."""
    sheet = book[SCHEMA.tabs[tab].words.th]
    headings = {cell.value: cell.column for cell in sheet[1]}
    columns = SCHEMA.tabs[tab].columns
    return sheet, {name: headings[column.words.th] for name, column in columns.items()}


def _filled(sheet, columns):
    first = next(iter(columns.values()))
    return [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, first).value]


def new_communities(shown: dict) -> set[str]:
    rows = [row["cells"] for row in shown["next_rounds"] if row["tab"] == "communities"]
    return {cells["community_id"] for cells in rows}


def test_two_octobers(tmp_path, capsys):
    office = Office(tmp_path / "demo", capsys)
    assert main(["demo", str(office.folder), "--today", "2026-11-20"]) == 0

    # September 2570: the to-do tab shows what is to be closed; the rows are copied.
    september, october = dt.date(2027, 9, 15), dt.date(2027, 10, 4)
    office.run(september, "check")
    shown = office.year(september)
    old = {one["community"] for one in shown["to_close"]}
    assert shown["fiscal_year"] == 2570
    assert old
    todo = openpyxl.load_workbook(office.folder / "registry.xlsx")["งานที่ต้องทำ"]
    told = [cell for row in todo.iter_rows(values_only=True) for cell in row if cell]
    assert f"สิ้นปีงบประมาณ 2570: รอบที่ต้องปิด {len(old)} รอบ" in told

    first = new_communities(shown)
    assert first
    office.paste(shown["next_rounds"])
    continued = {row["continues"] for row in shown["next_rounds"]}
    office.set_status(continued, "เสร็จสิ้น")
    office.set_status(old - continued, "ยกเลิก")  # drafts that never began

    # October: everything is closed, nothing goes on twice, and the changes are remembered.
    office.run(october, "check")
    after = office.year(october, "--archive")
    assert (after["to_close"], after["next_rounds"]) == ([], [])
    (history,) = office.run(october, "history", min(continued), "--json")
    closed = [one for one in history["changes"] if one["column"] == "status"]
    assert [one["after"] for one in closed] == ["เสร็จสิ้น"]

    # A person removes the old rows, and confirms the very event; old questions are answered.
    (archive,) = (office.folder / "archive").iterdir()
    kept = {cell.value for cell in _sheet(openpyxl.load_workbook(archive), "communities")[0]["A"]}
    office.remove(continued & kept)
    gone = min(continued & kept)
    office.run(october, "report", "--evidence", gone)
    assert (office.folder / "reports" / "evidence" / f"{gone}.pdf").exists()
    (report,) = office.run(october, "report", "--month", "2027-05", "--json", "--dry-run")
    assert report["indicators"]["1"]["value"] > 0

    # The new rounds begin, and a year later they are those to be closed.
    office.set_status(first, "ดำเนินการ")
    shown = office.year(dt.date(2028, 9, 15))
    assert shown["fiscal_year"] == 2571
    assert {one["community"] for one in shown["to_close"]} == first
    second = new_communities(shown)
    assert len(second) == len(first)
    assert not second & (first | old)
    office.paste(shown["next_rounds"])
    office.set_status(first, "เสร็จสิ้น")
    after = office.year(dt.date(2028, 10, 2), "--archive")
    assert (after["to_close"], after["next_rounds"]) == ([], [])
    archives = sorted(path.name for path in (office.folder / "archive").iterdir())
    assert archives == ["2570.xlsx", "2571.xlsx"]
