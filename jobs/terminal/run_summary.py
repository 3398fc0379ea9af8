"""One line for each job that ran by itself, for logs and for whoever reads no tables."""

from collections import Counter

from sheets_sync.checking.findings import Severity
from sheets_sync.errors import StewardError
from sheets_sync.i18n.run_slots import slot_in_words
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.planning.scheduled_jobs import CHECK, REMIND, REPORT_MAIL
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.scheduling.due_runs import DueRun


def summary_of(
    due: DueRun,
    registry: str,
    looked: CheckResult | StewardError | None,
    say: Sentences,
    *,
    failed: bool,
    sent: int,
) -> str:
    """What was done for which slot, and the numbers that matter; empty where nothing was to do."""
    words = {
        "registry": say("jobs.run.every") if registry == EVERY else registry,
        "job": say(f"jobs.names.{due.job.name}"),
        "slot": slot_in_words(due.slot.name, say),
    }
    if failed:
        return say("jobs.run.failed", **words)
    if due.job.name == CHECK and isinstance(looked, CheckResult):
        counts = Counter(finding.severity for finding in looked.findings)
        numbers = {severity.value: counts[severity] for severity in Severity}
        return say("jobs.run.checked", rows=looked.snapshot.height, **words, **numbers)
    if due.job.name == REPORT_MAIL and not sent:
        return ""
    if due.job.name == REMIND:
        return say("jobs.run.reminded", sent=sent, **words)
    return say("jobs.run.done", **words)
