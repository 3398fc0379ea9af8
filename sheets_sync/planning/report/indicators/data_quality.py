"""26: how sound the rows are, and how errors came and went."""

from statistics import median

from sheets_sync.checking.findings import Severity
from sheets_sync.planning.report.indicators.values import (
    Figure,
    Measured,
    Why,
    not_known,
    number,
    share,
)
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.periods import period_name
from sheets_sync.planning.report.sound_rows import sound_rows
from sheets_sync.planning.report.values import Span, total
from sheets_sync.rules import RULES

NUMBER = 26
TREND = ("opened", "fixed", "median_days", "edited")
DATA_RULES = frozenset(
    rule.name for rule in RULES if not rule.work and rule.severity is Severity.ERROR
)
"""Rules whose findings are data to be mended, not work to be done."""


def data_quality(view: View) -> Measured:
    """Rows without an error of a data rule, as of the check; what was opened and fixed since.

    The workbook of other days is not kept: of a month that was sent it is what its report told.
    """
    kept = view.memory.frozen.get((period_name(view.span.last, view.months), "hr"))
    told = kept and kept.indicators.get(NUMBER)
    if told:
        return _with_trend(told.figure, None, view)
    if not view.is_now:
        return not_known("not_kept")
    sound = total(sound_rows(view.context.snapshot, view.findings).values())
    found = share(sound.n, sound.of)
    return _with_trend(found.figure, found.why, view)


def _with_trend(figure: Figure, why: Why | None, view: View) -> Measured:
    """With what the ledger's history of findings says; not known where there is none."""
    if view.memory.is_kept:
        return Measured(figure, why, _trend(view.memory, view.span))
    return Measured(figure, why, why_parts=dict.fromkeys(TREND, Why("no_memory")))


def _trend(memory: ReportMemory, span: Span) -> dict[str, Figure]:
    """How errors came and went; one that comes back is opened again, as it is mended again."""
    data = [days for days in memory.findings.values() if days.rule in DATA_RULES]
    opened = sum(
        any(span.first <= day <= span.last for day in (days.first_seen, days.since))
        for days in data
    )
    took = [
        (days.mended_on - days.since).days
        for days in data
        if days.mended_on is not None and span.first <= days.mended_on <= span.last
    ]
    return {
        "opened": number(opened),
        "fixed": number(len(took)),
        "median_days": number(median(took)) if took else Figure(),
        "edited": _edited(memory, span),
    }


def _edited(memory: ReportMemory, span: Span) -> Figure:
    """How many records staff changed, as the checks noticed it; known for whole periods only."""
    if memory.edits_since is None or memory.edits_since > span.first:
        return Figure()
    return number(sum(count for day, count in memory.edits if span.first <= day <= span.last))
