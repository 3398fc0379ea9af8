"""Validation: every rule over one registry, then the silences."""

from collections.abc import Sequence

import numpy as np

from sheets_sync.checking.finding_columns import Findings
from sheets_sync.checking.finding_precedence import speaking
from sheets_sync.checking.findings import Severity
from sheets_sync.checking.report_columns import ReportColumns, is_none
from sheets_sync.checking.reporter import Reporter, Rule
from sheets_sync.checking.reports import Report
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Objects, Rows
from sheets_sync.registry.equal_numbers import Numbers, as_one
from sheets_sync.registry.text_columns import numbered_texts


def validate(context: RuleContext, rules: Sequence[Rule]) -> Findings:
    """The findings of all rules that are on, in the order of the workbook."""
    reports: list[Report] = []
    for rule in rules:
        severity = severity_of(rule, context)
        if severity is not None:
            reporter = Reporter(context, rule, severity)
            rule.check(context, reporter)
            reports.extend(reporter.reports)
    reported = ReportColumns(context, reports)
    kinds = [report.kind for report in reports]
    told = speaking(kinds, reported.report, reported.cell, reported.communities)
    which = _in_order(reported, np.flatnonzero(told))
    return Findings(reported, which, _told_apart(reported, which))


def severity_of(rule: Rule, context: RuleContext) -> Severity | None:
    """The severity that is set for a rule; None when it is off."""
    level = context.settings.rules.severity.get(rule.name)
    if level is None:
        return rule.severity
    return None if level == "off" else Severity(level)


def _in_order(reported: ReportColumns, which: Rows) -> Rows:
    """By tab, then row, then column, then rule: the order in which a reader meets them."""
    tabs = reported.context.snapshot.schema.tabs
    columns = {
        (tab.name, column): place
        for tab in tabs.values()
        for place, column in enumerate(tab.columns)
    }
    rules = [report.kind.rule for report in reported.reports]
    keys = (
        reported.tab,
        reported.sheet,
        reported.row,
        reported.numbers(
            columns.get((one.kind.tab, one.column or ""), -1) for one in reported.reports
        ),
        reported.numbers(_ranks(rules).tolist()),
        _ranks(reported.details.tolist()),
    )
    return which[np.argsort(as_one(key[which] for key in keys), kind="stable")]


def _told_apart(reported: ReportColumns, which: Rows) -> Objects:
    """The details, with an ordinal where two findings would else be the same one.

    That happens in rows with the same key or the same content.
    """
    details = reported.details[which]
    kinds = [(report.kind.rule, report.kind.tab, report.column) for report in reported.reports]
    numbers = {kind: number for number, kind in enumerate(kinds)}
    same = as_one(
        (
            _records(reported, which),
            reported.numbers(numbers[kind] for kind in kinds)[which],
            _ranks(details.tolist()),
        )
    )
    order = np.argsort(same, kind="stable")
    again = np.diff(same[order], prepend=-1) == 0
    places = np.arange(len(order))
    first = np.maximum.accumulate(np.where(again, 0, places))
    for place, ordinal in zip(order[again].tolist(), (places - first)[again].tolist(), strict=True):
        details[place] = f"{details[place]} #{ordinal + 1}".strip()
    return details


def _records(reported: ReportColumns, which: Rows) -> Numbers:
    """A number for the key of each record, or for its content where it has none."""
    keys = reported.keys[which]
    records = numbered_texts(keys.tolist())
    keyless = is_none(keys)
    if keyless.any():
        records[keyless] = -1 - numbered_texts(reported.contents[which][keyless].tolist())
    return records


def _ranks(texts: Sequence[str]) -> Numbers:
    """For each text its place in the order of all of them."""
    places = {text: place for place, text in enumerate(sorted(set(texts)))}
    return np.fromiter(map(places.__getitem__, texts), np.int64, len(texts))
