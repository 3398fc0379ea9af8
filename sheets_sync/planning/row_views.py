"""Which rows a unit, or a coordinator, may see: those of their own communities, and no others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.planning.workbook_visibility import visibility_of
from sheets_sync.registry.cells import Rows
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.text import clean, fold

ViewBy: TypeAlias = Literal["unit", "coordinator"]
VIEW_TABS = ("communities", "members", "experts", "plans", "sessions", "evaluations", "followups")
"""The tabs of a view; attendance, the largest, is told by the sessions."""


@dataclass(frozen=True, slots=True)
class RowView:
    """What one of them may see."""

    key: str
    """The same however the name is typed."""
    name: str
    communities: tuple[int, ...]
    """Rows of `communities`."""


@dataclass(frozen=True, slots=True)
class RowViews:
    """All views of one registry."""

    views: tuple[RowView, ...]
    without: tuple[str, ...]
    """Communities that are in no view, since it is not known whose they are."""


def row_views(context: RuleContext, by: ViewBy) -> RowViews:
    """A view for each unit, or coordinator, that has a round; a round is in one view only."""
    names: dict[str, str] = {}
    found: dict[str, list[int]] = {}
    without: list[str] = []
    for row in context.rounds.rows.tolist():
        key, name = _owner(context, row, by)
        if not key:
            without.append(context.rounds.identifier(row) or "")
            continue
        names.setdefault(key, name)
        found.setdefault(key, []).append(row)
    views = (RowView(key, names[key], tuple(rows)) for key, rows in sorted(found.items()))
    return RowViews(tuple(views), tuple(without))


def _owner(context: RuleContext, row: int, by: ViewBy) -> tuple[str, str]:
    """Whose a round is: by unit its own, else its coordinator's."""
    communities, staff = context.table("communities"), context.table("staff")
    person = int(communities["coordinator"].at(row))
    if by == "coordinator":
        number = "" if person == NOBODY else context.staff_id(person) or ""
        return fold(number), f"{number} {context.person_name(person)}".strip() if number else ""
    unit = communities["unit"].shown(row).strip()
    if not unit and person != NOBODY:
        unit = staff["unit"].shown(person).strip()
    return fold(unit), clean(unit)


def rows_of_view(context: RuleContext, view: RowView, *, private: bool) -> Mapping[str, Rows]:
    """By tab, the rows of a view; of tabs in a private workbook only where that is allowed."""
    own = np.array(view.communities, dtype=np.intp)
    visibility = visibility_of(context.snapshot)
    found: dict[str, Rows] = {}
    for name in VIEW_TABS:
        table = context.table(name)
        if table.state != "read":
            continue
        if visibility.is_private(visibility.of_table(name)) and not private:
            continue
        if name == "communities":
            found[name] = own
        else:
            found[name] = np.flatnonzero(np.isin(table["community"].per_row(), own))
    return found
