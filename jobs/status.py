"""status: what ran, what was sent, what waits for a person; the exit code says healthy or not.

Reads the ledger only. Runs whenever somebody, or a monitor, asks.
"""

from collections import Counter
from dataclasses import dataclass

from jobs.context import Arguments
from sheets_sync.delivery import LetterState
from sheets_sync.ports import Ledger
from sheets_sync.records import Run, RunState
from sheets_sync.wiring import peek_ledger

UNHEALTHY = 1
_TROUBLED = (
    LetterState.UNCERTAIN,
    LetterState.REFUSED,
    LetterState.BOUNCED,
    LetterState.DEFERRED,
)
_UNHEALTHY_LETTERS = (LetterState.UNCERTAIN, LetterState.REFUSED, LetterState.BOUNCED)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing a person should know of."""

    kind: str
    """Its sentence in `templates/<language>/jobs.toml`, under `status`."""
    facts: dict[str, object]
    unhealthy: bool


def run(arguments: Arguments) -> int:
    """Tell how the service is doing; 1 when something is unhealthy."""
    ledger = peek_ledger(arguments.settings)
    if ledger is None:
        arguments.console.line(arguments.sentences("jobs.status.nothing_yet"))
        if arguments.json:
            arguments.console.json({"healthy": True, "runs": [], "matters": []})
        return 0
    with ledger:
        runs = ledger.runs.newest()
        matters = _matters(ledger, runs, arguments)
    healthy = not any(matter.unhealthy for matter in matters)
    _show(arguments, runs, matters, healthy=healthy)
    return 0 if healthy else UNHEALTHY


def _matters(ledger: Ledger, runs: list[Run], arguments: Arguments) -> list[Matter]:
    matters = [
        Matter(
            "run_failed",
            {"registry": run.registry, "job": run.job, "slot": run.slot},
            unhealthy=True,
        )
        for run in runs
        if run.state is RunState.FAILED
    ]
    matters.extend(
        Matter(
            "hold",
            {"registry": hold.registry, "subject": hold.subject, "code": hold.code},
            unhealthy=True,
        )
        for hold in ledger.holds.waiting()
    )
    matters.extend(
        Matter(
            f"letter_{letter.state}",
            {"id": letter.id[:8], "to": letter.recipient or "–", "reply": letter.reply},
            unhealthy=letter.state in _UNHEALTHY_LETTERS,
        )
        for letter in ledger.letters.standing(states=_TROUBLED)
    )
    matters.extend(
        Matter(
            "channel_paused",
            {"channel": name, "until": pause.until, "why": pause.why},
            unhealthy=True,
        )
        for name, pause in ledger.channels.waiting(now=arguments.now).items()
    )
    return matters


def _show(arguments: Arguments, runs: list[Run], matters: list[Matter], *, healthy: bool) -> None:
    console, sentences = arguments.console, arguments.sentences
    if arguments.json:
        console.json(
            {
                "healthy": healthy,
                "runs": [
                    {
                        "registry": run.registry,
                        "job": run.job,
                        "slot": run.slot,
                        "state": run.state,
                        "finished_at": run.finished_at and run.finished_at.isoformat(),
                    }
                    for run in runs
                ],
                "matters": [
                    {"kind": matter.kind, "unhealthy": matter.unhealthy}
                    | {name: str(fact) for name, fact in matter.facts.items()}
                    for matter in matters
                ],
            }
        )
        return
    if runs:
        console.table(
            sentences("jobs.status.columns").split("|"),
            [
                (
                    run.registry,
                    sentences(f"jobs.names.{run.job}"),
                    run.slot,
                    sentences(f"jobs.status.run_{run.state}"),
                    run.finished_at and run.finished_at.astimezone(arguments.settings.timezone),
                )
                for run in runs
            ],
        )
    for matter in matters:
        console.line("• " + sentences(f"jobs.status.{matter.kind}", **matter.facts))
    kinds = Counter(matter.unhealthy for matter in matters)
    console.line(
        sentences("jobs.status.healthy" if healthy else "jobs.status.unhealthy", count=kinds[True])
    )
