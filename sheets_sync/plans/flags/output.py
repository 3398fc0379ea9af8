"""Everything that one check writes into its workbook, and whether that says anything new."""

import datetime as dt
from hashlib import blake2b

from sheets_sync.language import Sentences
from sheets_sync.plans.flags.checkup import Checkup
from sheets_sync.plans.flags.log import log_tab
from sheets_sync.plans.flags.model import Link, Output, ServiceTab
from sheets_sync.plans.flags.outbox import outbox_tab
from sheets_sync.plans.flags.progress import progress_tab
from sheets_sync.plans.flags.status import status_columns
from sheets_sync.plans.flags.summary import summary_tab
from sheets_sync.plans.flags.todo import todo_tab
from sheets_sync.registry.workbook import RawTab, RawWorkbook


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
    sheets = {tab.sheet: tab for tab in workbook.tabs}
    if not all(tab.title in sheets for tab in output.tabs):
        return False
    summary = next(tab for tab in output.tabs if tab.name == "summary")
    return _last_text(summary) in _first_column(sheets[summary.title])


def _last_text(tab: ServiceTab) -> object:
    value = tab.rows[-1].cells[0].value
    return value.text if isinstance(value, Link) else value


def _first_column(tab: RawTab) -> frozenset[object]:
    return (
        frozenset(cell for cell in tab.columns[0] if isinstance(cell, str))
        if tab.columns
        else frozenset()
    )
