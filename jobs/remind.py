"""remind: plan one digest a person, show the plan, send what may be sent.

Reads every registry and the ledger's memory. Writes letters and the ledger, unless `--preview`
or `--dry-run` says to look only; real people are mailed only with `live = true` or `--apply`,
and never with `--today`. Runs once a working day.
"""

from collections.abc import Callable
from contextlib import nullcontext

from jobs.alarm import Looked
from jobs.checking import look
from jobs.context import Arguments
from jobs.outcome import each_registry
from jobs.planning import plan
from jobs.sending import in_window, send
from jobs.terminal.reminders import Reminding, show_reminders
from sheets_sync.effects.holding import hold_unread
from sheets_sync.effects.marking import guard_ledger, keep_mark
from sheets_sync.effects.remember import remember
from sheets_sync.effects.stopping import stopping_on_request
from sheets_sync.errors import StewardError
from sheets_sync.ports import Ledger
from sheets_sync.settings import Registry
from sheets_sync.wiring import open_ledger, peek_ledger, read_registry_schema


def run(arguments: Arguments) -> int:
    """Plan and send the reminders of the day over all registries; 0, or 1 where one failed."""
    read_registry_schema(arguments.settings)  # what is wrong with it is no registry's trouble
    looking = arguments.dry_run or arguments.options.preview
    note = "preview" if looking else not_sending(arguments)
    if note:
        return _show(arguments, note)
    with open_ledger(arguments.settings) as ledger, stopping_on_request() as asked:
        return _send(arguments, ledger, asked)


def not_sending(arguments: Arguments) -> str:
    """Why no mail may leave now; empty where it may. Files in the outbox reach nobody."""
    settings = arguments.settings
    if settings.mail.transport == "outbox":
        return ""
    if arguments.looking:
        return "looking"
    if not (settings.mail.live or arguments.options.apply):
        return "not_live"
    return "" if in_window(arguments) else "outside_window"


def _show(arguments: Arguments, note: str) -> int:
    """Plan and show, and leave nothing behind."""
    looked = Looked()
    ledger = peek_ledger(arguments.settings)
    with ledger or nullcontext():
        code = each_registry(
            arguments, lambda registry: looked.checked.append(look(arguments, registry, ledger))
        )
        planned = plan(arguments, looked.checked, ledger)
    show_reminders(arguments, Reminding(planned, looked.schemas, note=note))
    return code


def _send(arguments: Arguments, ledger: Ledger, asked: Callable[[], bool]) -> int:
    """Look at every registry, guard what was seen, then send; alarms go whatever happens."""
    looked = Looked()
    if not arguments.looking:
        guard_ledger(ledger, arguments.settings, now=arguments.now)
    try:
        code = each_registry(arguments, lambda registry: _look(arguments, registry, ledger, looked))
    except StewardError:
        send(arguments, looked, ledger, asked)
        keep_mark(ledger, arguments.settings)
        raise
    show_reminders(arguments, send(arguments, looked, ledger, asked))
    keep_mark(ledger, arguments.settings)
    return code


def _look(arguments: Arguments, registry: Registry, ledger: Ledger, looked: Looked) -> None:
    """Read and check one registry, and write down what was seen or why nothing was."""
    try:
        found = look(arguments, registry, ledger)
    except StewardError as error:
        looked.errors[registry.id] = error
        if not arguments.looking:
            hold_unread(ledger, registry.id, error.name, now=arguments.now)
        raise
    looked.checked.append(found)
    if not arguments.looking:
        looked.changes[registry.id] = remember(
            found.facts, found.findings, registry.id, ledger, arguments.now
        )
