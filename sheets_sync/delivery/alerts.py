"""The alarms of a run: the agency's contact is told once of everything that stops mail.

Reads what waits in the ledger, and gives up there what nobody needs to be told any more.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from sheets_sync.delivery.hold_events import event_of, is_due, names_of
from sheets_sync.delivery.holds import CHANGED, LETTERS, UNREACHABLE, UNREAD, WORDING
from sheets_sync.delivery.letters_that_went import counts, letters_that_went
from sheets_sync.delivery.problem_letters import ASTRAY, watch_problem_letters
from sheets_sync.delivery.unheard_items import SESSIONS, untold_sessions
from sheets_sync.delivery.unreachable_addresses import troubled_addresses
from sheets_sync.delivery.wording_watch import watch_wording
from sheets_sync.errors import SetupError
from sheets_sync.i18n.hold_text import HoldEvent
from sheets_sync.i18n.kept_errors import said_again
from sheets_sync.letters import LetterContext
from sheets_sync.letters.alert import ALARM, alarm_letter
from sheets_sync.mail.delivery import OPEN, Skip
from sheets_sync.mail.email_address import one_address
from sheets_sync.mail.ledger_records import EVERY, Hold
from sheets_sync.mail.message import Message, NoticeKey
from sheets_sync.planning.working_days import agency_days, own_holidays
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.registry.text import fold
from sheets_sync.settings import Settings

WORTH = dt.timedelta(days=30)
"""So long an alarm that could not be sent is tried again."""
_NAMED = 10
"""So many changed addresses are written out in one letter."""
_MOST = 20
"""So many events are told in one letter, the newest; `status` shows all."""
_ON_WORKING_DAYS = frozenset({UNREACHABLE, ASTRAY})
"""What stops no other mail can wait until somebody is there."""
_KINDS = (CHANGED, "addresses-replaced")


def compile_alerts(
    batch: BatchResult,
    ledger: Ledger,
    letter_context: LetterContext,
    settings: Settings,
    *,
    now: dt.datetime,
) -> tuple[tuple[Message, ...], tuple[Skip, ...]]:
    """The alarms that are still to be sent, and those that nobody can be sent."""
    contact = one_address(settings.agency.contact or "") or ""
    watch_problem_letters(ledger, now=now, days=settings.mail.unreachable_days)
    faults = watch_wording(letter_context.sentences, settings, ledger, now=now)
    _give_up_settled(ledger, now)
    groups = [*_groups(batch, ledger, settings, now)]
    letters = [
        alarm_letter(
            [_event(hold, batch, ledger, letter_context, faults) for hold in holds],
            letter_context,
            to=contact,
            expires_at=now + WORTH,
        )
        for holds in groups
    ]
    if not contact:
        return (), tuple(Skip(letter.key, "no-address", _code(letter)) for letter in letters)
    known, last_told = (
        ledger.letters.find([one.key for one in letters]),
        _last_told(contact, ledger, settings),
    )
    return tuple(
        letter
        for letter, holds in zip(letters, groups, strict=True)
        if (
            known[letter.key].state in OPEN or not counts(known[letter.key], settings)
            if letter.key in known
            else _is_news(holds[-1], last_told)
        )
    ), ()


def _is_news(hold: Hold, last_told: Mapping[tuple[str, str], dt.datetime]) -> bool:
    """Whether it came up after the last letter about its kind: that one told of all there was."""
    last = last_told.get((hold.registry, hold.kind))
    return last is None or last < hold.opened_at.replace(microsecond=0)


def _last_told(
    contact: str, ledger: Ledger, settings: Settings
) -> dict[tuple[str, str], dt.datetime]:
    """By registry and kind of event, when the contact was last told."""
    return {
        ("".join(letter.registries) or EVERY, letter.slot.split("/")[1]): letter.planned_at
        for letter in letters_that_went(ledger, settings, recipient=contact)
        if letter.kind == "notice" and letter.slot.startswith(ALARM)
    }


def _give_up_settled(ledger: Ledger, now: dt.datetime) -> None:
    """An alarm that could not be sent before its event was over needs no further try."""
    waiting = {hold.code for hold in ledger.holds.waiting()}
    for letter in ledger.letters.standing(states=OPEN):
        of_hold = letter.kind == "notice" and letter.slot.startswith(ALARM)
        if of_hold and letter.recipient and letter.slot.rpartition("/")[2] not in waiting:
            key = NoticeKey(letter.recipient, letter.slot)
            ledger.letters.supersede(key, reason="settled", now=now)


def _code(letter: Message) -> str:
    return letter.key.event if isinstance(letter.key, NoticeKey) else ""


def _groups(
    batch: BatchResult, ledger: Ledger, settings: Settings, now: dt.datetime
) -> Iterator[list[Hold]]:
    """What waits, in one list for each letter: by registry and kind, the newest last."""
    for registry in (EVERY, LETTERS, *batch.registries):
        waiting = [
            hold
            for hold in ledger.holds.waiting(registry)
            if is_due(hold, settings, now)
            and (hold.kind not in _ON_WORKING_DAYS or _is_working_day(batch, now.date()))
        ]
        holds = sorted(waiting, key=lambda hold: hold.kind)
        for _, some in groupby(holds, key=lambda hold: hold.kind):
            yield [*some][-_MOST:]
    for hold in untold_sessions(ledger, (one.id for one in settings.registries)):
        yield [hold]


def _is_working_day(batch: BatchResult, day: dt.date) -> bool:
    """Whether any registry is worked on that day; the government's calendar where none was read."""
    days = [agency_days(day, own_holidays(one.snapshot)) for one in batch.checked]
    return any(one.is_working(day) for one in days or [agency_days(day, ())])


