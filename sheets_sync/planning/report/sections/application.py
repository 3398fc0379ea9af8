"""What was put to use: answers with the bounds that silence leaves, confirmations, barriers."""

from dataclasses import dataclass

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import Ratio


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
class Application:
    """The rounds with a follow-up, or where one is due."""

    lines: tuple[ApplicationLine, ...]


def application(month: Month) -> Application:
    """Step 7 as of the cut-off."""
    due, may = month.now.fell_due(7), month.scores.of("applied")
    return Application(
        tuple(
            _line(month, row, applied if not applied.of or may.of_group(row) else None)
            for row in month.listed
            if due[row] or month.now.members_recorded(7, row).n
            for applied in (month.records.applied(row),)
        )
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
