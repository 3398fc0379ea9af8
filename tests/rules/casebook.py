"""Reads the cases of tests/rules/cases/*.yml: a clean workbook, a few changed cells, what is found.

A case is a `situation` in words and any of these:

    today:     2026-11-22                    the day of the check
    change:    {sessions: {5: {planned_on: 31/11/2569}}}
               tab, row of the spreadsheet, column, what is typed; ~ empties a cell or a row; a
               row that the clean workbook lacks is added
    sheets:    {sessions: {...}}             how a tab looks, see `Sheet`; ~ takes the tab away
    more:      [{tab: sessions, title: Sessions, rows: {2: {...}}}]     further sheets of a tab
    schema:    {tabs: {...}}                 an overlay of config/registry.toml
    settings:  {rules.max_session_hours: 2}  as in the config file
    history:   {rows_read: {members: 40}}    what is remembered from the last good read
    locale:    th_TH                         of the spreadsheet
    lang:      en                            the language of `message`
    found:     the complete list of findings of ALL rules

Of a finding the rule (the file's own where none is given), tab, row, column, cell, key, value and
suggestion are compared, and count as empty when they are left out; sheet, community, step,
severity, detail and message are compared where they are given.

A cell with an error is written {error: "#REF!"}, one with a picture {object: picture}, a real date
2026-11-22 without quotes.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"
ALWAYS = ("rule", "tab", "row", "column", "cell", "key", "value", "suggestion")
WHERE_GIVEN = ("sheet", "community", "step", "severity", "detail", "message")
KNOWN = (
    "situation", "today", "change", "sheets", "more", "schema", "settings", "history", "locale",
    "lang", "found",
)  # fmt: skip


class _AsTyped(yaml.CSafeLoader):
    """YAML in which only numbers, dates, true, false and ~ are more than text."""


_AsTyped.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|", "~n\0"),
    ("bool", r"true|false", "tf"),
    ("int", r"-?(0|[1-9]\d*)", "-0123456789"),
    ("float", r"-?\d+\.\d+", "-0123456789"),
    ("timestamp", r"\d{4}-\d\d-\d\d", "0123456789"),
):
    _AsTyped.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )
_AsTyped.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^$"), [""])


@dataclass(frozen=True, eq=False)
class Case:
    rule: str
    situation: str
    path: Path
    today: dt.date | None = None
    change: Mapping[str, Mapping[int, Mapping[str, Any] | None]] = field(default_factory=dict)
    sheets: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    more: tuple[Mapping[str, Any], ...] = ()
    schema: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    history: Mapping[str, Any] = field(default_factory=dict)
    locale: str | None = None
    lang: str = "th"
    found: tuple[Mapping[str, Any], ...] = ()

    @property
    def fires(self) -> bool:
        return any(finding["rule"] == self.rule for finding in self.found)


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_AsTyped)  # noqa: S506  safe above


@cache
def base() -> Mapping[str, Any]:
    workbook: Mapping[str, Any] = read_yaml(Path(__file__).parent / "base.yml")
    return workbook


def cases_of(rule: str) -> tuple[Case, ...]:
    path = CASES / f"{rule}.yml"
    return tuple(_case(rule, path, entry) for entry in read_yaml(path)) if path.exists() else ()


def all_cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.yml")):
        yield from cases_of(path.stem)


def _case(rule: str, path: Path, entry: Mapping[str, Any]) -> Case:
    strange = [name for name in entry if name not in KNOWN]
    if strange or "situation" not in entry or "found" not in entry:
        raise ValueError(
            f"{path}: a case has a `situation` and `found` and else only {', '.join(KNOWN)}; "
            f"this one has {', '.join(entry)}"
        )
    values = dict(entry)
    values["more"] = tuple(values.get("more") or ())
    values["found"] = tuple({"rule": rule, **one} for one in values["found"] or ())
    for one in values["found"]:
        for name in one:
            if name not in ALWAYS + WHERE_GIVEN:
                raise ValueError(f"{path}: a finding has no {name!r}")
    return Case(rule=rule, path=path, **values)
