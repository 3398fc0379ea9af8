"""Changes of announced sessions, told at once: beside the day's reminders, never instead of them.

`send_session_changes` is for whoever looks often: it says only what corrects something that was
said before, and writes nothing down where there is nothing to correct.
"""

from sheets_sync.delivery.day_plan import number_sessions, plan_changes
from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.mail_permission import next_opening
from sheets_sync.delivery.objections import Objections
from sheets_sync.delivery.outdated_letters import close_outdated_sessions
from sheets_sync.delivery.reminder_run import begin_reminder_run
from sheets_sync.delivery.reminder_sending import ReminderResult, ReminderSending
from sheets_sync.delivery.unheard_items import watch_sessions
from sheets_sync.delivery.write_mails import write_mails
from sheets_sync.planning.reminders.past_mail import contents, tellings
from sheets_sync.ports.check_result import BatchResult

SESSIONS = "sessions"
"""The job as the ledger calls it: it has no slots of a calendar."""


def send_session_changes(batch: BatchResult, sending: ReminderSending) -> ReminderResult | None:
    """Tell at once what has changed of sessions that were announced; nothing where nothing has.

    The registries must have been checked and recorded (`record_check`) as for any reminders:
    what stops mail stops this, too. At hours at which nobody may be mailed it only tells `status`
    of what will be too late.
    """
    delivery, now = sending.delivery, sending.now
    ledger, clock = delivery.ledger, delivery.clock
    planned = plan_changes(batch.checked, ledger, now=now)
    close_outdated_sessions(planned, batch.registries, ledger, now=now)
    opening = next_opening(sending.settings, now)
    if not planned.sessions or opening > now:
        watch_sessions(batch.checked, ledger, now=now, planned=planned, opening=opening)
        return None
    planned = number_sessions(planned, ledger, now=now)
    messages = write_mails(planned, sending.letter_context, now=now)
    told = tellings(planned, ledger.letters.identify, ledger.pseudonym)
    run = begin_reminder_run(ledger, contents(told), worker=delivery.worker, now=now, job=SESSIONS)
    receipt = None
    try:
        objections = Objections(sending.settings, ledger, clock, sending.ticked)
        receipt = deliver(
            messages,
            delivery.within(
                run.run.id,
                objection=objections.to,
                told=told,
                stopping=run.still_going(clock, delivery.stopping),
            ),
        )
    finally:
        run.finish(receipt, now=clock())
    watch_sessions(batch.checked, ledger, now=now, planned=planned, opening=opening)
    return ReminderResult(planned, batch.schemas, receipt, messages, channel=delivery.mailer.name)
