"""Everything public of gspread is used by a test here."""

import inspect
import re
from pathlib import Path

import pytest
from gspread import Client, Spreadsheet, Worksheet

TESTS = "\n".join(
    path.read_text("utf-8") for path in Path(__file__).parent.glob("test_gspread_*.py")
)
# Old spellings and inner parts that gspread itself calls through the names above.
LEFT_OUT = {"url", "spreadsheet", "id", "title", "index"}


def public(kind: type) -> list[str]:
    return [name for name, _ in inspect.getmembers(kind) if not name.startswith("_")]


@pytest.mark.parametrize("kind", [Client, Spreadsheet, Worksheet])
def test_every_public_name_is_used(kind):
    unused = [
        name
        for name in public(kind)
        if name not in LEFT_OUT and not re.search(rf"\.{name}\b", TESTS)
    ]
    assert unused == [], "use it in tests/google/tests/test_gspread_*.py"
