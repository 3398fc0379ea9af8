"""Letters that did not go their straight way, each with what becomes of it and what to do."""

import datetime as dt
from collections.abc import Iterator

from jobs.context import Arguments
from jobs.matter import Matter
from jobs.terminal.channel import said_of
from sheets_sync.effects.desk import SETTLE
from sheets_sync.effects.ticks import TICKED
from sheets_sync.mail.delivery import OPEN, SENT, LetterState
from sheets_sync.ports import Ledger
from sheets_sync.records import Answer, Letter, PastSkip
from sheets_sync.ways_out import answers, is_over, way_out

_STATES = (
    LetterState.UNCERTAIN,
    LetterState.HANDING,
    LetterState.REFUSED,
    LetterState.BOUNCED,
    LetterState.DEFERRED,
)
_UNHEALTHY = frozenset({LetterState.UNCERTAIN, LetterState.REFUSED, LetterState.BOUNCED})
_BY_ITSELF = frozenset({"wait", "looks-again", "waits", "again", "untick"})
"""Ways out on which `resolve` is for whoever wants it otherwise."""
_ALONE = frozenset({"capped"})
"""Reasons of a letter's own; what keeps many back at once is a matter of its own."""


def letters(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """Every letter that is in doubt, was refused, came back, or still waits for its turn."""
    rest = _longest_rest(arguments, ledger)
    for letter in ledger.letters.standing(states=_STATES):
        waits = letter.state is LetterState.DEFERRED
        if _concerns(arguments, letter) and not (waits and is_over(letter, arguments.now)):
            yield _straying(arguments, letter, rest)
    yield from _planned(arguments, ledger)


def skipped_today(arguments: Arguments, ledger: Ledger) -> list[PastSkip]:
    """The letters that were not sent today, each once, with the newest reason."""
    midnight = arguments.now.replace(hour=0, minute=0, second=0, microsecond=0)
    newest = {skip.letter: skip for skip in ledger.runs.skips(since=midnight)}
    gone = {letter.id for letter in ledger.letters.standing(states=SENT, since=midnight)}
    return [
        skip
        for skip in newest.values()
        if skip.reason != "already-sent" and skip.letter not in gone
    ]


def _longest_rest(arguments: Arguments, ledger: Ledger) -> dt.datetime | None:
    pauses = ledger.channels.waiting(now=arguments.now).values()
    return max((pause.until for pause in pauses), default=None)


def _straying(arguments: Arguments, letter: Letter, rest: dt.datetime | None) -> Matter:
    now = arguments.now
    if letter.state is LetterState.HANDING and now >= _settled_at(letter):
        return _letter(arguments, letter, "letter_stalled", "stalled", unhealthy=True)
    return _letter(
        arguments,
        letter,
        f"letter_{letter.state}",
        way_out(letter),
        at=_next_at(letter, rest),
        unhealthy=letter.state in _UNHEALTHY,
    )


def _planned(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """Letters of today that could go and have not, and why."""
    reasons = {skip.letter: skip for skip in skipped_today(arguments, ledger)}
    for letter in ledger.letters.standing(states=OPEN - {LetterState.DEFERRED}):
        if is_over(letter, arguments.now) or not _concerns(arguments, letter):
            continue
        skip = reasons.get(letter.id)
        if skip is not None and (skip.reason, skip.detail) == ("held", TICKED):
            yield _letter(arguments, letter, "letter_held", "untick")
        elif letter.operator and letter.state is LetterState.PLANNED:
            yield _letter(arguments, letter, "letter_again", "again")
        elif skip is not None and skip.reason in _ALONE:
            yield _letter(arguments, letter, "letter_waits", "waits", reason=skip.reason)


def _letter(
    arguments: Arguments,
    letter: Letter,
    kind: str,
    way: str,
    *,
    at: dt.datetime | None = None,
    reason: str = "",
    unhealthy: bool = False,
) -> Matter:
    say, zone = arguments.sentences, arguments.settings.timezone
    said = said_of(letter, say)
    about = {
        "id": letter.id[:8],
        "to": letter.recipient or "–",
        "subject": letter.subject or "–",
    }
    words = say(f"letters.reasons.{reason}") if reason else ""
    possible = answers(letter, arguments.now)
    return Matter(
        kind,
        say(f"jobs.status.{kind}", reply=said or "–", reason=words, **about),
        " ".join(_ways(arguments, letter, way, at and at.astimezone(zone), possible)),
        unhealthy=unhealthy,
        facts={**about, "state": letter.state.value, "reply": said, "way": way, "reason": reason},
        answers=possible,
        item=letter.id[:8] if possible or kind == "letter_stalled" else "",
    )


def _ways(
    arguments: Arguments,
    letter: Letter,
    way: str,
    at: dt.datetime | None,
    possible: tuple[Answer, ...],
) -> Iterator[str]:
    """What happens or is to be done, then what `resolve` takes."""
    say = arguments.sentences
    yield say(f"jobs.ways.{way}", at=at or "–")
    if "drop" in possible and is_over(letter, arguments.now):
        yield say("jobs.ways.over")
    if possible:
        told = tuple(f"{answer} ({say(f'jobs.answers.{answer}')})" for answer in possible)
        form = "or_resolve" if way in _BY_ITSELF else "then_resolve"
        yield say(f"jobs.ways.{form}", id=letter.id[:8], answers=told)


def _settled_at(letter: Letter) -> dt.datetime:
    """When nobody can have a letter in hand any more."""
    return (letter.handing_at or letter.planned_at) + SETTLE


def _next_at(letter: Letter, rest: dt.datetime | None) -> dt.datetime | None:
    """When the service turns to a letter again: no earlier than its channel works."""
    if letter.state is LetterState.HANDING:
        return _settled_at(letter)
    if letter.state is LetterState.DEFERRED and letter.next_at and rest:
        return max(letter.next_at, rest)
    return letter.next_at


def _concerns(arguments: Arguments, letter: Letter) -> bool:
    wanted = {registry.id for registry in arguments.registries}
    return not letter.registries or not wanted.isdisjoint(letter.registries)
