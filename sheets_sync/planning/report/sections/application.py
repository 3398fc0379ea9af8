"""What was put to use: answers with the bounds that silence leaves, confirmations, barriers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.scores import applied
from sheets_sync.planning.report.values import Ratio, total
from sheets_sync.registry.people import NOBODY


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the rate would be if nobody of those not asked did, and if all of them did."""

    lowest: Ratio
    highest: Ratio


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One round."""

    community: str
    name: str
    followed_up: Ratio
    applied: Ratio | None
    """None where this copy hides it, and then its bounds, too."""
    bounds: Bounds | None


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why it was not put to use; empty where no reason is given."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Application:
    """The rounds with a follow-up, or where one is due, and all of them together."""

    lines: tuple[ApplicationLine, ...]
    applied: Ratio | None
    partly: int | None
    """Of those who put it to use, how many did so partly."""
    bounds: Bounds | None
    confirmed: Ratio | None
    """Claims with an example, evidence, or the supervisor's word, of all claims."""
    barriers: tuple[Barrier, ...] | None
    """By reason, the most frequent first."""


def application(month: Month) -> Application:
    """Step 7 as of the cut-off."""
    shown, rows = applied(month), tuple(map(int, month.now.counted))
    due = month.now.fell_due(7)
    lines = tuple(
        _line(month, row, shown.rounds[row])
        for row in month.listed
        if due[row] or month.now.members_recorded(7, row).n
    )
    if shown.now is None:
        return Application(lines, None, None, None, None, None)
    partly = sum(month.records.answers(row).count("partly") for row in rows)
    asked = total(_asked(month, row) for row in rows)
    bounds = _bounds(shown.now, asked.of)
    return Application(
        lines, shown.now, partly, bounds, _confirmed(month, rows), _barriers(month, rows)
    )


def _line(month: Month, row: int, shown: Ratio | None) -> ApplicationLine:
    return ApplicationLine(
        community=month.identifier(row),
        name=month.name(row),
        followed_up=month.now.members_recorded(7, row),
        applied=shown,
        bounds=None if shown is None else _bounds(shown, _asked(month, row).of),
    )


def _asked(month: Month, row: int) -> Ratio:
    """Those who answered, of those whose follow-up is due or done."""
    answered = month.records.applied(row).of
    everybody = month.now.members_recorded(7, row)
    of = everybody.of if month.now.fell_due(7)[row] else everybody.n
    return Ratio(answered, max(answered, of))


def _bounds(found: Ratio, everybody: int) -> Bounds:
    return Bounds(Ratio(found.n, everybody), Ratio(found.n + everybody - found.of, everybody))


def _confirmed(month: Month, rows: Iterable[int]) -> Ratio:
    table = month.facts.table("followups")
    claims = np.concatenate(
        [np.empty(0, dtype=np.intp), *(month.records.saying(row, "yes", "partly") for row in rows)]
    )
    told = ~table["how_applied"].blank_rows() | ~table["evidence"].blank_rows()
    supervisors = np.append(month.facts.table("staff")["supervisor"].per_row(), NOBODY)
    assessor, person = table["assessor"].per_row(), table["person"].per_row()
    by_supervisor = (assessor == supervisors[person]) & (assessor != NOBODY)
    return Ratio(int((told | by_supervisor)[claims].sum()), len(claims))


def _barriers(month: Month, rows: Iterable[int]) -> tuple[Barrier, ...]:
    reasons = month.facts.table("followups")["barrier"]
    counts = Counter(
        month.told(reasons.at(int(followup))).strip()
        for row in rows
        for followup in month.records.saying(row, "no")
    )
    ordered = sorted(counts.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    return tuple(Barrier(reason, count) for reason, count in ordered)
