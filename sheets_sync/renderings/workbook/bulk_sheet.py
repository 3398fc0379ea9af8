"""A worksheet that is given whole rows: XlsxWriter alone spends most of its time cell by cell."""

import datetime as dt
from collections.abc import Iterable

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet


class BulkSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter tells no types
    """What is written as always stands at the top; below it the rows that are given whole.

    A cell is made once for all places that it stands at; a row puts their addresses before them.
    """

    def __init__(self) -> None:
        """Nothing is given yet."""
        super().__init__()
        self._given: list[str] = []

    def text(self, text: str, form: Format) -> str:
        """A cell with a text, which is neither formula nor link."""
        index = self.str_table._get_shared_string_index(text)  # noqa: SLF001  as its own cells do
        return f'" s="{_style(form)}" t="s"><v>{index}</v></c>'

    def number(self, number: float | dt.datetime | dt.time, form: Format) -> str:
        """A cell with a number, a moment or a time of day."""
        if isinstance(number, dt.datetime | dt.time):
            number = self._convert_date_time(number)
        return f'" s="{_style(form)}"><v>{number:.16G}</v></c>'

    def yes_or_no(self, form: Format, *, answer: bool) -> str:
        """A cell with a truth value."""
        return f'" s="{_style(form)}" t="b"><v>{answer:d}</v></c>'

    def blank(self, form: Format) -> str:
        """A cell with nothing but its looks."""
        return f'" s="{_style(form)}"/>'

    def give(self, row: int, height: float, cells: Iterable[tuple[int, str]]) -> None:
        """The next row, counted from 0 as its columns are; rows come in order."""
        number = row + 1
        inner = "".join([f'<c r="{xl_col_to_name(place)}{number}{cell}' for place, cell in cells])
        self._given.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{inner}</row>')
        self.dim_rowmax = row

    def _write_rows(self) -> None:
        super()._write_rows()
        self.fh.write("".join(self._given))


def _style(form: Format) -> int:
    index: int = form._get_xf_index()  # noqa: SLF001  as its own cells do
    return index
