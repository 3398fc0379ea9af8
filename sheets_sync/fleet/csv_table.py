"""Registries as a table that people edit in a spreadsheet program: read whole, written whole."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from sheets_sync.errors import SetupError
from sheets_sync.fleet.registry_entry import COLUMNS, RegistryEntry, read_entry
from sheets_sync.nearest_word import nearest_of

_SEPARATORS = ",;\t"
_BLANK = ' \r\n"\ufeff\u00a0'


def read_table(path: Path) -> tuple[tuple[RegistryEntry, ...], tuple[SetupError, ...]]:
    """The registries of a CSV file, and what cannot be used of it, row by row.

    Raises:
        SetupError: the file itself cannot be read, or has a column nobody knows.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SetupError("fleet-table-missing", path=path) from error
    except IsADirectoryError as error:
        raise SetupError("file-is-folder", path=path) from error
    except UnicodeDecodeError as error:
        raise SetupError("fleet-table-not-utf8", path=path) from error
    except OSError as error:
        raise SetupError("file-not-readable", path=path) from error
    lines = text.splitlines(keepends=True)
    above = next((n for n, line in enumerate(lines) if line.strip(_SEPARATORS + _BLANK)), 0)
    first = lines[above] if lines else ""
    separator = max(_SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO("".join(lines[above:]), newline=""), delimiter=separator)
    header = [cell.strip().lower() for cell in next(rows, [])]
    _check_header(header, path, above + 1)
    return _entries(rows, header, path, above)


def _check_header(header: Sequence[str], path: Path, line: int) -> None:
    for column in header:
        if column not in COLUMNS:
            near = nearest_of(column, COLUMNS)
            known = ", ".join(COLUMNS)
            raise SetupError(
                "fleet-column-unknown",
                path=path,
                line=line,
                column=column,
                nearest=near,
                known=known,
            )
        if header.count(column) > 1:
            raise SetupError("fleet-column-twice", path=path, line=line, column=column)
    for column in ("id", "store"):
        if column not in header:
            raise SetupError("fleet-column-missing", path=path, line=line, column=column)


def _entries(
    rows: Iterator[list[str]], header: Sequence[str], path: Path, above: int
) -> tuple[tuple[RegistryEntry, ...], tuple[SetupError, ...]]:
    found: list[RegistryEntry] = []
    faults: list[SetupError] = []
    seen: dict[str, int] = {}
    for begins, row in _numbered(rows, path, above):
        if not any(cell.strip() for cell in row):
            continue
        try:
            entry = _entry(row, header, path, begins)
            _refuse_twins(entry, seen, path, begins)
        except SetupError as error:
            faults.append(error)
        else:
            found.append(entry)
    return tuple(found), tuple(faults)


def _numbered(rows: Iterator[list[str]], path: Path, above: int) -> Iterator[tuple[int, list[str]]]:
    """Each row with its first line: the reader knows the last one, and a cell may have several."""
    line = above + 2
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise SetupError("fleet-table-broken", path=path, line=line) from error
        if row is None:
            return
        yield line, row
        line = above + rows.line_num + 1  # type: ignore[attr-defined]


def _entry(row: Sequence[str], header: Sequence[str], path: Path, line: int) -> RegistryEntry:
    if len(row) > len(header):
        raise SetupError("fleet-row-too-long", path=path, line=line, columns=len(header))
    return read_entry(dict(zip(header, row, strict=False)), path, line)


def _refuse_twins(entry: RegistryEntry, seen: dict[str, int], path: Path, line: int) -> None:
    first = seen.setdefault(entry.id.lower(), line)
    if first != line:
        raise SetupError("registry-twice", path=path, line=line, id=entry.id, first=first)


def as_table(entries: Iterable[RegistryEntry]) -> str:
    """The same as text; what it says is what is read of it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*COLUMNS], lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        writer.writerow(asdict(entry))
    return out.getvalue()
