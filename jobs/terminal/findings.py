"""Findings on a terminal: the most serious first, each with its place and one sentence."""

from collections import Counter

from jobs.checking import Checked
from jobs.context import Arguments
from sheets_sync.findings import Finding, Severity
from sheets_sync.language import Sentences
from sheets_sync.sentences import finding_message

SHOWN = 40
"""So many findings are a screen or two; `-v` shows all, `--json` too."""

_ORDER = {severity: place for place, severity in enumerate(Severity)}
_STYLES: dict[Severity, str | None] = {
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.INFO: None,
}


def show_findings(arguments: Arguments, checked: Checked) -> None:
    """A table of the findings, and a line that counts them."""
    console, sentences = arguments.console, arguments.sentences
    findings = sorted(checked.findings, key=lambda one: (_ORDER[one.severity], one.work))
    shown = findings if arguments.options.verbose else findings[:SHOWN]
    if shown:
        console.table(
            sentences("jobs.check.columns").split("|"),
            [
                (
                    severity_word(finding, sentences),
                    place(finding),
                    finding_message(finding, checked.schema, sentences),
                    finding.rule,
                )
                for finding in shown
            ],
            styles=[_STYLES[finding.severity] for finding in shown],
        )
    if len(shown) < len(findings):
        console.line(sentences("jobs.check.more", count=len(findings) - len(shown)))
    console.line(_counted(checked, sentences))


def severity_word(finding: Finding, sentences: Sentences) -> str:
    """How much it matters, in words; work not done has a word of its own."""
    return sentences(f"jobs.severity.{'work' if finding.work else finding.severity}")


def place(finding: Finding) -> str:
    """Where it is: sheet and cell, sheet and row, or the sheet alone."""
    where = finding.cell or (finding.row and str(finding.row)) or ""
    return f"{finding.sheet} {where}".strip()


def _counted(checked: Checked, sentences: Sentences) -> str:
    counts = Counter(finding.severity for finding in checked.findings)
    return sentences(
        "jobs.check.counted",
        registry=checked.registry.id,
        rows=sentences.number(checked.snapshot.height),
        error=sentences.number(counts[Severity.ERROR]),
        warning=sentences.number(counts[Severity.WARNING]),
        info=sentences.number(counts[Severity.INFO]),
    )
