"""How what was told is kept in a run's summary and recalled from it."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import Letter, Run, SessionVersion
from sheets_sync.mail.message import LetterKey
from sheets_sync.planning.reminders.items import STAGES, ReminderPlan
from sheets_sync.planning.reminders.mail_history import Told

DIGEST, INVITATION = "digest", "invitation"
NOBODY_MARKED: Mapping[str, str] = MappingProxyType({})
_FIELDS = 4
_MARK = 12


def contents(
    plan: ReminderPlan,
    identify: Callable[[LetterKey], str],
    pseudonym: Callable[[str], str],
) -> str:
    """What every letter of a plan tells, and of whom it is asked, as JSON that names nobody."""
    letters = {
        identify(digest.key): [
            [
                item.identity,
                item.stage,
                item.version,
                item.copy,
                person_mark(item.person, pseudonym),
            ]
            for item in digest.items
        ]
        for digest in plan.mails
    }
    return json.dumps({"letters": letters}, separators=(",", ":"))


def person_mark(number: str, pseudonym: Callable[[str], str]) -> str:
    """What stands for a staff number; empty for none."""
    return pseudonym(f"staff {number}")[:_MARK] if number else ""


def told_before(
    day: dt.date,
    letters: Sequence[Letter],
    runs: Iterable[Run],
    sessions: Mapping[str, Sequence[SessionVersion]],
    zone: dt.tzinfo,
    people: Mapping[str, str] = NOBODY_MARKED,
) -> tuple[Told, ...]:
    """What was told in letters that went out, or may have; those that came back told nothing.

    `people` are staff numbers by what stands for them.
    """
    arrived = [letter for letter in letters if letter.state is not LetterState.BOUNCED]
    told_by = {run.id: _letters_of(run) for run in runs}
    digests = (
        Told(
            letter.recipient or "",
            sent_on,
            identity,
            stage,
            version,
            copy,
            letter.name or "",
            person=people.get(mark, mark),
        )
        for letter in arrived
        if (sent_on := _day(letter)) is not None and sent_on < day
        for identity, stage, version, copy, mark in told_by.get(letter.run, {}).get(letter.id, ())
        if stage in STAGES
    )
    return tuple(chain(digests, _of_sessions(arrived, sessions, zone)))


def _of_sessions(
    letters: Iterable[Letter], sessions: Mapping[str, Sequence[SessionVersion]], zone: dt.tzinfo
) -> Iterator[Told]:
    """What was told of sessions: the letter has its number, the number its version."""
    versions = {
        (one.session, one.sequence): one.version for known in sessions.values() for one in known
    }
    for letter in letters:
        if letter.kind != INVITATION:
            continue
        session, _, number = letter.slot.rpartition("#")
        version = versions.get((session, int(number)), "")
        yield Told(
            letter.recipient or "",
            (letter.handing_at or letter.planned_at).astimezone(zone).date(),
            session,
            "coming",
            version,
            name=letter.name or "",
            sequence=int(number),
        )


def mails_this_month(day: dt.date, letters: Sequence[Letter], zone: dt.tzinfo) -> Mapping[str, int]:
    """By address, the mails of the day's month before that day.

    Invitations and changes of one day count once.
    """
    first = day.replace(day=1)
    mails = {
        (letter.recipient, letter.kind, sent_on)
        for letter in letters
        if letter.recipient and (sent_on := _sent_on(letter, zone)) and first <= sent_on < day
    }
    return Counter(address for address, _, _ in mails)


def last_run(day: dt.date, runs: Iterable[Run]) -> dt.date | None:
    """The last day before that one on which reminders were planned to be sent."""
    days = (dt.date.fromisoformat(run.slot.partition("#")[0]) for run in runs)
    return max((one for one in days if one < day), default=None)


def _day(letter: Letter) -> dt.date | None:
    return dt.date.fromisoformat(letter.slot) if letter.kind == DIGEST else None


def _sent_on(letter: Letter, zone: dt.tzinfo) -> dt.date | None:
    """The day on which a digest or an invitation went out."""
    if letter.kind == INVITATION:
        return (letter.handing_at or letter.planned_at).astimezone(zone).date()
    return _day(letter)


def _letters_of(run: Run) -> Mapping[str, list[tuple[str, str, str, bool, str]]]:
    letters = json.loads(run.summary).get("letters", {}) if run.summary else {}
    # Earlier releases did not write down of whom something was asked.
    return {
        letter: [(*line[:_FIELDS], line[_FIELDS] if line[_FIELDS:] else "") for line in lines]
        for letter, lines in letters.items()
    }
