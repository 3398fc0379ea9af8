"""Compiles the 27 indicators of a report: now, before, and the fiscal year so far."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sheets_sync.planning.report.indicators.catalogue import INDICATORS
from sheets_sync.planning.report.indicators.values import (
    NOT_KNOWN,
    Definition,
    Measured,
    NumberedIndicator,
    Why,
    not_known,
)
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.month import Month

COVERAGE = frozenset({"pairs", "responses", "early", "no_mark"})
"""Parts of scores that count people, and are never hidden."""
OF_DUE = frozenset({"lowest", "highest"})
"""Parts that count those only whose follow-up is due."""


def indicators(month: Month) -> Mapping[int, NumberedIndicator]:
    """All 27 by number, as far as the copy may tell them."""
    if not month.shared.indicators:
        month.shared.indicators = {one.number: one for one in _all(month)}
    return {number: _as_told(one, month) for number, one in month.shared.indicators.items()}


def _as_told(indicator: NumberedIndicator, month: Month) -> NumberedIndicator:
    """The indicator without what few people could be worked out of."""
    may = month.scores.of(indicator.name)
    told = month.told if indicator.name == "barriers" else str
    parts = {
        told(name): part
        for name, part in indicator.parts.items()
        if may.total or indicator.name != "barriers"
    }
    for name in parts:
        if name not in COVERAGE and not (may.due if name in OF_DUE else may.total):
            parts[name] = NOT_KNOWN
    is_state = indicator.to_date == indicator.figure
    return replace(
        indicator,
        figure=indicator.figure if may.total else NOT_KNOWN,
        why=indicator.why if may.total else Why("small_group", {"limit": month.small}),
        previous=indicator.previous if may.before else None,
        to_date=indicator.to_date if (may.total if is_state else may.year) else None,
        parts=parts,
    )


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
