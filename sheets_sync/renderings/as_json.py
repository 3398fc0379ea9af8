"""The report as plain values for JSON."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import Enum

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.indicators.values import Figure, NumberedIndicator
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.indicator_text import indicator_name, left_out_because, why_not_known
from sheets_sync.renderings.report_sections.indicator_cells import why_no_part


def report_values(report: MonthlyReport, schema: Schema, sentences: Sentences) -> dict[str, object]:
    """The object of `report.schema.json`: the 27 indicators, what their parts lack, every section.

    Days as YYYY-MM-DD; what is not known, or what the copy hides, as null.
    """
    about = {one.name: getattr(report, one.name) for one in dataclasses.fields(report)}
    del about["parts"], about["kept"]
    indicators, phrases = sorted(report.indicators.items()), Phrases(schema, sentences)
    about["indicators"] = {str(number): _indicator(one, phrases) for number, one in indicators}
    about["why_parts"] = {
        str(number): whys
        for number, one in indicators
        if (whys := _why_parts(one, report.small_group, phrases))
    }
    return {name: _plain(value) for name, value in {**about, **report.parts}.items()}


def _indicator(indicator: NumberedIndicator, phrases: Phrases) -> dict[str, object]:
    return {
        "name": indicator_name(indicator, phrases.say),
        "unit": indicator.unit,
        **_plain_figure(indicator.figure),
        "why": why_not_known(indicator.why, phrases.schema, phrases.say),
        "previous": _shown(indicator.previous),
        "to_date": _shown(indicator.to_date),
        "excluded": indicator.excluded,
        "exclusions": [
            {"why": left_out_because(one, phrases.say), "n": one.n} for one in indicator.exclusions
        ],
        "parts": {name: _plain_figure(part) for name, part in indicator.parts.items()},
    }


def _why_parts(indicator: NumberedIndicator, small: int, phrases: Phrases) -> dict[str, str]:
    """By name of each part without a value, why there is none."""
    return {
        name: phrases.say("indicators.why.small_group", limit=small)
        if part.is_hidden
        else why_no_part(name, indicator, phrases)
        for name, part in indicator.parts.items()
        if part.value is None
    }


def _shown(figure: Figure | None) -> dict[str, float | None] | None:
    return None if figure is None or figure.is_hidden else _plain_figure(figure)


def _plain_figure(figure: Figure) -> dict[str, float | None]:
    return {"n": figure.n, "of": figure.of, "value": figure.value}


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case dt.date():
            return value.isoformat()
        case Mapping():
            return {str(name): _plain(one) for name, one in value.items()}
        case tuple() | list():
            return [_plain(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    return value
