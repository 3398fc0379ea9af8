"""The seven steps on a terminal: a line for each community, a sign for each step."""

from collections.abc import Mapping

from jobs.cli.context import JobContext
from sheets_sync.checking.steps import STEPS, State
from sheets_sync.ports.check_result import CheckResult

SIGNS: Mapping[State, str] = {
    "complete": "✓",
    "in_progress": "…",
    "not_started": "○",
    "overdue": "!",
    "not_due": "○",
    "unknown": "?",
    "closed": "–",
}
SHOWN = 30


def show_steps(context: JobContext, checked: CheckResult) -> None:
    """A table of communities by steps, and what the signs mean."""
    console, sentences = context.console, context.sentences
    progress = checked.context.progress
    rounds = [int(row) for row in progress.rounds.rows]
    shown = rounds if context.options.verbose else rounds[:SHOWN]
    if not shown:
        return
    names = checked.snapshot["communities"]["name"]
    console.table(
        [sentences("jobs.check.community"), *(str(step) for step in STEPS)],
        [
            (
                f"{progress.rounds.identifier(row)} {names.at(row) or ''}".strip(),
                *(SIGNS[progress.by_round[row, step].state] for step in STEPS),
            )
            for row in shown
        ],
    )
    if len(shown) < len(rounds):
        console.line(sentences("jobs.check.more_communities", count=len(rounds) - len(shown)))
    console.line(sentences("jobs.check.signs"))
