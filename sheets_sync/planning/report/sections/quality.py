"""How good the data are that the figures are made of, as of the check."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sheets_sync.checking.findings import Severity
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.sound_rows import sound_rows
from sheets_sync.planning.report.values import Ratio, total


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
    sound = sound_rows(month.facts.snapshot, month.findings)
    counts = Counter((one.rule, one.severity, one.work) for one in month.findings)
    rules = tuple(RuleCount(*rule, count) for rule, count in counts.items())
    return Quality(
        checked_on=month.facts.snapshot.today,
        sound=total(sound.values()),
        tabs=tuple(TabQuality(tab, ratio) for tab, ratio in sound.items()),
        rules=tuple(sorted(rules, key=_weight)),
    )


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _weight(rule: RuleCount) -> tuple[bool, int, int, str]:
    return rule.work, _ORDER[rule.severity], -rule.count, rule.rule
