"""How what was told is kept in a run's summary and recalled from it."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeAlias

from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import Letter, Run, SessionVersion
from sheets_sync.mail.message import LetterKey
from sheets_sync.planning.reminders.items import STAGES, ReminderPlan, Stage
from sheets_sync.planning.reminders.mail_history import Told

DIGEST, INVITATION = "digest", "invitation"
NOBODY_MARKED: Mapping[str, str] = MappingProxyType({})
_Line: TypeAlias = tuple[str, Stage, str, bool, str]
_FIELDS = 4
_MARK = 12


def tellings(
    plan: ReminderPlan,
    identify: Callable[[LetterKey], str],
    pseudonym: Callable[[str], str],
) -> dict[str, str]:
    """By letter, what it tells and of whom it is asked, as JSON that names nobody."""
    return {
        identify(digest.key): json.dumps(
            [
                [
                    item.identity,
                    item.stage,
                    item.version,
                    item.copy,
                    person_mark(item.person, pseudonym),
                ]
                for item in digest.items
            ],
            separators=(",", ":"),
        )
        for digest in plan.mails
    }


def contents(told: Mapping[str, str]) -> str:
    """What the letters of a run tell, as it is kept in the run's summary."""
    letters = ",".join(f"{json.dumps(letter)}:{telling}" for letter, telling in told.items())
    return f'{{"letters":{{{letters}}}}}'


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
        one
        for letter in arrived
        if (sent_on := _day(letter)) is not None and sent_on < day
        for one in _told(
            letter.recipient or "",
            letter.name or "",
            sent_on,
            told_by.get(letter.run, {}).get(letter.id, ()),
            people,
        )
    )
    return tuple(chain(digests, _of_sessions(arrived, sessions, zone)))


def told_unknown(
    address: str, day: dt.date, telling: str, people: Mapping[str, str]
) -> tuple[Told, ...]:
    """What a letter told that is not in the ledger any more.

    Where another ledger wrote it, it is not known of whom of a shared mailbox something was asked.
    """
    told = _told(address, "", day, _lines(json.loads(telling)), people)
    known = frozenset(people.values())
    return tuple(one if one.person in known else replace(one, person="") for one in told)


def known_letters(runs: Iterable[Run]) -> frozenset[str]:
    """The letters of which the ledger knows what they told."""
    return frozenset(letter for run in runs for letter in _letters_of(run))


def _told(
    address: str,
    name: str,
    day: dt.date,
    lines: Iterable[_Line],
    people: Mapping[str, str],
) -> Iterator[Told]:
    for identity, stage, version, copy, mark in lines:
        if stage in STAGES:
            person = people.get(mark, mark)
            yield Told(address, day, identity, stage, version, copy, name, person=person)


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


def _letters_of(run: Run) -> Mapping[str, list[_Line]]:
    letters = json.loads(run.summary).get("letters", {}) if run.summary else {}
    return {letter: _lines(lines) for letter, lines in letters.items()}


def _lines(lines: Iterable[Sequence[Any]]) -> list[_Line]:
    """Earlier releases did not write down of whom something was asked."""
    return [(*line[:_FIELDS], line[_FIELDS] if line[_FIELDS:] else "") for line in lines]
