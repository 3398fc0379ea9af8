"""Laws of reading and of all rules, whatever somebody types wherever."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.checking.finding_precedence import CELL_ORDER
from sheets_sync.checking.findings import Finding
from sheets_sync.i18n.finding_text import finding_message
from sheets_sync.i18n.sentences import LANGUAGES, Sentences
from sheets_sync.registry.workbook import CellError, RawCell, RawTab, RawWorkbook
from tests.fixtures.properties import examples
from tests.rules.casebook import Case, all_cases
from tests.rules.workbooks import (
    context_of,
    context_of_case,
    found_in,
    history_of,
    our_schema,
    raw_workbook,
    schema_of,
    settings_of,
    today_of,
)

pytestmark = pytest.mark.long
WORKBOOK = raw_workbook(None)
TODAY = today_of(None)
CASES = list(all_cases())

TYPED = [
    cell
    for tab in WORKBOOK.tabs
    for column in tab.columns
    for cell in column
    if isinstance(cell, str)
]
HARD = [
    "0", "-", "๐", "TRUE", "#REF!", "60001, 60002", "@", "C-001", "C-0O1", "S-0001", "29/2/2570",
    "ก าหนด", "\u200b", "\ud800", "=1+1", "𝟙", "๙๙๙๙๙๙๙๙๙๙", "1e309", "nan", "\n", "ไม่มี", "ร่าง",
]  # fmt: skip
CELLS: st.SearchStrategy[RawCell] = st.one_of(
    st.text(),
    st.sampled_from(TYPED),
    st.sampled_from(HARD),
    st.text(alphabet="กขคงจำาเแโิ่้๊๋็์ๆฯ๐๙09/-., \u200b"),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.sampled_from([CellError("#N/A"), CellError("#CALC?"), None, ""]),
)
PLACES = st.sampled_from(
    [
        (tab, column, row)
        for tab, sheet in enumerate(WORKBOOK.tabs)
        for column in range(len(sheet.columns))
        for row in range(sheet.height + 1)
    ]
)
LAW = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=False,
)


def typed_over(changes: dict[tuple[int, int, int], RawCell]) -> RawWorkbook:
    """The clean workbook with some cells replaced; a row below the last may be added."""
    tabs = []
    for number, tab in enumerate(WORKBOOK.tabs):
        columns = [[*column, None] for column in tab.columns]
        for (which, column, row), cell in changes.items():
            if which == number:
                columns[column][row] = cell
        tabs.append(RawTab(tab.sheet, tuple(columns)))
    return RawWorkbook(WORKBOOK.place, tuple(tabs))


def findings_of(workbook: RawWorkbook) -> tuple[Finding, ...]:
    return found_in(context_of(workbook, settings_of(None), TODAY))


@LAW
@given(st.dictionaries(PLACES, CELLS, min_size=1, max_size=12))
def test_nothing_typed_anywhere_makes_reading_or_a_rule_fail(
    changes: dict[tuple[int, int, int], RawCell],
):
    findings = findings_of(typed_over(changes))

    for language in LANGUAGES:
        sentences = Sentences(language)
        for finding in findings:
            assert finding_message(finding, our_schema(), sentences)
    assert alone_at_their_cells(findings) == []
    assert len({finding.identity("main") for finding in findings}) == len(findings)


def alone_at_their_cells(findings: tuple[Finding, ...]) -> list[Any]:
    """The cells at which two rules of the silence order speak at once."""
    rules: dict[Any, set[str]] = {}
    for finding in findings:
        if finding.cell is not None and finding.rule in CELL_ORDER:
            rules.setdefault((finding.sheet, finding.cell), set()).add(finding.rule)
    return [(cell, several) for cell, several in rules.items() if len(several) > 1]


def movable(case: Case) -> bool:
    """Whether a case says the same wherever its rows and columns stand.

    Of two rows with one key the first counts; a broken heading is told for every sheet; and which
    rows are no records is told by where they stand: at the end, or under the same heading.
    """
    by_place = {"key-duplicate", "rows-left-out"}
    return case.fires and case.rule not in by_place and not (case.sheets or case.more)


def found_again(
    case: Case, change: Callable[[RawTab], list[RawTab]], headings: str
) -> Counter[str]:
    """What is found in the case's workbook when every sheet is changed like that."""
    plain = raw_workbook(case, headings=headings)
    tabs = tuple(changed for tab in plain.tabs for changed in change(tab))
    facts = context_of(
        RawWorkbook(plain.place, tabs, locale=plain.locale),
        settings_of(case),
        today_of(case),
        schema=schema_of(case),
        history=history_of(case),
    )
    return identities(found_in(facts))


def identities(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(finding.identity("main") for finding in findings)


def rows_reversed(tab: RawTab) -> list[RawTab]:
    top = header_row(tab)
    return [
        RawTab(tab.sheet, tuple([*column[:top], *column[top:][::-1]] for column in tab.columns))
    ]


def titled_and_mirrored(tab: RawTab) -> list[RawTab]:
    titles = ["ทะเบียนชุมชนนักปฏิบัติ", None, "ปีงบประมาณ 2570"]
    rest = [[None] * len(titles), *([None, None, None] for _ in tab.columns[1:])]
    rest[0] = titles
    columns = [[*above, *column] for above, column in zip(rest, tab.columns[::-1], strict=True)]
    return [RawTab(tab.sheet, tuple(columns))]


def in_two_sheets(tab: RawTab) -> list[RawTab]:
    """The last two rows of a tab in a sheet of their own, whose title means the same tab."""
    meant = our_schema().tab_named(tab.sheet)
    top = header_row(tab)
    if meant is None or tab.height < top + 3:
        return [tab]
    first = tuple(column[:-2] for column in tab.columns)
    second = tuple([column[top - 1], *column[-2:]] for column in tab.columns)
    return [RawTab(tab.sheet, first), RawTab(meant.words.en, second)]


def header_row(tab: RawTab) -> int:
    """The row of the headings: the first in which more than one cell is filled."""
    filled = [sum(bool(column[row]) for column in tab.columns) for row in range(tab.height)]
    return next((row for row, cells in enumerate(filled, start=1) if cells > 1), 1)


LOOKS = {
    "rows from bottom to top": ("th", rows_reversed),
    "titles above, columns from right to left, headings in English": ("en", titled_and_mirrored),
    "two sheets for every table, headings by name": ("name", in_two_sheets),
}


@pytest.mark.parametrize("place", range(len(LOOKS)), ids=list(LOOKS))
def test_another_look_of_the_workbook_changes_no_finding(place: int):
    headings, change = list(LOOKS.values())[place]
    mine = [case for case in CASES if movable(case)][place :: len(LOOKS)]

    # Every case has its turn in one of the looks.
    for case in mine:
        found = identities(found_in(context_of_case(case)))
        assert found_again(case, change, headings) == found, f"{case.rule}: {case.situation}"
