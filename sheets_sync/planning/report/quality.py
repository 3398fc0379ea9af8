"""How good the data are that the figures are made of, as one check found them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.planning.report.sound_rows import sound_rows
from sheets_sync.planning.report.values import Ratio, total
from sheets_sync.registry.snapshot import Snapshot


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

    def as_values(self) -> dict[str, object]:
        """As the ledger keeps it: counts by tab and by rule."""
        return {
            "checked_on": self.checked_on.isoformat(),
            "tabs": [[one.tab, one.sound.n, one.sound.of] for one in self.tabs],
            "rules": [[one.rule, one.severity.value, one.work, one.count] for one in self.rules],
        }


def quality_found(snapshot: Snapshot, findings: Sequence[Finding]) -> Quality:
    """What a check found in the workbook as it was that day."""
    counts = Counter((one.rule, one.severity, one.work) for one in findings)
    rules = (RuleCount(*rule, count) for rule, count in counts.items())
    return _quality(
        snapshot.today,
        (TabQuality(tab, ratio) for tab, ratio in sound_rows(snapshot, findings).items()),
        rules,
    )


def kept_quality(kept: Mapping[str, Any]) -> Quality:
    """What the ledger kept of it."""
    return _quality(
        dt.date.fromisoformat(kept["checked_on"]),
        (TabQuality(tab, Ratio(n, of)) for tab, n, of in kept["tabs"]),
        (
            RuleCount(rule, Severity(severity), work, count)
            for rule, severity, work, count in kept["rules"]
        ),
    )


def _quality(
    checked_on: dt.date, tabs: Iterable[TabQuality], rules: Iterable[RuleCount]
) -> Quality:
    found = tuple(tabs)
    return Quality(
        checked_on, total(one.sound for one in found), found, tuple(sorted(rules, key=_weight))
    )


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _weight(rule: RuleCount) -> tuple[bool, int, int, str]:
    return rule.work, _ORDER[rule.severity], -rule.count, rule.rule
