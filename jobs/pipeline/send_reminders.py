"""The reminders of a day on their way: settled, guarded, alarmed about, and handed over."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from jobs.cli.context import JobContext
from jobs.cli.error_screen import error_screen
from jobs.pipeline.alerts import compile_alerts
from jobs.pipeline.delivery_setup import delivery_context, letter_context, worker_name
from jobs.pipeline.plan_reminders import EVERY, JOB, plan
from jobs.pipeline.volume_guard import hold_unusual_volume
from jobs.terminal.reminders import Reminding
from sheets_sync.delivery.bounces import collect_bounces
from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.delivery.holds import RETURNS, named, stopping
from sheets_sync.delivery.outbox_ticks import TickedLetters
from sheets_sync.delivery.problem_letters import watch_problem_letters
from sheets_sync.delivery.reconcile import reconcile
from sheets_sync.delivery.sent_evidence import hold_if_unknown
from sheets_sync.errors import MailError
from sheets_sync.letters import LetterContext, digest_letter
from sheets_sync.mail.delivery import SENT, Reason, Receipt, Skip
from sheets_sync.mail.ledger_records import Run, RunState
from sheets_sync.mail.message import Message, NoticeKey
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.planning.reminders.past_mail import contents
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult, CheckResult
from sheets_sync.wiring import open_return_mailbox, open_ticked

LEASE = dt.timedelta(minutes=30)
_AGAIN: frozenset[Reason] = frozenset(
    {"stopped", "channel-paused", "claimed-elsewhere", "deferred"}
)
"""Letters left out for these reasons are worth another run on the same day."""


def send_reminders(
    context: JobContext,
    looked: BatchResult,
    ledger: Ledger,
    asked: Callable[[], bool] = lambda: False,
) -> Reminding:
    """Settle what is in doubt, plan, write down what each letter tells, then hand them over.

    `asked` tells whether the process was asked to stop: the letter in hand is finished.
    """
    delivery = delivery_context(context, ledger)
    settled = reconcile(delivery)
    _collect_bounces(context, ledger)
    planned = hold_unusual_volume(context, plan(context, looked.checked, ledger), ledger)
    written_with = letter_context(context, looked)
    digests = write(context, planned, written_with)
    _heed_mail(context, digests, delivery)
    warnings, untold = compile_alerts(context, looked, ledger, written_with)
    messages = (*warnings, *digests)
    told = contents(planned, ledger.letters.identify)
    run = _begin(ledger, context, told)
    receipt = None
    try:
        ledger.runs.skip((*planned.skips, *untold), run=run.id, now=context.now)
        receipt = deliver(
            messages,
            replace(
                delivery,
                run=run.id,
                objection=_objection(context, looked.checked, ledger),
                stopping=_kept(run, ledger, context.clock, asked),
            ),
        )
    finally:
        _finish(ledger, run, told, receipt, whole=not looked.errors, now=context.clock())
    watch_problem_letters(ledger, now=context.clock())
    rest = ledger.channels.waiting(now=context.clock()).get(delivery.mailer.name)
    return Reminding(
        planned,
        looked.schemas,
        replace(receipt, reconciled=receipt.reconciled + settled),
        messages,
        untold=untold,
        channel=delivery.mailer.name,
        rest=rest,
    )


def write(
    context: JobContext, planned: ReminderPlan, letter_context: LetterContext
) -> tuple[Message, ...]:
    """The letters of a plan, worth sending until the day is over."""
    midnight = dt.datetime.combine(planned.day, dt.time(), context.settings.timezone)
    return tuple(
        digest_letter(
            digest, letter_context, now=context.now, expires_at=midnight + dt.timedelta(days=1)
        )
        for digest in planned.digests
    )


def _collect_bounces(context: JobContext, ledger: Ledger) -> None:
    """Mark what came back; a mailbox that cannot be read is told of and stops nothing."""
    mailbox = open_return_mailbox(context.settings)
    if mailbox is None:
        ledger.holds.close(EVERY, RETURNS, "", now=context.now)
        return
    try:
        collect_bounces(mailbox, ledger, clock=context.clock)
        ledger.holds.close(EVERY, RETURNS, "", now=context.now)
    except MailError as error:
        ledger.holds.open(EVERY, RETURNS, "", {}, now=context.now)
        context.console.note(error_screen(error, context.sentences))


def _heed_mail(context: JobContext, digests: Sequence[Message], delivery: DeliveryContext) -> None:
    """Hold all mail where the ledger has forgotten letters of this day."""
    if context.looking:
        return
    try:
        hold_if_unknown(digests, delivery)
    except MailError as error:  # who cannot be asked stops nothing
        context.console.note(error_screen(error, context.sentences))


def _begin(ledger: Ledger, context: JobContext, told: str) -> Run:
    """A run of its own for every call; what its letters tell is kept before any of them goes."""
    day = context.today.isoformat()
    runs = ledger.runs.slots(EVERY, JOB)
    for lost in runs.values():
        _end_lost(lost, ledger, context.now)
    number = sum(slot.startswith(f"{day}#") for slot in runs)
    while True:
        number += 1
        run = ledger.runs.claim(
            EVERY, JOB, f"{day}#{number}", worker=worker_name(), lease=LEASE, now=context.now
        )
        if run is not None and ledger.runs.note(run, summary=told):
            return run


def _end_lost(run: Run, ledger: Ledger, now: dt.datetime) -> None:
    """Close the run of a process that is no more; this one does what it left."""
    if run.state is not RunState.RUNNING or run.lease_until is None or run.lease_until > now:
        return
    taken = ledger.runs.claim(EVERY, JOB, run.slot, worker=worker_name(), lease=LEASE, now=now)
    if taken is not None:
        ledger.runs.finish(taken, failed=True, summary=run.summary, now=now)


def _kept(
    run: Run, ledger: Ledger, clock: Callable[[], dt.datetime], asked: Callable[[], bool]
) -> Callable[[], bool]:
    """Whether to stop; asked between letters, it also shows that a long run is alive."""
    renewed = clock()

    def stopping() -> bool:
        nonlocal renewed
        if clock() >= renewed + LEASE / 3:
            renewed = clock()
            ledger.runs.renew(run, lease=LEASE, now=renewed)
        return asked()

    return stopping


def _finish(
    ledger: Ledger, run: Run, told: str, receipt: Receipt | None, *, whole: bool, now: dt.datetime
) -> None:
    """Done only when nothing of the day is left that another run could send."""
    left = 0 if receipt is None else _left_by(receipt, ledger)
    summary = json.dumps({**json.loads(told), "left": left}, separators=(",", ":"))
    failed = receipt is None or not whole or left > 0
    ledger.runs.finish(run, failed=failed, summary=summary, now=now)


def _left_by(receipt: Receipt, ledger: Ledger) -> int:
    """How many letters another run could send, unless another process has done so meanwhile."""
    keys = {skip.key for skip in receipt.skipped if skip.reason in _AGAIN}
    keys.update(receipt.deferred)
    gone = sum(letter.state in SENT for letter in ledger.letters.find(keys).values())
    return len(keys) - gone


def _objection(
    context: JobContext, checked: Sequence[CheckResult], ledger: Ledger
) -> Callable[[Message], Skip | None]:
    """Asked right before each letter: what has come up since it was planned."""
    settings = context.settings
    titles = {context.sentences_in(language)("flags.outbox.tab") for language in ("th", "en")}
    ticked = TickedLetters(
        {one.registry.id: partial(open_ticked, one.registry, one.settings) for one in checked},
        sorted(titles),
        ledger,
        context.clock,
    )

    def objection(message: Message) -> Skip | None:
        if isinstance(message.key, NoticeKey):
            return None
        holds = (hold for registry in message.registries for hold in stopping(ledger, registry))
        hold = next(holds, None)
        if hold is not None:
            return Skip(message.key, "held", named(hold))
        if settings.mail.transport == "smtp" and not in_window(context):
            return Skip(message.key, "outside-window")
        return ticked.objection(message)

    return objection


def in_window(context: JobContext) -> bool:
    """Whether it is an hour at which people may be mailed."""
    window = context.settings.reminders
    return window.window_start <= context.clock().time() <= window.window_end
