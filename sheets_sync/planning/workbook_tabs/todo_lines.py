"""The lines of the to-do tab: every finding in exactly one, alone or with others like it."""

import datetime as dt
import operator
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sheets_sync.checking.findings import Finding
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.tab_model import Link
from sheets_sync.planning.workbook_tabs.urgency import urgency
from sheets_sync.planning.workbook_visibility import MAIN
from sheets_sync.registry.a1 import row_and_column

GATHERED = frozenset({"evaluation-missing", "follow-up-missing"})
"""Rules that find one member each: the members of one community stand on one line."""
FEWEST_FOLDED = 3
"""Fewer findings than this are told one by one, however small the tab is."""


@dataclass(frozen=True, slots=True)
class TodoLine:
    """One thing to do."""

    findings: tuple[Finding, ...]
    """The most telling one first; never empty."""
    coordinator: str
    """Empty where it is for the HR group."""
    text: str
    since: dt.date

    @property
    def first(self) -> Finding:
        """The finding whose place the line names."""
        return self.findings[0]

    @property
    def urgency(self) -> int:
        """How urgent its most urgent finding is; 0 is the most urgent."""
        return min(map(urgency, self.findings))


def todo_lines(checkup: Checkup, sentences: Sentences, home: str = MAIN) -> tuple[TodoLine, ...]:
    """All lines of one workbook, in its order; with a memory, those of before as they were."""
    memory, context = checkup.memory, checkup.context
    shared = tuple(gathered(checkup.findings, checkup))
    alone = [together for together in shared if len(together) == 1]
    made_of = (
        context.table("communities"),
        context.table("staff"),
        memory.alike("known findings", checkup.known),
        checkup.today,
        checkup.schema,
        sentences,
    )
    lines = memory.of_each(
        ("lines of one", home),
        made_of,
        [finding for (finding,) in alone],
        lambda finding: line_of((finding,), checkup, sentences),
    )
    by_finding = dict(zip(map(id, alone), lines, strict=True))
    made = (
        by_finding.get(id(together)) or line_of(together, checkup, sentences) for together in shared
    )
    return memory.alike_each(("lines", home), tuple(made), _are_of_the_same)


def _are_of_the_same(one: TodoLine, other: TodoLine) -> bool:
    """Whether two equal lines are about the very same findings."""
    return all(map(operator.is_, one.findings, other.findings))


def gathered(findings: Iterable[Finding], checkup: Checkup) -> Iterator[tuple[Finding, ...]]:
    """The findings, those that share a line together, where the first of them stands."""
    folded = _folded(checkup)
    lines: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        place: tuple[object, ...] = (number,)
        if finding.rule in GATHERED:
            place = (finding.rule, finding.community)
        elif _may_fold(finding) and _about(finding) in folded:
            place = (*_about(finding), finding.severity)
        lines.setdefault(place, []).append(finding)
    yield from map(tuple, lines.values())


_About = tuple[str, str, str | None]
"""Rule, tab and column: what is missing in one column says nothing of another."""


def _about(finding: Finding) -> _About:
    return (finding.rule, finding.tab, finding.column)


def _folded(checkup: Checkup) -> frozenset[_About]:
    """Where a rule hits more of the tab's rows in a column than are told one by one."""
    hits: dict[_About, set[tuple[str, int | None]]] = {}
    counts: Counter[_About] = Counter()
    for finding in filter(_may_fold, checkup.findings):
        hits.setdefault(_about(finding), set()).add((finding.sheet, finding.row))
        counts[_about(finding)] += 1
    percent = checkup.context.settings.flags.fold_percent
    return frozenset(
        about
        for about, rows in hits.items()
        if counts[about] >= FEWEST_FOLDED
        and 100 * len(rows) > percent * len(checkup.context.table(about[1]))
    )


def _may_fold(finding: Finding) -> bool:
    """Wrong data of a record; work not done stays with the one who is to do it.

    Each row of the settings tab is a matter of its own, however few there are.
    """
    is_record = finding.tab != "settings" and (finding.key is not None or bool(finding.content))
    return is_record and finding.row is not None and not finding.work


def line_of(together: Sequence[Finding], checkup: Checkup, sentences: Sentences) -> TodoLine:
    """The line of findings that share one."""
    coordinators = {checkup.coordinator(finding.community) for finding in together}
    return TodoLine(
        findings=tuple(together),
        coordinator=coordinators.pop() if len(coordinators) == 1 else "",
        text=_text(together, checkup, sentences),
        since=min(map(checkup.since, together)),
    )


def _text(together: Sequence[Finding], checkup: Checkup, sentences: Sentences) -> str:
    first, count = together[0], len(together)
    message = checkup.message(first, sentences)
    if count == 1:
        return message
    if first.rule in GATHERED:
        names = tuple(str(finding.facts["person"]) for finding in together)
        return sentences(
            f"flags.todo.{first.rule}", count=count, names=names, due=first.facts["due"]
        )
    rows = len({(finding.sheet, finding.row) for finding in together})
    return sentences(
        "flags.todo.folded",
        count=sentences.number(count),
        rows=sentences.number(rows),
        of=sentences.number(len(checkup.context.table(first.tab))),
        sheet=first.sheet,
        message=message,
    )


def place_of(finding: Finding, sentences: Sentences) -> Link:
    """Where a finding is, as words that lead there."""
    if finding.cell is not None:
        row, column = row_and_column(finding.cell)
        return Link(f"{finding.sheet} {finding.cell}", finding.sheet, row, column)
    if finding.row is not None:
        words = sentences("flags.todo.row", sheet=finding.sheet, row=finding.row)
        return Link(words, finding.sheet, finding.row, 1)
    return Link(finding.sheet, finding.sheet, 1, 1)
