"""One line for each job that ran by itself, for logs and for whoever reads no tables."""

from jobs.terminal.findings import counted
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
    on_trial: bool,
    left: int = 0,
    unread: tuple[str, ...] = (),
) -> str:
    """What was done for which slot, and the numbers that matter; empty where nothing was to do.

    `on_trial` says that mail only becomes files.
    """
    words = {
        "registry": say("jobs.run.every") if registry == EVERY else registry,
        "job": say(f"jobs.names.{due.job.name}"),
        "slot": slot_in_words(due.slot.name, say),
    }
    if failed and left:
        return say("jobs.run.unfinished", sent=sent, left=left, **words)
    if failed:
        return say("jobs.run.failed", **words)
    if due.job.name == CHECK and isinstance(looked, CheckResult):
        rows, numbers = looked.snapshot.height, counted(looked.findings)
        tables = looked.snapshot.tables.values()
        tabs = tuple(one.tab.words.label(say.language) for one in tables if not one.usable)
        blind = say("jobs.run.blind", tabs=tabs) if tabs else ""
        return say("jobs.run.checked", rows=rows, blind=blind, **words, **numbers)
    if due.job.name == REPORT_MAIL and not sent:
        return ""
    if due.job.name == REMIND:
        without = say("jobs.run.without", registries=unread) if unread else ""
        name = "reminded_in_files" if on_trial else "reminded"
        return say(f"jobs.run.{name}", sent=sent, without=without, **words)
    return say("jobs.run.done", **words)