def _event(
    hold: Hold,
    batch: BatchResult,
    ledger: Ledger,
    letter_context: LetterContext,
    faults: Sequence[SetupError],
) -> HoldEvent:
    event = event_of(hold, letter_context.sentences.language, batch.schemas.get(hold.registry))
    if hold.kind == ASTRAY:
        details = tuple(_of_letter(hold, ledger, letter_context))
    elif hold.kind == UNREACHABLE:
        details = tuple(_of_address(hold, ledger, letter_context))
    elif hold.kind == SESSIONS:
        event = replace(event, registry=hold.subject)
        details = names_of(hold, letter_context.sentences)
    elif hold.kind == WORDING:
        say = letter_context.sentences
        details = tuple(say(f"errors.{one.name}.problem", **one.facts) for one in faults[:_NAMED])
    else:
        details = tuple(_details(hold, batch, letter_context))
    return HoldEvent(event.kind, event.registry, event.code, event.subject, event.facts, details)


def _of_address(hold: Hold, ledger: Ledger, letter_context: LetterContext) -> Iterator[str]:
    """How often its letters did not arrive, and what was said last."""
    trouble = troubled_addresses(ledger, now=hold.opened_at, days=1).get(hold.subject)
    if trouble is not None:
        say = letter_context.sentences
        times = say(f"letters.trouble.{trouble.why}", times=trouble.times)
        yield letter_context.say(
            f"alarm.{hold.kind}.detail", times=times, reply=said_again(trouble.reply, say) or "–"
        )


def _of_letter(hold: Hold, ledger: Ledger, letter_context: LetterContext) -> Iterator[str]:
    """Whom a letter was for, what it was about, and what became of it."""
    letter = ledger.letters.get(hold.subject)
    if letter is not None:
        yield letter_context.say(
            f"alarm.{hold.kind}.detail",
            to=letter.recipient or "–",
            about=letter.subject or "–",
            state=letter_context.sentences(f"flags.state.{letter.state}"),
        )


def _details(hold: Hold, batch: BatchResult, letter_context: LetterContext) -> Iterator[str]:
    """What only this letter says: whose address, what went wrong."""
    error = batch.errors.get(hold.registry)
    if hold.kind == UNREAD and error is not None:
        yield letter_context.sentences(f"errors.{error.name}.problem", **error.facts)
    if hold.kind not in _KINDS:
        return
    changes = [
        change
        for change in batch.changes.get(hold.registry, ())
        if hold.kind != CHANGED or change.person == hold.subject
    ]
    for change in changes[:_NAMED]:
        name = _name(change.person, hold.registry, batch)
        yield letter_context.say(
            f"alarm.{hold.kind}.detail", name=name, before=change.before, after=change.after
        )
    if len(changes) > _NAMED:
        yield letter_context.say(f"alarm.{hold.kind}.more", count=len(changes) - _NAMED)


def _name(person: str, registry: str, batch: BatchResult) -> str:
    context = next((one.context for one in batch.checked if one.registry.id == registry), None)
    row = None if context is None else context.snapshot.staff.numbers.get(fold(person))
    return person if context is None or row is None else f"{context.person_name(row)} ({person})"
