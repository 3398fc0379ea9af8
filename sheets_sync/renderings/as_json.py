"""The report as plain values for JSON."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import Enum

from sheets_sync.planning.report.model import MonthlyReport


def report_values(report: MonthlyReport) -> dict[str, object]:
    """Every section by name; days as YYYY-MM-DD, what the copy hides as null."""
    about = {one.name: getattr(report, one.name) for one in dataclasses.fields(report)}
    del about["parts"]
    return {name: _plain(value) for name, value in {**about, **report.parts}.items()}


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
