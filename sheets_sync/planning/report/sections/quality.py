"""How good the data are that the figures are made of, as of the check."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import Ratio


@dataclass(frozen=True, slots=True)
class TabQuality:
    """The rows of one tab without an error of a data rule, of all."""

    tab: str
    sound: Ratio


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often one rule spoke."""

    rule: str
    severity: Severity
    work: bool
    """Work not done, as against data that are wrong."""
    count: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Work not done and lateness do not count against the data."""

    checked_on: dt.date
    sound: Ratio
    tabs: tuple[TabQuality, ...]
    rules: tuple[RuleCount, ...]


def quality(month: Month) -> Quality:
    """What the check found in the workbook as it is, not as it was at the month's end."""
    tables = month.facts.snapshot.tables
    wrong = Counter(
        tab
        for tab, _, _ in {
            _place(finding)
            for finding in month.findings
            if finding.severity is Severity.ERROR and not finding.work and finding.row is not None
        }
    )
    tabs = tuple(
        TabQuality(tab, Ratio(len(table) - min(wrong[tab], len(table)), len(table)))
        for tab, table in tables.items()
        if len(table)
    )
    counts = Counter((one.rule, one.severity, one.work) for one in month.findings)
    rules = tuple(RuleCount(*rule, count) for rule, count in counts.items())
    return Quality(
        checked_on=month.facts.snapshot.today,
        sound=sum((tab.sound for tab in tabs), Ratio(0, 0)),
        tabs=tabs,
        rules=tuple(sorted(rules, key=_weight)),
    )


def _place(finding: Finding) -> tuple[str, str, int | None]:
    return finding.tab, finding.sheet, finding.row


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _weight(rule: RuleCount) -> tuple[bool, int, int, str]:
    return rule.work, _ORDER[rule.severity], -rule.count, rule.rule
