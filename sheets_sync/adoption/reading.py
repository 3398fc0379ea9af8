"""A foreign workbook as the registry's own reader sees it, given what is proposed for it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sheets_sync.adoption.mapping import Proposal
from sheets_sync.adoption.name_parts import with_whole_names
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.snapshot import ReadingLimits, Snapshot, read_snapshot
from sheets_sync.registry.workbook import RawWorkbook


def proposed_snapshot(
    workbook: RawWorkbook,
    proposal: Proposal,
    declaration: Mapping[str, Any],
    today: dt.date,
    limits: ReadingLimits,
) -> Snapshot:
    """The sheets that feed a tab, read whatever columns they lack."""
    schema = read_schema(merge(declaration, proposal.overlay), "registry.toml")
    laid_out = {layout.sheet for layout in proposal.layouts}
    wanted = {match.sheet: match for match in proposal.sheets if match.sheet not in laid_out}
    tabs = tuple(
        with_whole_names(tab, match, schema.tabs[match.tab])
        for tab in workbook.tabs
        if (match := wanted.get(tab.sheet)) is not None
    )
    return read_snapshot(replace(workbook, tabs=tabs), _nothing_required(schema), today, limits)


def _nothing_required(schema: Schema) -> Schema:
    tabs = {
        name: replace(
            tab,
            columns={key: replace(column, required=False) for key, column in tab.columns.items()},
        )
        for name, tab in schema.tabs.items()
    }
    return replace(schema, tabs=tabs)
