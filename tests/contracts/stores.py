"""The small agency in a store of each kind: what staff type, and what a check leaves there."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import xlsxwriter

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.check_output import compile_output
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.fixtures.google_agency import TODAY, WRONG, Agency, lay_out
from tests.rules.casebook import Case
from tests.rules.workbooks import context_of, found_in, raw_workbook, settings_of

NOW = dt.datetime.combine(TODAY, dt.time(9, 30))


class StaffBook:
    """A workbook of the staff, and the store that the service has of it."""

    def __init__(self, store):
        self.store = store

    def check(self, letters=()):
        """Reads, checks and writes; the output and what became of it."""
        workbook = self.store.read()
        output = compiled(workbook, letters)
        return output, self.store.write(output)

    def table(self, title):
        """What stands in a tab, row by row, without blank cells at the end."""
        found = self.store.glance([title])
        (tab,) = [tab for tab in found.tabs if tab.sheet == title]
        return [trimmed(row) for row in zip(*tab.columns, strict=True)]


class XlsxStaffBook(StaffBook):
    """The same in a file."""

    def __init__(self, path, workbook):
        self._path = path
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            for tab in workbook.tabs:
                sheet = book.add_worksheet(tab.sheet)
                for at, cells in enumerate(tab.columns):
                    for row, value in enumerate(cells):
                        if value not in (None, ""):
                            sheet.write(row, at, value)
        super().__init__(XlsxStore(path))

    def provision(self):
        """Adds the status columns."""
        output = compiled(self.store.read())
        self.store.write(replace(output, tabs=()), add_columns=True)

    def type(self, title, cell, value):
        """Types into a cell as a person does."""
        book = openpyxl.load_workbook(self._path)
        book[title][cell] = value
        book.save(self._path)

    def add_tab(self, title):
        book = openpyxl.load_workbook(self._path)
        book.create_sheet(title)
        book.save(self._path)


class GoogleStaffBook(StaffBook):
    """The same in a spreadsheet."""

    def __init__(self, google, open_google, workbook, tmp_path):
        self._book = lay_out(google, workbook)
        self._furnishing = lambda: open_google(self._book.id, state=tmp_path / "furnishing")
        super().__init__(open_google(self._book.id))
        self._agency = Agency(google, self._book, self.store)

    def provision(self):
        self._agency.provision(self._furnishing())

    def type(self, title, cell, value):
        self._book.set(self._book.a1(title, cell), [["" if value is None else value]], typed=False)

    def add_tab(self, title):
        self._book.add_tab(title)

    def table(self, title):
        return [trimmed(row) for row in self._book.values(self._book.a1(title, "A:Z"))]


def compiled(workbook: RawWorkbook, letters=()):
    """What a check of the workbook says."""
    facts = context_of(workbook, settings_of(None), TODAY)
    found = Checkup("main", facts, found_in(facts), workbook, outgoing=tuple(letters))
    return compile_output(found, Sentences("th"), NOW)


def staff_workbook(change=None):
    """The agency's tabs with a few mistakes."""
    return raw_workbook(Case("-", "-", Path("-"), change=WRONG if change is None else change))


def trimmed(row):
    cells = ["" if cell is None else cell for cell in row]
    while cells and cells[-1] == "":
        cells.pop()
    return cells
