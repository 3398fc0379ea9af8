"""The reminders of a day on their way: settled, guarded, alarmed about, and handed over."""

import datetime as dt
import json
import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from jobs.alarm import Looked, alarms
from jobs.checking import Checked
from jobs.context import Arguments
from jobs.error_screen import error_screen
from jobs.planning import EVERY, JOB, plan
from jobs.terminal.reminders import Reminding
from sheets_sync.delivery import DOUBTFUL, SENT, Reason, Receipt, Skip
from sheets_sync.effects.bounces import collect_bounces
from sheets_sync.effects.deliver import deliver
from sheets_sync.effects.desk import Desk, Terms
from sheets_sync.effects.holding import named, open_hold, stopping
from sheets_sync.effects.reconcile import reconcile
from sheets_sync.effects.ticks import TickedLetters
from sheets_sync.errors import MailError
from sheets_sync.letters import Stationery, digest_letter
from sheets_sync.message import Message, NoticeKey
from sheets_sync.plans.guard import storm
from sheets_sync.plans.reminders.items import ReminderPlan
from sheets_sync.plans.reminders.recall import contents
from sheets_sync.plans.reminders.withholding import withhold_all
from sheets_sync.plans.usual import usual_sizes
from sheets_sync.ports import Ledger
from sheets_sync.records import Run
from sheets_sync.settings import Settings
from sheets_sync.wiring import letterhead, open_mailer, open_return_mailbox, open_ticked

LEASE = dt.timedelta(minutes=30)
STORM = "storm"
_USUAL = dt.timedelta(days=60)
_AGAIN: frozenset[Reason] = frozenset(
    {"stopped", "channel-paused", "claimed-elsewhere", "deferred"}
)
"""Letters left out for these reasons are worth another run on the same day."""


def send(
    arguments: Arguments,
    looked: Looked,
    ledger: Ledger,
    asked: Callable[[], bool] = lambda: False,
) -> Reminding:
    """Settle what is in doubt, plan, write down what each letter tells, then hand them over.

    `asked` tells whether the process was asked to stop: the letter in hand is finished.
    """
    mailer, oracle = open_mailer(arguments.settings)
    desk = Desk(
        ledger=ledger,
        mailer=mailer,
        terms=terms(arguments.settings),
        clock=arguments.clock,
        run="",
        worker=worker(),
        oracle=oracle,
        stopping=asked,
    )
    reconcile(desk)
    _collect_bounces(arguments, ledger)
    planned = _unless_storm(arguments, plan(arguments, looked.checked, ledger), ledger)
    paper = stationery(arguments, looked)
    warnings, untold = alarms(arguments, looked, ledger, paper)
    messages = (*warnings, *write(arguments, planned, paper))
    told = contents(planned, ledger.letters.identify)
    run = _begin(ledger, arguments, told)
    receipt = None
    try:
        ledger.runs.skip((*planned.skips, *untold), run=run.id, now=arguments.now)
        objection = _objection(arguments, looked.checked, ledger)
        receipt = deliver(messages, replace(desk, run=run.id, objection=objection))
    finally:
        _finish(ledger, run, told, receipt, whole=not looked.errors, now=arguments.clock())
    return Reminding(planned, looked.schemas, receipt, messages, untold=untold)


def terms(settings: Settings) -> Terms:
    """The conditions under which letters go out."""
    return Terms(
        letterhead(settings),
        allowed_domains=frozenset(settings.agency.allowed_domains),
        per_run=settings.guard.mails_per_run,
        per_day=settings.guard.mails_per_day,
    )


def stationery(arguments: Arguments, looked: Looked) -> Stationery:
    """What the letters of this run are written with."""
    settings = arguments.settings
    return Stationery(
        arguments.sentences_in(settings.language),
        settings.agency,
        letterhead(settings),
        looked.schemas,
        invitations=settings.reminders.session.invitation,
    )


