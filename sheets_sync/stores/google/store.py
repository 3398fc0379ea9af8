"""A shared Google spreadsheet as the registry."""

from collections.abc import Collection
from functools import cached_property
from pathlib import Path

from sheets_sync.plans.flags.model import Output, Written
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.stores.google.connection import Connection
from sheets_sync.stores.google.reading import filters, workbook_of
from sheets_sync.stores.google.structure import Structure


class GoogleStore:
    """One spreadsheet: one read brings all of it, one write replaces what is ours."""

    def __init__(
        self, spreadsheet: str, credentials: Path | None, *, state: Path, endpoint: str = ""
    ) -> None:
        """`state` is the folder for what is remembered between runs; it may be deleted."""
        self._spreadsheet = spreadsheet
        self._credentials = credentials
        self._state = state
        self._endpoint = endpoint
        self._read: tuple[Structure, RawWorkbook] | None = None

    @cached_property
    def connection(self) -> Connection:
        """The line to the spreadsheet, taken up when first needed."""
        return Connection(self._spreadsheet, self._credentials, endpoint=self._endpoint)

    def read(self) -> RawWorkbook:
        """The spreadsheet as it is at Google now."""
        structure = self.connection.structure()
        reply = self.connection.values(filters(structure.sheets))
        workbook = workbook_of(self._spreadsheet, structure, structure.sheets, reply)
        self._read = structure, workbook
        return workbook

    def glance(self, titles: Collection[str]) -> RawWorkbook:
        """The tabs of these titles as they are at Google now."""
        structure = self.connection.structure()
        sheets = [sheet for sheet in structure.sheets if sheet.title in titles]
        reply = self.connection.values(filters(sheets)) if sheets else {"valueRanges": ()}
        return workbook_of(self._spreadsheet, structure, sheets, reply)

    def write(self, output: Output) -> Written:
        """Replace our tabs in one request; a sheet of the staff is never named in it."""
        from sheets_sync.stores.google.writing import (  # type: ignore[import-not-found,unused-ignore]
            write,  # slow import
        )

        if self._read is None:
            self.read()
        assert self._read is not None  # noqa: S101
        structure, workbook = self._read
        written: Written = write(self.connection, structure, workbook, output)
        return written
