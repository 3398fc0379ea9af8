"""Reads a CSV file as other systems export it: UTF-8, or the Thai code page of Windows."""

import csv
import io
from itertools import zip_longest
from pathlib import Path

from sheets_sync.errors import SetupError
from sheets_sync.file_trouble import why_file_failed
from sheets_sync.registry.workbook import RawTab, RawWorkbook

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_SEPARATORS = ",;\t|"
_THAI_WINDOWS = "cp874"
"""Holds TIS-620, too; Python's own `tis-620` refuses the quotes and dashes of Windows."""


def read_csv(path: Path) -> RawWorkbook:
    """The file as one tab of texts, titled like the file.

    Raises:
        SetupError: it cannot be opened, or is text in no encoding that is known.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SetupError("csv-unreadable", path=path, reason=why_file_failed(error)) from error
    text = _decoded(path, content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        rows = [*reader]
    except csv.Error as error:
        raise SetupError("csv-unreadable", path=path, reason=str(error)) from error
    columns = zip_longest(*rows, fillvalue="")
    tab = RawTab(path.stem, tuple([cell or None for cell in column] for column in columns))
    return RawWorkbook(path.name, (tab,))


def _decoded(path: Path, content: bytes) -> str:
    mark = next((name for start, name in _MARKS.items() if content.startswith(start)), "")
    for encoding in (mark,) if mark else ("utf-8", _THAI_WINDOWS):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SetupError("csv-not-text", path=path)


def _separator(text: str) -> str:
    """The character that parts the most cells of the first line."""
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)
