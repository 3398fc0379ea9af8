"""What an installation brings along is free software, and the page that says so is current."""

import importlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FREE = re.compile(
    r"MIT( License)?|MIT-0|0BSD|BSD License|BSD-[23]-Clause|ISC( License.*)?|Apache[ -]2\.0|Zlib"
    r"|Apache Software License|CC0-1\.0|PSF-2\.0|MPL-2\.0|Mozilla Public License 2\.0.*"
    r"|LGPL-3\.0-only"
)
"""Licences of free software that ask nothing of who only uses it."""


def test_every_package_that_is_installed_is_free_software(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    licences = importlib.import_module("licences")

    unknown = {
        name: said
        for name, said in licences.licences().items()
        for one in re.split(r", | AND | OR ", said)
        if not FREE.fullmatch(one.strip("()")) and not FREE.fullmatch(one)
    }

    assert unknown == {}
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page(), "Run: make licences"
