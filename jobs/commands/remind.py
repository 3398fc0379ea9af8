"""remind: plan one digest a person, show the plan, send what may be sent.

Reads every registry and the ledger's memory. Writes letters and the ledger, and shows real mail
in the log tab at once, unless `--preview` or `--dry-run` says to look only; real people are mailed
only with `live = true` or `--apply`, and never with `--today`. Runs once a working day.
"""

from collections.abc import Callable
from contextlib import nullcontext

from jobs.cli.context import JobContext
from jobs.pipeline.chat_notices import tell_of_alarms
from jobs.pipeline.check_registry import check_registry
from jobs.pipeline.letter_setup import letter_context
from jobs.pipeline.look_before_mail import look_before_mail
from jobs.pipeline.per_registry import each_registry
from jobs.pipeline.refresh_log_tab import show_sent
from jobs.pipeline.reminder_sending import open_reminder_sending
from jobs.serving.watchers import tell_watchers_by_hand
from jobs.terminal.reminders import show_reminders
from sheets_sync.delivery.day_plan import plan_day
from sheets_sync.delivery.foreseen import foreseen
from sheets_sync.delivery.ledger_guard import guard_ledger, keep_mark
from sheets_sync.delivery.mail_permission import is_in_window, why_no_mail
from sheets_sync.delivery.preview_folder import write_preview
from sheets_sync.delivery.reminder_sending import ReminderResult
from sheets_sync.delivery.send_reminders import send_reminders
from sheets_sync.delivery.shutdown import stopping_on_request
from sheets_sync.delivery.write_mails import write_mails
from sheets_sync.errors import MailError, StewardError
from sheets_sync.i18n.smtp_text import why_it_rests
from sheets_sync.letters.preview import INDEX, preview_files
from sheets_sync.mail.delivery import Skip
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.wiring.ledger import open_ledger, peek_ledger
from sheets_sync.wiring.registry_schema import read_registry_schema

ARGUMENTS = ("dry-run", "json", "registry", "preview", "apply")
LOGGED = True

PREVIEW = "preview"
"""The folder in `state/` in which letters are looked at."""


def run(context: JobContext) -> int:
    """Plan and send the reminders of the day over all registries.

    0, or 1 where a registry could not be read, the channel failed, or a person has to look at a
    letter: those that wait for a reason of their own (a hold, a cap, a busy mailbox) are no
    failure.
    """
    read_registry_schema(context.settings)  # what is wrong with it is no registry's trouble
    looking = context.dry_run or context.options.preview
    note = "preview" if looking else not_sending(context)
    if note:
        return _show(context, note)
    with open_ledger(context.settings) as ledger, stopping_on_request() as asked:
        code = _send(context, ledger, asked)
    tell_watchers_by_hand(context)
    return code


def not_sending(context: JobContext) -> str:
    """Why no mail may leave now; empty where it may. Files in the outbox reach nobody."""
    settings = context.settings
    if settings.mail.transport == "outbox":
        return ""
    why = why_no_mail(settings, looking=context.looking, applied=context.options.apply)
    return why or ("" if is_in_window(settings, context.clock()) else "outside_window")


def _show(context: JobContext, note: str) -> int:
    """Plan and show, and leave nothing behind."""
    batch = BatchResult()
    ledger = peek_ledger(context.settings)
    with ledger or nullcontext():
        code = each_registry(
            context,
            lambda registry: batch.checked.append(check_registry(context, registry, ledger)),
        )
        planned = plan_day(batch.checked, ledger, now=context.now)
        left: tuple[Skip, ...] = ()
        if ledger is not None:
            left = tuple(foreseen(planned, ledger, context.settings, now=context.now))
    if context.options.preview:
        _write_preview(context, batch, planned)
    show_reminders(context, ReminderResult(planned, batch.schemas, note=note, unsendable=left))
    return code


def _write_preview(context: JobContext, batch: BatchResult, planned: ReminderPlan) -> None:
    """Every letter as people would get it, for whoever wants to look first."""
    words = letter_context(context, batch)
    letters = write_mails(planned, words, now=context.now)
    folder = context.settings.state / PREVIEW
    files = preview_files(planned, letters, words, now=context.now) if letters else ()
    write_preview(folder, files)
    if context.json:
        return
    if letters:
        told = context.sentences("letters.terminal.preview_folder", path=folder / INDEX)
    else:
        told = context.sentences("letters.terminal.preview_empty", path=folder)
    context.console.line(told)


def _send(context: JobContext, ledger: Ledger, asked: Callable[[], bool]) -> int:
    """Look at every registry, guard what was seen, then send; alarms go whatever happens."""
    batch = BatchResult()
    if not context.looking:
        guard_ledger(ledger, context.settings, now=context.now)
    failure = None
    try:
        code = each_registry(
            context, lambda registry: look_before_mail(context, registry, ledger, batch)
        )
    except StewardError as error:
        failure = error
    sent = send_reminders(batch, open_reminder_sending(context, batch, ledger, asked))
    tell_of_alarms(context, sent.alarms_sent)
    show_sent(context, batch.checked, ledger, sent)
    keep_mark(ledger, context.settings)
    complaint = _complaint(context, sent)
    if failure is not None:
        if complaint is not None:
            context.console.failure(complaint, context.sentences)
        raise failure
    show_reminders(context, sent)
    if complaint is not None:
        raise complaint
    return code


def _complaint(context: JobContext, result: ReminderResult) -> MailError | None:
    """What is to be said where the channel failed, or letters need a person."""
    receipt, rest = result.receipt, result.rest
    if receipt is None:
        return None
    left = len(receipt.deferred)
    left += sum(skip.reason == "channel-paused" for skip in receipt.skipped)
    if rest is not None and left:
        return MailError(
            "channel-rests",
            count=left,
            channel=result.channel,
            why=why_it_rests(rest, context.sentences),
            until=rest.until.astimezone(context.settings.timezone),
        )
    if receipt.uncertain or receipt.refused:
        return MailError(
            "letters-astray",
            count=len(receipt.uncertain) + len(receipt.refused),
            uncertain=len(receipt.uncertain),
            refused=len(receipt.refused),
        )
    return None
