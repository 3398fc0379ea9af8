"""Whatever a registry wears, it says the same: the same findings, the same steps.

COP_STEWARD_DRESSES=all tries every combination, `make dresses` does; else a few of them.
"""

import itertools
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.dressing.dresses import DRESSES
from tests.rules.casebook import Case, base
from tests.rules.workbooks import context_of, found_in, raw_workbook, settings_of

TODAY = base()["today"]
WRONG = {
    "staff": {4: {"email": "นางมานี"}, 6: {"unit": ""}},
    "sessions": {3: {"planned_on": "31/11/2569"}, 4: {"status": "จัดแน่"}},
    "members": {5: {"person": "00999"}},
    "evaluations": {2: {"result": "ผ่านนะ"}},
}
"""A few mistakes, so that there is something to say."""


def plain():
    workbook = raw_workbook(Case("-", "-", Path("-"), change=WRONG))
    tabs = tuple(
        replace(tab, columns=tuple(list(map(_with_zeros, column)) for column in tab.columns))
        for tab in workbook.tabs
    )
    return replace(workbook, tabs=tabs)


def _with_zeros(cell):
    """Staff numbers begin with zeros, which a number alone does not show."""
    if isinstance(cell, float) and 60_000 < cell < 61_000:
        return f"{cell - 60_000:05.0f}"
    return None if cell == "" else cell


def dressed(names):
    workbook = plain()
    tabs = {tab.sheet: tab for tab in workbook.tabs}
    for name, (title, dress) in DRESSES.items():
        if name in names:
            tabs[title] = dress(tabs[title])
    return replace(workbook, tabs=tuple(tabs.values()))


def said(workbook):
    """The findings wherever they stand, and the steps."""
    facts = context_of(workbook, settings_of(None), TODAY)
    findings = sorted(
        (one.rule, one.tab, one.column or "", one.key or "", one.value or "", one.suggestion or "")
        for one in found_in(facts)
        if one.rule != "rows-left-out"
    )
    steps = [
        (one.community, one.number, one.state, one.done, one.of, one.due, one.missing)
        for one in facts.progress.steps
    ]
    return findings, steps


def combinations():
    if os.environ.get("COP_STEWARD_DRESSES") == "all":
        sizes = range(1, len(DRESSES) + 1)
        return [names for size in sizes for names in itertools.combinations(DRESSES, size)]
    some = random.Random(14)  # noqa: S311
    more = [tuple(name for name in DRESSES if some.random() < 0.6) for _ in range(12)]
    return [*more, tuple(DRESSES)]


@pytest.fixture(scope="module")
def undressed():
    return said(plain())


def test_there_is_something_to_say(undressed):
    findings, steps = undressed
    assert len(findings) > len(WRONG)
    assert len(steps) > len(DRESSES)


@pytest.mark.parametrize("name", DRESSES)
def test_one_dress(name, undressed):
    assert said(dressed({name})) == undressed


def test_all_together(undressed):
    for names in combinations():
        assert said(dressed(set(names))) == undressed, names
