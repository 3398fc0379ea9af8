"""The reminders of a day on their way: settled, guarded, alarmed about, and handed over."""

from collections.abc import Sequence

from sheets_sync.delivery.alerts import compile_alerts
from sheets_sync.delivery.bounces import collect_bounces
from sheets_sync.delivery.day_plan import number_sessions, plan_day
from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.holds import RETURNS
from sheets_sync.delivery.mail_permission import next_opening
from sheets_sync.delivery.objections import Objections
from sheets_sync.delivery.outdated_letters import (
    close_outdated_digests,
    close_outdated_sessions,
)
from sheets_sync.delivery.problem_letters import watch_problem_letters
from sheets_sync.delivery.reconcile import reconcile
from sheets_sync.delivery.reminder_run import begin_reminder_run
from sheets_sync.delivery.reminder_sending import ReminderResult, ReminderSending
from sheets_sync.delivery.sent_evidence import hold_if_unknown
from sheets_sync.delivery.unheard_items import watch_sessions, watch_unheard
from sheets_sync.delivery.volume_guard import hold_unusual_volume
from sheets_sync.delivery.write_mails import write_mails
from sheets_sync.errors import MailError
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.mail.message import Message
from sheets_sync.planning.reminders.past_mail import contents, tellings
from sheets_sync.ports.check_result import BatchResult


def send_reminders(batch: BatchResult, sending: ReminderSending) -> ReminderResult:
    """Settle what is in doubt, plan, write down what each letter tells, then hand them over."""
    delivery, now = sending.delivery, sending.now
    ledger, clock = delivery.ledger, delivery.clock
    reconciled = reconcile(delivery)
    _collect_bounces(sending)
    planned = plan_day(batch.checked, ledger, now=now)
    if not sending.looking:
        planned = hold_unusual_volume(planned, ledger, now=now)
    planned = number_sessions(planned, ledger, now=now)
    mails = write_mails(planned, sending.letter_context, now=now)
    _hold_if_forgotten(mails, sending)
    close_outdated_sessions(planned, batch.registries, ledger, now=now)
    if not sending.looking:
        close_outdated_digests(planned, batch.registries, ledger, now=now)
    alarms, unsendable = compile_alerts(
        batch, ledger, sending.letter_context, sending.settings, now=now
    )
    messages = (*alarms, *mails)
    told = tellings(planned, ledger.letters.identify, ledger.pseudonym)
    run = begin_reminder_run(ledger, contents(told), worker=delivery.worker, now=now)
    receipt = None
    try:
        ledger.runs.skip((*planned.skips, *unsendable), run=run.run.id, now=now)
        objections = Objections(sending.settings, ledger, clock, sending.ticked)
        receipt = deliver(
            messages,
            delivery.within(
                run.run.id,
                objection=objections.to,
                told=told,
                stopping=run.still_going(clock, delivery.stopping),
            ),
            reconciled=reconciled,
        )
    finally:
        read = [one.registry.id for one in batch.checked]
        run.finish(receipt, read=read, unread=batch.errors, now=clock())
    watch_problem_letters(ledger, now=clock(), days=sending.settings.mail.unreachable_days)
    watch_unheard(batch.checked, ledger, now=now)
    opening = next_opening(sending.settings, now)
    watch_sessions(batch.checked, ledger, now=now, planned=planned, opening=opening)
    return ReminderResult(
        planned,
        batch.schemas,
        receipt,
        messages,
        unsendable=unsendable,
        channel=delivery.mailer.name,
        rest=ledger.channels.waiting(now=clock()).get(delivery.mailer.name),
    )


def _collect_bounces(sending: ReminderSending) -> None:
    """Mark what came back; a mailbox that cannot be read is told of and stops nothing."""
    ledger, now = sending.delivery.ledger, sending.now
    try:
        if sending.returns is not None:
            collect_bounces(sending.returns, ledger, clock=sending.delivery.clock)
        ledger.holds.close(EVERY, RETURNS, "", now=now)
    except MailError as error:
        ledger.holds.open(EVERY, RETURNS, "", {}, now=now)
        sending.tell(error)


def _hold_if_forgotten(mails: Sequence[Message], sending: ReminderSending) -> None:
    """Hold all mail where the ledger has forgotten letters of this day."""
    if sending.looking:
        return
    try:
        hold_if_unknown(mails, sending.delivery)
    except MailError as error:  # who cannot be asked stops nothing
        sending.tell(error)
