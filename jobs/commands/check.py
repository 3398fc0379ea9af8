"""check: read a registry, check every row, compute the seven steps, say what was found.

Reads the workbook and the ledger's memory. Writes the service's own tabs and the ledger, unless
`--dry-run` or `--today` says to look only. A registry that cannot be read, or that lost many of
its rows, is mailed about no more, and the agency's contact is told once. Runs several times a day.
"""

from collections import Counter
from contextlib import ExitStack

from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import LOOK_STAGES, check_registry
from jobs.pipeline.per_registry import each_registry
from jobs.pipeline.run_record import recorded_by_hand
from jobs.serving.watchers import tell_watchers_by_hand
from jobs.terminal.findings import show_findings
from jobs.terminal.steps import show_steps
from sheets_sync.checking.findings import Severity
from sheets_sync.delivery.holds import hold_unread
from sheets_sync.errors import StewardError
from sheets_sync.i18n.finding_text import finding_message
from sheets_sync.i18n.step_text import step_sentence
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult, CheckResult
from sheets_sync.scheduling.check_facts import facts_of
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.ledger import open_ledger, peek_ledger

ARGUMENTS = ("dry-run", "json", "registry", "fail-on")
LOGGED = True

FOUND = 4
"""Exit code of `--fail-on` when there is something."""


def run(context: JobContext) -> int:
    """Check every registry; 0, or 4 where `--fail-on` asks for it."""
    worst: Counter[Severity] = Counter()

    def check(registry: RegistrySettings) -> None:
        with recorded_by_hand(context, registry.id, "check") as end:
            checked = _check(context, registry)
            end.failed, end.facts = False, facts_of(checked)
        worst.update(checked.findings.counts)

    code = each_registry(context, check)
    tell_watchers_by_hand(context)
    if code:
        return code
    failing = {
        None: (),
        "error": (Severity.ERROR,),
        "warning": (Severity.ERROR, Severity.WARNING),
    }[context.options.fail_on]
    return FOUND if any(worst[severity] for severity in failing) else 0


def _check(context: JobContext, registry: RegistrySettings) -> CheckResult:
    """Check one registry, write what is to be written, and show it."""
    with ExitStack() as opened:
        ledger = peek_ledger(context.settings)
        if ledger is not None:
            opened.enter_context(ledger)
        writing = not (context.dry_run or context.looking)
        try:
            checked = _look(context, registry, ledger)
        except StewardError as error:
            if writing and ledger is not None:
                _hold(context, registry, ledger, error)
            raise
        if writing:
            if ledger is None:  # made only now: what cannot be read leaves nothing behind
                ledger = opened.enter_context(open_ledger(context.settings))
            _write(context, checked, ledger)
    if context.json:
        context.console.json(as_json(context, checked))
    else:
        show_findings(context, checked)
        show_steps(context, checked)
    return checked


def _hold(
    context: JobContext, registry: RegistrySettings, ledger: Ledger, error: StewardError
) -> None:
    """Hold the mail of a registry that cannot be read, and tell the contact once."""
    from jobs.pipeline.send_alerts import send_alerts  # slow import

    hold_unread(ledger, registry.id, now=context.now)
    send_alerts(context, BatchResult(errors={registry.id: error}), ledger)


def _write(context: JobContext, checked: CheckResult, ledger: Ledger) -> None:
    """Write what was found, and tell the contact of what stops mail because of it."""
    from jobs.pipeline.publish_results import record_and_publish  # slow import
    from jobs.pipeline.webhook import keep_check_done
    from sheets_sync.delivery.unwritten import unwritten_result

    changes = record_and_publish(context, checked, ledger)
    written = unwritten_result(ledger, checked.registry.id) is None
    keep_check_done(context, checked, ledger, written=written)
    if ledger.holds.waiting():
        from jobs.pipeline.send_alerts import send_alerts  # slow import

        send_alerts(context, BatchResult([checked], {checked.registry.id: changes}), ledger)


def _look(context: JobContext, registry: RegistrySettings, ledger: Ledger | None) -> CheckResult:
    title = context.sentences("jobs.check.reading", registry=registry.id)
    if context.json:
        return check_registry(context, registry, ledger)
    with context.console.progress(title, LOOK_STAGES) as advance:
        return check_registry(context, registry, ledger, advance)


def as_json(context: JobContext, checked: CheckResult) -> dict[str, object]:
    """The object of `schemas/check.schema.json`."""
    sentences, schema = context.sentences, checked.schema
    counts = checked.findings.counts
    return {
        "as_of": context.today.isoformat(),
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
            for step in checked.context.progress.steps
        ],
        "counts": {
            "rows": checked.snapshot.height,
            **{severity.value: counts[severity] for severity in Severity},
        },
    }
