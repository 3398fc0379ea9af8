"""check: read a registry, check every row, compute the seven steps, say what was found.

Reads the workbook and the ledger's memory. Writes the service's own tabs and the ledger, unless
`--dry-run` or `--today` says to look only. A registry that cannot be read, or that lost many of
its rows, is mailed about no more, and the agency's contact is told once. Runs several times a day.
"""

from collections import Counter
from contextlib import ExitStack

from jobs.checking import LOOK_STAGES, Checked, Looked, look
from jobs.context import Arguments
from jobs.outcome import each_registry
from jobs.terminal.findings import show_findings
from jobs.terminal.steps import show_steps
from sheets_sync.effects.holding import hold_unread
from sheets_sync.errors import StewardError
from sheets_sync.findings import Severity
from sheets_sync.ports import Ledger
from sheets_sync.settings import Registry
from sheets_sync.wiring import open_ledger, peek_ledger
from sheets_sync.words.findings import finding_message
from sheets_sync.words.steps import step_sentence

FOUND = 4
"""Exit code of `--fail-on` when there is something."""


def run(arguments: Arguments) -> int:
    """Check every registry; 0, or 4 where `--fail-on` asks for it."""
    worst: Counter[Severity] = Counter()

    def check(registry: Registry) -> None:
        worst.update(_check(arguments, registry))

    code = each_registry(arguments, check)
    if code:
        return code
    failing = {
        None: (),
        "error": (Severity.ERROR,),
        "warning": (Severity.ERROR, Severity.WARNING),
    }[arguments.options.fail_on]
    return FOUND if any(worst[severity] for severity in failing) else 0


def _check(arguments: Arguments, registry: Registry) -> Counter[Severity]:
    """Check one registry, write what is to be written, and show it."""
    with ExitStack() as opened:
        ledger = peek_ledger(arguments.settings)
        if ledger is not None:
            opened.enter_context(ledger)
        writing = not (arguments.dry_run or arguments.looking)
        try:
            checked = _look(arguments, registry, ledger)
        except StewardError as error:
            if writing and ledger is not None:
                _hold(arguments, registry, ledger, error)
            raise
        if writing:
            if ledger is None:  # made only now: what cannot be read leaves nothing behind
                ledger = opened.enter_context(open_ledger(arguments.settings))
            _write(arguments, checked, ledger)
    if arguments.json:
        arguments.console.json(as_json(arguments, checked))
    else:
        show_findings(arguments, checked)
        show_steps(arguments, checked)
    return Counter(finding.severity for finding in checked.findings)


def _hold(arguments: Arguments, registry: Registry, ledger: Ledger, error: StewardError) -> None:
    """Hold the mail of a registry that cannot be read, and tell the contact once."""
    from jobs.telling import tell  # slow import

    hold_unread(ledger, registry.id, now=arguments.now)
    tell(arguments, Looked(errors={registry.id: error}), ledger)


def _write(arguments: Arguments, checked: Checked, ledger: Ledger) -> None:
    """Write what was found, and tell the contact of what stops mail because of it."""
    from jobs.writing import write_down  # slow import

    changes = write_down(arguments, checked, ledger)
    if ledger.holds.waiting():
        from jobs.telling import tell  # slow import

        tell(arguments, Looked([checked], {checked.registry.id: changes}), ledger)


def _look(arguments: Arguments, registry: Registry, ledger: Ledger | None) -> Checked:
    title = arguments.sentences("jobs.check.reading", registry=registry.id)
    if arguments.json:
        return look(arguments, registry, ledger)
    with arguments.console.progress(title, LOOK_STAGES) as advance:
        return look(arguments, registry, ledger, advance)


def as_json(arguments: Arguments, checked: Checked) -> dict[str, object]:
    """The object of `check.schema.json`."""
    sentences, schema = arguments.sentences, checked.schema
    counts = Counter(finding.severity for finding in checked.findings)
    return {
        "as_of": arguments.today.isoformat(),
        "registry": checked.registry.id,
        "findings": [
            {
                "id": finding.identity(checked.registry.id),
                "rule": finding.rule,
                "severity": finding.severity,
                "tab": finding.tab,
                "sheet": finding.sheet,
                "row": finding.row,
                "column": finding.column,
                "cell": finding.cell,
                "key": finding.key,
                "community": finding.community,
                "step": finding.step,
                "value": finding.value,
                "message": finding_message(finding, schema, sentences),
                "suggestion": finding.suggestion,
            }
            for finding in checked.findings
        ],
        "steps": [
            {
                "community": step.community,
                "step": step.number,
                "state": step.state,
                "done": step.done,
                "of": step.of,
                "due": None if step.due is None else step.due.isoformat(),
                "why": step_sentence(step, schema, sentences),
                "missing": list(step.missing),
            }
            for step in checked.facts.progress.steps
        ],
        "counts": {
            "rows": checked.snapshot.height,
            **{severity.value: counts[severity] for severity in Severity},
        },
    }
