"""Validation: every rule over one registry, then the silences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sheets_sync.checking.finding_precedence import silence
from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.checking.reporter import Reporter, Rule
from sheets_sync.checking.rule_context import RuleContext


def validate(context: RuleContext, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """The findings of all rules that are on, in the order of the workbook."""
    found: list[Finding] = []
    for rule in rules:
        severity = severity_of(rule, context)
        if severity is not None:
            reporter = Reporter(context, rule, severity)
            rule.check(context, reporter)
            found.extend(reporter.found)
    return tuple(_told_apart(_in_order(silence(found), context)))


def severity_of(rule: Rule, context: RuleContext) -> Severity | None:
    """The severity that is set for a rule; None when it is off."""
    level = context.settings.rules.severity.get(rule.name)
    if level is None:
        return rule.severity
    return None if level == "off" else Severity(level)


def _told_apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with an ordinal as their detail where two would else be the same one.

    That happens in rows with the same key or the same content.
    """
    seen: dict[tuple[object, ...], int] = {}
    for finding in findings:
        place = (finding.rule, finding.tab, finding.key, finding.content, finding.column)
        same = (*place, finding.detail)
        seen[same] = seen.get(same, 0) + 1
        if seen[same] == 1:
            yield finding
        else:
            yield replace(finding, detail=f"{finding.detail} #{seen[same]}".strip())


def _in_order(findings: Iterable[Finding], context: RuleContext) -> list[Finding]:
    """By tab, then row, then column, then rule: the order in which a reader meets them."""
    tabs = {name: place for place, name in enumerate(context.snapshot.schema.tabs)}
    columns = {
        (tab.name, column): place
        for tab in context.snapshot.schema.tabs.values()
        for place, column in enumerate(tab.columns)
    }
    return sorted(
        findings,
        key=lambda one: (
            tabs.get(one.tab, -1),
            one.sheet,
            one.row or 0,
            columns.get((one.tab, one.column or ""), -1),
            one.rule,
            one.detail,
        ),
    )
