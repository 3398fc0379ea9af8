"""What the guides say about large fleets is what the simulation of the quota says, in both."""

import re
from pathlib import Path

import pytest

from tests.bench.fleet_size import CASES, played

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(r"\| ([\d,]+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) (?:min|นาที) \|")
SMALL = [case for case in CASES if case.registries <= 10_000]


@pytest.mark.parametrize("case", SMALL, ids=str)
def test_arithmetic_and_simulation_agree_within_a_tenth(case):
    assert played(case) / case.on_paper == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("language", ["en", "th"])
def test_table_of_the_guide_is_the_simulation_s(language):
    text = (DOCS / f"fleet-arithmetic.{language}.md").read_text(encoding="utf-8")
    found = [tuple(int(cell.replace(",", "")) for cell in row) for row in ROW.findall(text)]

    assert found == [
        (
            case.registries,
            case.accounts,
            case.projects,
            case.workers,
            round((played(case) if case in SMALL else case.on_paper) / 60),
        )
        for case in CASES
    ]
