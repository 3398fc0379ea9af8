"""Findings on a terminal: the most urgent first, as the to-do tab tells them."""

from collections import Counter

from jobs.cli.context import JobContext
from sheets_sync.checking.finding_columns import Findings
from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.todo_lines import TodoLine, gathered, line_of, place_of
from sheets_sync.planning.workbook_tabs.urgency import urgency
from sheets_sync.ports.check_result import CheckResult

SHOWN = 40
"""So many lines are a screen or two; `-v` shows all, `--json` too."""

_WORK = "work"
_STYLES: dict[Severity, str | None] = {
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.INFO: None,
}


def show_findings(context: JobContext, checked: CheckResult) -> None:
    """A table of what is to be done, and a line that counts the findings."""
    console, sentences = context.console, context.sentences
    checkup = Checkup(checked.registry.id, checked.context, checked.findings, checked.workbook)
    groups = sorted(gathered(checkup.findings, checkup), key=lambda one: min(map(urgency, one)))
    most = None if context.options.verbose else SHOWN
    shown = [line_of(group, checkup, sentences) for group in groups[:most]]
    if shown:
        console.table(
            sentences("jobs.check.columns").split("|"),
            [
                (
                    severity_word(line.first, sentences),
                    _place(line, sentences),
                    line.text,
                    line.first.rule,
                )
                for line in shown
            ],
            styles=[_STYLES[line.first.severity] for line in shown],
        )
    if len(shown) < len(groups):
        console.line(sentences("jobs.check.more", count=len(groups) - len(shown)))
    console.line(_counted(checked, sentences))


def severity_word(finding: Finding, sentences: Sentences) -> str:
    """How much it matters, in words; work not done has a word of its own."""
    return sentences(f"jobs.severity.{_kind(finding)}")


def counted(findings: Findings) -> dict[str, int]:
    """How many findings stand under each of the words of `severity_word`."""
    severities = zip(findings.work.tolist(), findings.severity.tolist(), strict=True)
    counts = Counter(_WORK if is_work else severity for is_work, severity in severities)
    return {kind: counts[kind] for kind in ("error", _WORK, "warning", "info")}


def _kind(finding: Finding) -> str:
    return _WORK if finding.work else finding.severity


def _place(line: TodoLine, sentences: Sentences) -> str:
    """Where the first of a line's findings is, and how many more there are."""
    more = len(line.findings) - 1
    return place_of(line.first, sentences).text + (f" (+{more})" if more else "")


def _counted(checked: CheckResult, sentences: Sentences) -> str:
    return sentences(
        "jobs.check.counted",
        registry=checked.registry.id,
        rows=sentences.number(checked.snapshot.height),
        **{kind: sentences.number(count) for kind, count in counted(checked.findings).items()},
    )
