"""The people in a list that another system exported, with whatever headings it has."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sheets_sync.adoption.copying import Copied, copied
from sheets_sync.adoption.mapping import Proposal
from sheets_sync.adoption.proposal import propose
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.settings.model import RuleSettings

_TAB = "staff"


@dataclass(frozen=True, slots=True)
class StaffExport:
    """What a list says, and how it was understood."""

    people: tuple[Mapping[str, str], ...]
    """Every person by column of the staff tab; nobody where no sheet is a list of staff."""
    headings: tuple[tuple[str, str, str], ...]
    """Sheet, heading and column of everything that was taken."""
    unused: tuple[str, ...] = ()
    """Headings of the list of which nothing was taken."""


def staff_export(
    workbook: RawWorkbook, declaration: Mapping[str, Any], today: dt.date, limits: RuleSettings
) -> StaffExport:
    """Read the list; a name in columns of its parts is put together."""
    proposal = propose(workbook, declaration, today, limits)
    taken = copied(workbook, proposal, declaration, today, limits)
    people = (
        {column: shown(cell).strip() for column, cell in record.items()}
        for record in taken.records.get(_TAB, ())
    )
    known = tuple(one for one in people if one.get("staff_id") or one.get("full_name"))
    return StaffExport(known, tuple(_headings(proposal, taken)), tuple(_unused(proposal, taken)))


def _headings(proposal: Proposal, taken: Copied) -> Iterator[tuple[str, str, str]]:
    for match in proposal.sheets:
        if match.tab == _TAB:
            for column in match.columns:
                yield match.sheet, column.heading, column.column
            for left in match.left:
                if (match.sheet, left.position) in taken.used:
                    yield match.sheet, left.heading, "full_name"


def _unused(proposal: Proposal, taken: Copied) -> Iterator[str]:
    for match in proposal.sheets:
        if match.tab == _TAB:
            for left in match.left:
                if left.heading and (match.sheet, left.position) not in taken.used:
                    yield left.heading
