"""Findings as columns: a `Finding` is made only where one is shown, written or mailed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, overload

import numpy as np

from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.checking.report_columns import ReportColumns, objects
from sheets_sync.registry.a1 import column_letters
from sheets_sync.registry.cells import Mask, Objects, Rows
from sheets_sync.registry.equal_numbers import Numbers


class Findings(Sequence[Finding]):
    """Findings in the order of the workbook; a column has an entry for each of them."""

    def __init__(
        self,
        reported: ReportColumns,
        which: Rows,
        detail: Objects,
        made: dict[int, Finding] | None = None,
        all_made: Sequence[Finding] | None = None,
    ) -> None:
        self._reported, self._which, self._all_made = reported, which, all_made
        self.detail = detail
        """What tells apart several findings of one rule at one cell."""
        self._made = {} if made is None else made

    def __len__(self) -> int:
        return len(self._which)

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> "Findings": ...
    def __getitem__(self, place: int | slice) -> "Finding | Findings":
        """One finding, or some of them."""
        if isinstance(place, slice):
            return self.some(np.arange(len(self))[place])
        return self._finding(range(len(self))[place])

    def __iter__(self) -> Iterator[Finding]:
        if self._all_made is not None:
            return iter(self._all_made)
        return map(self._finding, range(len(self)))

    def some(self, which: Rows | Mask) -> "Findings":
        """Those at these places, or where a mask says so."""
        return Findings(self._reported, self._which[which], self.detail[which], self._made)

    def as_before(self, known: Sequence[Finding]) -> "Findings":
        """The same, each of them the object that is known for it."""
        made = dict(zip(self._which.tolist(), known, strict=True))
        return Findings(self._reported, self._which, self.detail, made, known)

    @property
    def counts(self) -> Counter[Severity]:
        """How many there are of each severity."""
        return Counter(self.severity.tolist())

    @property
    def rule(self) -> Objects:
        """The name of its rule."""
        return self._of_report(report.kind.rule for report in self._reported.reports)

    @property
    def severity(self) -> Objects:
        """How much it matters."""
        return self._of_report(report.kind.severity for report in self._reported.reports)

    @property
    def work(self) -> Mask:
        """Whether it is work not done, as against data that are wrong."""
        return self._of_report(report.kind.work for report in self._reported.reports).astype(bool)

    @property
    def step(self) -> Objects:
        """The step of the handbook that it is about, or None."""
        return self._of_report(report.kind.step for report in self._reported.reports)

    @property
    def tab(self) -> Objects:
        """The name of its tab."""
        return self._of_report(report.kind.tab for report in self._reported.reports)

    @property
    def column(self) -> Objects:
        """The name of its column, or None."""
        return self._of_report(report.column for report in self._reported.reports)

    @property
    def sheet(self) -> Objects:
        """The title of its sheet."""
        return objects(self._reported.sheets)[self._reported.sheet[self._which]]

    @property
    def row(self) -> Numbers:
        """The row's number in the spreadsheet; 0 where there is none."""
        return self._reported.row[self._which]

    @cached_property
    def cell(self) -> Objects:
        """The A1 address of its cell, or None."""
        positions = self._reported.position[self._which].tolist()
        letters = {one: column_letters(one) for one in set(positions) - {0}}
        return objects(
            f"{letters[position]}{row}" if position else None
            for position, row in zip(positions, self.row.tolist(), strict=True)
        )

    @property
    def key(self) -> Objects:
        """The record's key, parts joined by " · "; None where the row has no usable one."""
        return self._reported.keys[self._which]

    @property
    def content(self) -> Objects:
        """All that was typed in a row without a usable key."""
        return self._reported.contents[self._which]

    @property
    def community(self) -> Objects:
        """The ID of the community that its record belongs to, or None."""
        return self._reported.communities[self._which]

    @property
    def value(self) -> Objects:
        """What was typed, or None."""
        return self._reported.values[self._which]

    @property
    def suggestion(self) -> Objects:
        """What to type instead, where that can be told."""
        return self._reported.suggestions[self._which]

    def _of_report(self, entries: Iterable[object]) -> Objects:
        return self._reported.of_report(entries)[self._which]

    def _finding(self, place: int) -> Finding:
        number = self._which.item(place)
        if number not in self._made:
            self._made[number] = self._new_finding(place, number)
        return self._made[number]

    def _new_finding(self, place: int, number: int) -> Finding:
        report = self._reported.reports[self._reported.report.item(number)]
        row, cell, sheet, key, community, value, suggestion, detail, content = self._entries[place]
        return Finding(
            report.kind.rule,
            report.kind.severity,
            report.kind.tab,
            sheet,
            row=row or None,
            column=report.column,
            cell=cell,
            key=key,
            community=community,
            step=report.kind.step,
            value=value,
            suggestion=suggestion,
            detail=detail,
            content=content,
            facts=report.facts(self._reported.place.item(number)),
            work=report.kind.work,
        )

    @cached_property
    def _entries(self) -> list[tuple[Any, ...]]:
        """The columns that differ from finding to finding, finding by finding."""
        columns = (
            self.row, self.cell, self.sheet, self.key, self.community, self.value,
            self.suggestion, self.detail, self.content,
        )  # fmt: skip
        return list(zip(*(column.tolist() for column in columns), strict=True))
