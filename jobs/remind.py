"""remind: plan one digest a person, show the plan, send what may be sent.

Reads every registry and the ledger's memory. Writes letters and the ledger, and shows real mail
in the log tab at once, unless `--preview` or `--dry-run` says to look only; real people are mailed
only with `live = true` or `--apply`, and never with `--today`. Runs once a working day.
"""

from collections.abc import Callable
from contextlib import nullcontext

from jobs.checking import Looked, look
from jobs.context import Arguments
from jobs.error_screen import error_screen
from jobs.outcome import each_registry
from jobs.planning import plan
from jobs.sending import in_window, send
from jobs.showing import show_sent
from jobs.terminal.channel import why_it_rests
from jobs.terminal.reminders import Reminding, show_reminders
from jobs.traces import heed_log
from sheets_sync.effects.holding import hold_unread
from sheets_sync.effects.marking import guard_ledger, keep_mark
from sheets_sync.effects.remember import remember
from sheets_sync.effects.stopping import stopping_on_request
from sheets_sync.errors import MailError, StewardError
from sheets_sync.ports import Ledger
from sheets_sync.settings import Registry
from sheets_sync.wiring import open_ledger, peek_ledger, read_registry_schema


def run(arguments: Arguments) -> int:
    """Plan and send the reminders of the day over all registries.

    0, or 1 where a registry could not be read, the channel failed, or a person has to look at a
    letter: those that wait for a reason of their own (a hold, a cap, a busy mailbox) are no
    failure.
    """
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
    failure = None
    try:
        code = each_registry(arguments, lambda registry: _look(arguments, registry, ledger, looked))
    except StewardError as error:
        failure = error
    sent = send(arguments, looked, ledger, asked)
    show_sent(arguments, looked, ledger, sent)
    keep_mark(ledger, arguments.settings)
    complaint = _complaint(arguments, sent)
    if failure is not None:
        if complaint is not None:
            arguments.console.note(error_screen(complaint, arguments.sentences))
        raise failure
    show_reminders(arguments, sent)
    if complaint is not None:
        raise complaint
    return code


def _complaint(arguments: Arguments, reminding: Reminding) -> MailError | None:
    """What is to be said where the channel failed, or letters need a person."""
    receipt, rest = reminding.receipt, reminding.rest
    if receipt is None:
        return None
    left = len(receipt.deferred)
    left += sum(skip.reason == "channel-paused" for skip in receipt.skipped)
    if rest is not None and left:
        return MailError(
            "channel-rests",
            count=left,
            channel=reminding.channel,
            why=why_it_rests(rest, arguments.sentences),
            until=rest.until.astimezone(arguments.settings.timezone),
        )
    if receipt.uncertain or receipt.refused:
        return MailError(
            "letters-astray",
            count=len(receipt.uncertain) + len(receipt.refused),
            uncertain=len(receipt.uncertain),
            refused=len(receipt.refused),
        )
    return None


def _look(arguments: Arguments, registry: Registry, ledger: Ledger, looked: Looked) -> None:
    """Read and check one registry, and write down what was seen or why nothing was."""
    try:
        found = look(arguments, registry, ledger)
    except StewardError as error:
        looked.errors[registry.id] = error
        if not arguments.looking:
            hold_unread(ledger, registry.id, now=arguments.now)
        raise
    looked.checked.append(found)
    if not arguments.looking:
        looked.changes[registry.id] = remember(
            found.facts, found.findings, registry.id, ledger, arguments.now
        )
        heed_log(arguments, found, ledger)