def write(arguments: Arguments, planned: ReminderPlan, paper: Stationery) -> tuple[Message, ...]:
    """The letters of a plan, worth sending until the day is over."""
    midnight = dt.datetime.combine(planned.day, dt.time(), arguments.settings.timezone)
    return tuple(
        digest_letter(digest, paper, now=arguments.now, expires_at=midnight + dt.timedelta(days=1))
        for digest in planned.digests
    )


def worker() -> str:
    """This process, as the ledger calls it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _collect_bounces(arguments: Arguments, ledger: Ledger) -> None:
    """Mark what came back; a mailbox that cannot be read is told of and stops nothing."""
    mailbox = open_return_mailbox(arguments.settings)
    if mailbox is None:
        return
    try:
        collect_bounces(mailbox, ledger, clock=arguments.clock)
    except MailError as error:
        arguments.console.note(error_screen(error, arguments.sentences))


def _unless_storm(arguments: Arguments, planned: ReminderPlan, ledger: Ledger) -> ReminderPlan:
    """The plan, or nothing of it where it is far larger than usual and nobody confirmed that."""
    if arguments.looking:
        return planned
    since = arguments.now - _USUAL
    letters = ledger.letters.standing(states=SENT | DOUBTFUL, since=since)
    usual = usual_sizes(planned.day, letters)
    alarm = storm(len(planned.digests), usual, day=planned.day)
    if alarm is None:
        ledger.holds.close(EVERY, STORM, "", now=arguments.now)
        return planned
    hold = open_hold(ledger, EVERY, STORM, "", alarm.facts, now=arguments.now)
    return planned if hold.confirmed_at else withhold_all(planned, named(hold))


def _begin(ledger: Ledger, arguments: Arguments, told: str) -> Run:
    """A run of its own for every call; what its letters tell is kept before any of them goes."""
    day = arguments.today.isoformat()
    number = sum(slot.startswith(f"{day}#") for slot in ledger.runs.slots(EVERY, JOB))
    while True:
        number += 1
        run = ledger.runs.claim(
            EVERY, JOB, f"{day}#{number}", worker=worker(), lease=LEASE, now=arguments.now
        )
        if run is not None and ledger.runs.note(run, summary=told):
            return run


def _finish(
    ledger: Ledger, run: Run, told: str, receipt: Receipt | None, *, whole: bool, now: dt.datetime
) -> None:
    """Done only when nothing of the day is left that another run could send."""
    left = 0
    if receipt is not None:
        left = len(receipt.deferred) + sum(skip.reason in _AGAIN for skip in receipt.skipped)
    summary = json.dumps({**json.loads(told), "left": left}, separators=(",", ":"))
    failed = receipt is None or not whole or left > 0
    ledger.runs.finish(run, failed=failed, summary=summary, now=now)


def _objection(
    arguments: Arguments, checked: Sequence[Checked], ledger: Ledger
) -> Callable[[Message], Skip | None]:
    """Asked right before each letter: what has come up since it was planned."""
    settings = arguments.settings
    titles = {arguments.sentences_in(language)("flags.outbox.tab") for language in ("th", "en")}
    ticked = TickedLetters(
        {one.registry.id: partial(open_ticked, one.registry, one.settings) for one in checked},
        sorted(titles),
        ledger,
        arguments.clock,
    )

    def objection(message: Message) -> Skip | None:
        if isinstance(message.key, NoticeKey):
            return None
        holds = (hold for registry in message.registries for hold in stopping(ledger, registry))
        hold = next(holds, None)
        if hold is not None:
            return Skip(message.key, "held", named(hold))
        if settings.mail.transport == "smtp" and not in_window(arguments):
            return Skip(message.key, "outside-window")
        return ticked.objection(message)

    return objection


def in_window(arguments: Arguments) -> bool:
    """Whether it is an hour at which people may be mailed."""
    window = arguments.settings.reminders
    return window.window_start <= arguments.clock().time() <= window.window_end
