"""Writes the service's tabs unless they say it already, and notes which letters staff can see."""

import datetime as dt

from sheets_sync import logs
from sheets_sync.delivery.tab_contents import collect_tab_input
from sheets_sync.delivery.unwritten import keep_unwritten
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.delivery import LetterState
from sheets_sync.planning.workbook_tabs.check_output import compile_output, news
from sheets_sync.planning.workbook_tabs.tab_model import Output, Written
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult


def write_tabs(
    checked: CheckResult, ledger: Ledger, sentences: Sentences, *, now: dt.datetime
) -> tuple[Output, Written] | None:
    """What was to be written, and what became of it; nothing where the workbook says it already.

    Raises `StoreError` where the workbook cannot be written.
    """
    contents = collect_tab_input(checked, ledger, sentences, now=now)
    output = news(compile_output(contents, sentences, now), checked.workbook)
    registry = checked.registry.id
    if not output.tabs:
        keep_unwritten(ledger, registry, (), now=now)
        return None
    try:
        written = checked.store.write(output)
    except StewardError as error:
        keep_unwritten(ledger, registry, error, now=now)
        raise
    keep_unwritten(ledger, registry, written.left, now=now)
    logs.note(
        "published",
        registry=registry,
        tabs=len(output.tabs),
        deferred=written.deferred,
    )
    if any(tab.name == "log" and written.reached(tab.home) for tab in output.tabs):
        accepted = [one.id for one in contents.letters if one.state is LetterState.ACCEPTED]
        ledger.letters.flag(accepted, now=now)
    return output, written
