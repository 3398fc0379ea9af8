"""The ten areas, and the active communities that serve each."""

from collections import Counter
from dataclasses import dataclass

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import Ratio, Share


@dataclass(frozen=True, slots=True)
class Areas:
    """By area; one community may serve several."""

    shares: tuple[Share, ...]
    covered: Ratio
    """Areas with an active community, of all; no target is set."""


def areas(month: Month) -> Areas:
    """The areas in the handbook's order."""
    cells, active = month.context.table("communities")["areas"], month.now.active
    counts = Counter(code for row in active for code in set(cells.at(int(row)) or ()))
    codes = tuple(month.context.snapshot.schema.areas)
    shares = tuple(Share(code, Ratio(counts[code], len(active))) for code in codes)
    return Areas(shares, Ratio(sum(counts[code] > 0 for code in codes), len(codes)))
