"""Every case of the rules: what is found, at its cell, and nothing else."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from sheets_sync.checking.findings import Finding
from sheets_sync.i18n.finding_text import finding_message
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.shown_cell import shown
from tests.rules.casebook import ALWAYS, Case, all_cases
from tests.rules.workbooks import context_of_case, found_in, found_in_case, raw_cell, schema_of

pytestmark = pytest.mark.xdist_group("rule-cases")
"""One worker looks at all cases, once."""

CASES = list(all_cases())


@cache
def found_in_clean_workbook():
    return [as_said(finding, ALWAYS) for finding in found_in(context_of_case(None))]


def test_the_clean_workbook_is_silent():
    assert found_in_clean_workbook() == [], "mend these cells in tests/rules/base.yml, or the rule"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.situation}")
def test_case(case: Case):
    if found_in_clean_workbook():  # one failure says what to mend; a thousand would hide it
        pytest.skip("the clean workbook is not silent")
    found = found_in_case(case)
    expected = [as_written(one) for one in case.found]

    assert [as_said(finding, ALWAYS) for finding in found] == [
        {name: one[name] for name in ALWAYS if name in one} for one in expected
    ], f"see {case.path.name}: {case.situation}"
    sentences = Sentences(case.lang)
    for finding, one in zip(found, expected, strict=True):
        said = as_said(finding, tuple(name for name in one if name != "message"))
        if "message" in one:
            said["message"] = finding_message(finding, schema_of(case), sentences)
        assert said == one


def as_written(one: Mapping[str, Any]) -> dict[str, Any]:
    """An expected finding; its value, key and suggestion are text however they are written."""
    texts = {
        name: shown(raw_cell(one[name]))
        for name in ("value", "key", "suggestion")
        if one.get(name) is not None
    }
    return {**one, **texts}


def as_said(finding: Finding, names: tuple[str, ...]) -> dict[str, Any]:
    """A finding as a case writes it: nothing is left out instead of written as nothing."""
    said = {name: getattr(finding, name) for name in names}
    return {name: value for name, value in said.items() if value is not None}
