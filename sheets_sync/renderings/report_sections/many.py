"""Of many communities the report leads with those that need somebody."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.communities import CommunityLine, communities
from sheets_sync.planning.report.sections.decisions import FIRST_PAGE, decisions

MANY = 60
"""More communities than this are many."""


class OfCommunity(Protocol):
    """A line about one community."""

    @property
    def community(self) -> str:
        """Its ID."""
        ...


Line = TypeVar("Line", bound=OfCommunity)


def is_of_many(report: MonthlyReport) -> bool:
    """Whether the report tells of many communities."""
    return len(report.part(communities).lines) > MANY


def waiting(lines: Iterable[Line], report: MonthlyReport) -> tuple[Line, ...]:
    """Those of communities that need somebody, the most pressing first."""
    places = _places(report)
    found = (line for line in lines if line.community in places)
    return tuple(sorted(found, key=lambda line: places[line.community]))


def others(lines: Iterable[Line], report: MonthlyReport) -> tuple[Line, ...]:
    """The rest, as they stand in the workbook."""
    places = _places(report)
    return tuple(line for line in lines if line.community not in places)


def in_order(lines: tuple[Line, ...], report: MonthlyReport) -> tuple[Line, ...]:
    """Of many communities those that need somebody first; of a few as they stand there."""
    return waiting(lines, report) + others(lines, report) if is_of_many(report) else lines


def with_card(report: MonthlyReport) -> tuple[CommunityLine, ...]:
    """The communities that have a part of the page to themselves, where links to them lead.

    They are those that need somebody; of many communities the ones that the first page names.
    """
    lines, places = report.part(communities).lines, _places(report)
    if is_of_many(report):
        return waiting(lines, report)[:FIRST_PAGE]
    return tuple(line for line in lines if line.community in places)


def _places(report: MonthlyReport) -> dict[str, int]:
    return {one.community: place for place, one in enumerate(report.part(decisions))}
