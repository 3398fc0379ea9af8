"""Everything that one check writes into its workbook, and whether that says anything new."""

import datetime as dt
from hashlib import blake2b

from sheets_sync.language import Sentences
from sheets_sync.plans.flags.checkup import Checkup
from sheets_sync.plans.flags.log import log_tab
from sheets_sync.plans.flags.model import Output
from sheets_sync.plans.flags.outbox import outbox_tab
from sheets_sync.plans.flags.progress import progress_tab
from sheets_sync.plans.flags.status import status_columns
from sheets_sync.plans.flags.summary import summary_tab
from sheets_sync.plans.flags.ticks import tabs_titled
from sheets_sync.plans.flags.todo import todo_tab
from sheets_sync.registry.workbook import RawWorkbook


def compile_output(checkup: Checkup, sentences: Sentences, checked_at: dt.datetime) -> Output:
    """The tabs in their order and the status columns, for the workbook that was checked.

    The summary holds a fingerprint of all of it but the time of day, so that the tabs are written
    again when they say something else, and once a day in any case: the heartbeat's day counts.
    """
    moment = checked_at.replace(tzinfo=None, second=0, microsecond=0)
    midnight = moment.replace(hour=0, minute=0)
    tabs = {
        "todo": todo_tab(checkup, sentences),
        "progress": progress_tab(checkup, sentences),
        "summary": summary_tab(checkup, sentences, midnight, ""),
        "outbox": outbox_tab(checkup, sentences),
        "log": log_tab(checkup, sentences),
    }
    output = Output(
        tuple(tabs.values()), status_columns(checkup, sentences), checkup.workbook.version
    )
    tabs["summary"] = summary_tab(checkup, sentences, moment, fingerprint(output))
    return Output(tuple(tabs.values()), output.status, output.version)


def fingerprint(output: Output) -> str:
    """The same for two outputs that say the same, whatever workbook they were made for."""
    digest = blake2b(digest_size=6)
    for tab in output.tabs:
        digest.update(repr(tab).encode("utf-8", "surrogatepass"))
    for column in output.status:
        digest.update(repr(column).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def is_there(output: Output, workbook: RawWorkbook) -> bool:
    """Whether a workbook shows this output already: all tabs, and the same fingerprint."""
    found = {tab.name: tabs_titled(workbook, tab.title) for tab in output.tabs}
    summary = next(tab for tab in output.tabs if tab.name == "summary")
    said = summary.rows[-1].cells[0].value
    shown = any(said in tab.columns[0] for tab in found["summary"] if tab.columns)
    return shown and all(found.values())
