"""Compiles the 27 indicators of a report: now, before, and the fiscal year so far."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sheets_sync.planning.report.indicators.application import APPLIED
from sheets_sync.planning.report.indicators.catalogue import INDICATORS
from sheets_sync.planning.report.indicators.definition import Definition
from sheets_sync.planning.report.indicators.values import (
    HIDDEN,
    NOT_KNOWN,
    Figure,
    Measured,
    NumberedIndicator,
    Why,
    not_known,
    ratio,
)
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.shown_scores import DEGREES, ShownKind

COVERAGE = frozenset({"pairs", "responses", "early", "no_mark"})
"""Parts of scores that count people, and are never hidden."""
OTHERS = "other_reasons"
"""The part of 24 that holds the reasons which this copy does not tell."""
FOR_HR = frozenset({"supervisor_rating"})
"""Parts that only HR's copy tells: few are rated, and what few scored could be worked out."""
STATES = frozenset(one.number for one in INDICATORS if one.is_state)
"""To date they are what they are now."""
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
    parts = _barriers(indicator, month) if indicator.name == "barriers" else {**indicator.parts}
    for name in parts:
        if name not in COVERAGE and not _may(name, may, month):
            parts[name] = HIDDEN
    to_date = may.total if indicator.number in STATES else may.year
    return replace(
        indicator,
        figure=indicator.figure if may.total else HIDDEN,
        why=indicator.why if may.total else Why("small_group", {"limit": month.small}),
        previous=_shown(indicator.previous, may=may.before),
        to_date=_shown(indicator.to_date, may=to_date),
        parts=parts,
    )


def _may(part: str, may: ShownKind, month: Month) -> bool:
    """Whether the copy tells a part."""
    if part in FOR_HR:
        return not month.hides
    if part in OF_DUE:
        return may.due
    return month.scores.of(DEGREES).total if part in APPLIED else may.total


def _shown(figure: Figure | None, *, may: bool) -> Figure | None:
    """The figure, or that it is hidden; where there is none there is nothing to hide."""
    return figure if may or figure is None else HIDDEN


def _barriers(indicator: NumberedIndicator, month: Month) -> dict[str, Figure]:
    """The reasons; those of few people together, where this copy tells nobody's own words."""
    if not month.hides:
        return {**indicator.parts}
    scores = month.scores.of(indicator.name)
    if not scores.total:
        return {}
    told = {name: part for name, part in indicator.parts.items() if name in scores.reasons}
    rest = sum(part.n or 0 for name, part in indicator.parts.items() if name not in told)
    found = {month.without_names(name): part for name, part in told.items()}
    return {**found, OTHERS: ratio(rest, indicator.figure.n or 0)} if rest else found


def _all(month: Month) -> Iterator[NumberedIndicator]:
    for definition in INDICATORS:
        now = measured(definition, month.view)
        before = measured(definition, month.view_before)
        year = now if definition.is_state else measured(definition, month.view_year)
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
            why_parts=now.why_parts,
            why_previous=before.why,
            why_to_date=year.why,
        )


def measured(definition: Definition, view: View) -> Measured:
    """The indicator over one span; not known where a tab it needs cannot be read."""
    blind = next((tab for tab in definition.tabs if not view.context.usable(tab)), None)
    found = not_known("tab_unreadable", tab=blind) if blind else definition.measure(view)
    parts = {**dict.fromkeys(definition.parts, NOT_KNOWN), **found.parts}
    nothing = Why(f"nothing_{definition.name}")  # what there is none of differs
    return replace(found, parts=parts, why=nothing if found.why == Why("nothing") else found.why)
