"""The reminders of a day on their way: settled, guarded, alarmed about, and handed over."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.delivery.alerts import compile_alerts
from sheets_sync.delivery.bounces import collect_bounces
from sheets_sync.delivery.day_plan import plan_day
from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.delivery.holds import RETURNS
from sheets_sync.delivery.objections import Objections
from sheets_sync.delivery.outbox_ticks import TickedLetters
from sheets_sync.delivery.problem_letters import watch_problem_letters
from sheets_sync.delivery.reconcile import reconcile
from sheets_sync.delivery.reminder_run import begin_reminder_run
from sheets_sync.delivery.sent_evidence import hold_if_unknown
from sheets_sync.delivery.volume_guard import hold_unusual_volume
from sheets_sync.errors import MailError
from sheets_sync.letters import LetterContext, digest_letter
from sheets_sync.mail.delivery import Receipt, Skip
from sheets_sync.mail.ledger_records import EVERY, Pause
from sheets_sync.mail.message import Message
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.planning.reminders.past_mail import contents
from sheets_sync.ports import ReturnMailbox
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import Settings


@dataclass(frozen=True, slots=True)
class ReminderResult:
    """A plan, and what became of it."""

    plan: ReminderPlan
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    """By registry."""
    receipt: Receipt | None = None
    """None where nothing was to be sent."""
    messages: tuple[Message, ...] = ()
    note: str = ""
    """Why nothing was sent: a sentence of `letters.terminal`."""
    unsendable: tuple[Skip, ...] = ()
    """Alarms that there is nobody to send to."""
    channel: str = ""
    rest: Pause | None = None
    """Why the channel rests after this run, and until when."""


@dataclass(frozen=True, slots=True)
class ReminderSending:
    """What the reminders of one moment are sent with; everything is opened already."""

    settings: Settings
    delivery: DeliveryContext
    letter_context: LetterContext
    ticked: TickedLetters
    now: dt.datetime
    """The moment of the call, in the agency's time zone."""
    returns: ReturnMailbox | None = None
    """Where letters come back to; none where nobody looks."""
    tell: Callable[[MailError], object] = lambda _: None
    """Is told what failed and stops nothing."""
    looking: bool = False
    """Whether the day was chosen: then no guard writes anything down."""


def send_reminders(batch: BatchResult, sending: ReminderSending) -> ReminderResult:
    """Settle what is in doubt, plan, write down what each letter tells, then hand them over."""
    delivery, now = sending.delivery, sending.now
    ledger, clock = delivery.ledger, delivery.clock
    reconciled = reconcile(delivery)
    _collect_bounces(sending)
    planned = plan_day(batch.checked, ledger, now=now)
    if not sending.looking:
        planned = hold_unusual_volume(planned, ledger, now=now)
    digests = write_digests(planned, sending.letter_context, now=now)
    _hold_if_forgotten(digests, sending)
    alarms, unsendable = compile_alerts(
        batch, ledger, sending.letter_context, sending.settings, now=now
    )
    messages = (*alarms, *digests)
    run = begin_reminder_run(
        ledger, contents(planned, ledger.letters.identify), worker=delivery.worker, now=now
    )
    receipt = None
    try:
        ledger.runs.skip((*planned.skips, *unsendable), run=run.run.id, now=now)
        objections = Objections(sending.settings, ledger, clock, sending.ticked)
        receipt = deliver(
            messages,
            delivery.within(
                run.run.id,
                objection=objections.to,
                stopping=run.still_going(clock, delivery.stopping),
            ),
            reconciled=reconciled,
        )
    finally:
        run.finish(receipt, whole=not batch.errors, now=clock())
    watch_problem_letters(ledger, now=clock(), days=sending.settings.mail.unreachable_days)
    return ReminderResult(
        planned,
        batch.schemas,
        receipt,
        messages,
        unsendable=unsendable,
        channel=delivery.mailer.name,
        rest=ledger.channels.waiting(now=clock()).get(delivery.mailer.name),
    )


def write_digests(
    planned: ReminderPlan, letter_context: LetterContext, *, now: dt.datetime
) -> tuple[Message, ...]:
    """The letters of a plan, worth sending until the day is over."""
    midnight = dt.datetime.combine(planned.day, dt.time(), letter_context.letterhead.zone)
    return tuple(
        digest_letter(digest, letter_context, now=now, expires_at=midnight + dt.timedelta(days=1))
        for digest in planned.digests
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


def _hold_if_forgotten(digests: Sequence[Message], sending: ReminderSending) -> None:
    """Hold all mail where the ledger has forgotten letters of this day."""
    if sending.looking:
        return
    try:
        hold_if_unknown(digests, sending.delivery)
    except MailError as error:  # who cannot be asked stops nothing
        sending.tell(error)
