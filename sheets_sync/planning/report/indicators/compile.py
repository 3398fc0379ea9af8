"""Compiles the 27 indicators of a report: now, before, and the fiscal year so far."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sheets_sync.planning.report.indicators import INDICATORS
from sheets_sync.planning.report.indicators.values import (
    NOT_KNOWN,
    Definition,
    Measured,
    NumberedIndicator,
    not_known,
)
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.month import Month


def indicators(month: Month) -> Mapping[int, NumberedIndicator]:
    """All 27 by number, with everything that is known: nothing is hidden here."""
    return {one.number: one for one in _all(month)}


def _all(month: Month) -> Iterator[NumberedIndicator]:
    for definition in INDICATORS:
        now = _measured(definition, month.view)
        before = _measured(definition, month.view_before)
        year = now if definition.is_state else _measured(definition, month.view_year)
        yield NumberedIndicator(
            number=definition.number,
            name=definition.name,
            unit=definition.unit,
            figure=now.figure,
            why=now.why,
            previous=before.figure if before.figure.n is not None else None,
            to_date=year.figure if year.figure.n is not None else None,
            exclusions=now.exclusions,
            parts=now.parts,
        )


def _measured(definition: Definition, view: View) -> Measured:
    blind = next((tab for tab in definition.tabs if not view.facts.usable(tab)), None)
    found = not_known("tab_unreadable", tab=blind) if blind else definition.measure(view)
    return replace(found, parts={**dict.fromkeys(definition.parts, NOT_KNOWN), **found.parts})
