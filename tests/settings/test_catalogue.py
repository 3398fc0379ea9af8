"""Every setting does something: one that nothing reads would promise what does not happen."""

import ast
from functools import cache

import pytest

from sheets_sync.resources import resource
from sheets_sync.settings.catalogue import catalogue

DECLARING = {"model.py", "catalogue.py"}
"""Of the settings' own folder these only say what there is."""


@cache
def read_names():
    """Every attribute that the program reads, and every text from which a name may be made."""
    names, beginnings = set(), set()
    for folder in ("sheets_sync", "jobs"):
        for path in resource(folder).rglob("*.py"):
            if path.parent.name == "settings" and path.name in DECLARING:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Attribute(attr=name):
                        names.add(name)
                    case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
                        beginnings.add(text)
                    case ast.Constant(value=str(text)) if text.isidentifier():
                        names.add(text)
    return names, tuple(one for one in beginnings if one.endswith("_"))


def _is_read(name: str) -> bool:
    names, beginnings = read_names()
    key = name.rpartition(".")[2]
    return key in names or key.startswith(beginnings)


@pytest.mark.parametrize("name", [name for name in catalogue() if not name.endswith("*.severity")])
def test_every_setting_is_read_by_something(name):
    assert _is_read(name), (
        f"{name} is in config/service.toml and nothing reads it: take it out, or make it work"
    )
