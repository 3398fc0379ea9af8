"""Letters that did not go their straight way, each with what becomes of it and what to do."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from sheets_sync.delivery.outbox_ticks import TICKED
from sheets_sync.delivery.skipped_today import skipped_today
from sheets_sync.delivery.unreachable_addresses import unreachable_addresses
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.smtp_text import said_of
from sheets_sync.issues.changed_addresses import AddressBook, NewAddress, read_addresses
from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.issues.unreachable_addresses import unreachable_issues
from sheets_sync.mail.delivery import DOUBTFUL, OPEN, LetterState
from sheets_sync.mail.email_address import one_address
from sheets_sync.mail.ledger_records import Answer, Letter
from sheets_sync.mail.next_action import NextAction, answers, is_over, looks_at, next_action
from sheets_sync.mail.unreachable import AddressTrouble
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings

Kind: TypeAlias = Literal[
    "letter_uncertain",
    "letter_stalled",
    "letter_refused",
    "letter_bounced",
    "letter_moved",
    "letter_deferred",
    "letter_handing",
    "letter_again",
    "letter_waits",
    "letter_held",
]
_ORDER: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
_KINDS: dict[LetterState, Kind] = {
    LetterState.UNCERTAIN: "letter_uncertain",
    LetterState.HANDING: "letter_handing",
    LetterState.REFUSED: "letter_refused",
    LetterState.BOUNCED: "letter_bounced",
    LetterState.DEFERRED: "letter_deferred",
}
_UNHEALTHY: frozenset[Kind] = frozenset(
    {"letter_uncertain", "letter_stalled", "letter_refused", "letter_bounced"}
)
_BY_ITSELF = frozenset({"wait", "looks-again", "waits", "again", "untick"})
"""Ways out on which `resolve` is for whoever wants it otherwise."""
_ALONE = frozenset({"capped"})
"""Reasons of a letter's own; what keeps many back at once is a matter of its own."""
_MOVABLE = frozenset({LetterState.REFUSED, LetterState.BOUNCED, *OPEN})
"""Letters that only a person, or another run, would end: not those that may yet be found."""


@dataclass(frozen=True, slots=True)
class _Undelivered:
    """One letter, what has become of it, and what to do."""

    letter: Letter
    kind: Kind
    way: NextAction | Literal["stalled", "untick", "again", "waits", "moved", "mend-contact"]
    at: dt.datetime | None = None
    reason: str = ""
    moved: NewAddress | None = None


def letters(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """Every letter that is in doubt, was refused, came back, or still waits for its turn.

    Those to an address that cannot be reached are one issue.
    """
    known = read_addresses(query.settings, ledger)
    found = [*_in_trouble(query, ledger, known), *_planned(query, ledger, known)]
    troubles = unreachable_addresses(ledger, query.settings, now=query.now)
    staying = {one.letter.id for one in found if one.moved is None}
    unreachable = [one for one in troubles.values() if _is_open(one, staying)]
    yield from unreachable_issues(unreachable, query, ledger)
    told = {id_ for one in unreachable for id_ in one.letters}
    found = [one for one in found if one.letter.id not in told or one.moved is not None]

    def alike(one: _Undelivered) -> tuple[int, str, tuple[Answer, ...]]:
        return _ORDER.index(one.kind), one.way, _answers(one, query)

    for _, group in groupby(sorted(found, key=alike), key=alike):
        yield from _alike([*group], query)


def _is_open(trouble: AddressTrouble, staying: Collection[str]) -> bool:
    """Whether it is still anybody's address; what was put off is over and stands in no list."""
    return trouble.why == "deferred" or any(id_ in staying for id_ in trouble.letters)


def is_looked_for(settings: Settings) -> bool:
    """Whether somebody can be asked what has been sent: the outbox, or the folder of sent mail."""
    return settings.mail.transport == "outbox" or settings.mail.sent.host is not None


def _in_trouble(query: IssueQuery, ledger: Ledger, known: AddressBook) -> Iterator[_Undelivered]:
    now, looked_for = query.now, is_looked_for(query.settings)
    contact = one_address(query.settings.agency.contact or "")
    pauses = ledger.channels.waiting(now=now).values()
    rest = max((pause.until for pause in pauses), default=None)
    for letter in ledger.letters.standing(states=_KINDS):
        waits = letter.state is LetterState.DEFERRED
        if not _concerns(query, letter) or (waits and is_over(letter, now)):
            continue
        moved = known.moved(letter) if letter.state in _MOVABLE else None
        if moved is not None:
            yield _Undelivered(letter, "letter_moved", "moved", moved=moved)
        elif letter.state is LetterState.HANDING and now >= looks_at(letter):
            yield _Undelivered(letter, "letter_stalled", "stalled")
        else:
            way = next_action(letter, now, looked_for=looked_for)
            is_contact = way == "mend-address" and letter.recipient == contact
            yield _Undelivered(
                letter,
                _KINDS[letter.state],
                "mend-contact" if is_contact else way,
                _next_at(letter, rest),
            )


def _planned(query: IssueQuery, ledger: Ledger, known: AddressBook) -> Iterator[_Undelivered]:
    """Letters of today that could go and have not, and why."""
    reasons = {skip.letter: skip for skip in skipped_today(ledger, now=query.now)}
    for letter in ledger.letters.standing(states=OPEN - {LetterState.DEFERRED}):
        if is_over(letter, query.now) or not _concerns(query, letter):
            continue
        skip = reasons.get(letter.id)
        moved = known.moved(letter)
        if moved is not None:
            yield _Undelivered(letter, "letter_moved", "moved", moved=moved)
        elif skip is not None and (skip.reason, skip.detail) == ("held", TICKED):
            yield _Undelivered(letter, "letter_held", "untick")
        elif letter.operator and letter.state is LetterState.PLANNED:
            yield _Undelivered(letter, "letter_again", "again")
        elif skip is not None and skip.reason in _ALONE:
            yield _Undelivered(letter, "letter_waits", "waits", reason=skip.reason)


def _answers(one: _Undelivered, query: IssueQuery) -> tuple[Answer, ...]:
    """What `resolve` takes: a letter to an old address can only be closed."""
    looked_for = is_looked_for(query.settings)
    possible = answers(one.letter, query.now, looked_for=looked_for)
    return possible if one.moved is None else tuple(each for each in possible if each == "drop")


def _alike(group: list[_Undelivered], query: IssueQuery) -> Iterator[Issue]:
    """Letters alike, with the way out of each and of all of them."""
    say = query.sentences
    latest = max((one.at for one in group if one.at is not None), default=None)
    of_all = " ".join(_ways(group[0], say("jobs.ways.code"), latest, query))
    for one in group:
        yield _letter(one, of_all, query)


def _letter(one: _Undelivered, of_all: str, query: IssueQuery) -> Issue:
    say, letter = query.sentences, one.letter
    said = said_of(letter, say)
    about = {
        "id": letter.id[:8],
        "to": letter.recipient or "–",
        "name": letter.name or "",
        "subject": letter.subject or "–",
    }
    reason = say(f"letters.reasons.{one.reason}") if one.reason else ""
    possible = _answers(one, query)
    moved = {} if one.moved is None else {"now": one.moved.address, "code": one.moved.code}
    return Issue(
        one.kind,
        say(f"jobs.status.{one.kind}", reply=said or "–", reason=reason, **about),
        " ".join(_ways(one, letter.id[:8], one.at, query)),
        unhealthy=one.kind in _UNHEALTHY,
        facts={
            **about,
            "state": letter.state.value,
            "reply": said,
            "way": one.way,
            "reason": one.reason,
            **moved,
        },
        answers=possible,
        item=letter.id[:8] if possible or one.kind == "letter_stalled" else "",
        line=_line(one, say, said),
        way_out_of_all=of_all,
    )


def _line(one: _Undelivered, say: Sentences, said: str) -> str:
    """Who, what was answered, and the code to type."""
    letter = one.letter
    who = say("jobs.status.who", name=letter.name, to=letter.recipient or "–")
    if not letter.name:
        who = letter.recipient or "–"
    new = ""
    if one.moved is not None and one.moved.address:
        new = say("jobs.status.now", to=one.moved.address)
    reply = said if one.kind not in {"letter_uncertain", "letter_again", "letter_moved"} else ""
    return " · ".join(filter(None, (who, letter.id[:8], new, reply)))


def _ways(one: _Undelivered, code: str, at: dt.datetime | None, query: IssueQuery) -> Iterator[str]:
    """What happens or is to be done, then what `resolve` takes; `code` is how it is called."""
    say, letter = query.sentences, one.letter
    possible, is_bounced = _answers(one, query), letter.state is LetterState.BOUNCED
    shown = at.astimezone(query.settings.timezone) if at else "–"
    kinds = {"report": letter.is_report, "bounced": is_bounced}
    own = [f"jobs.ways.{kind}-{one.way}" for kind, is_it in kinds.items() if is_it]
    yield say(next(filter(say.__contains__, own), f"jobs.ways.{one.way}"), at=shown)
    if one.moved is not None:
        form = "moved_confirm" if one.moved.code else "moved_confirmed"
        yield say(f"jobs.ways.{form}", code=one.moved.code)
        yield say("jobs.ways.close", id=code)
        return
    if "drop" in possible and is_over(letter, query.now):
        yield say("jobs.ways.over")
    if possible:
        names = "bounced" if is_bounced else "answers"
        shown_answers = tuple(f"{answer} ({say(f'jobs.{names}.{answer}')})" for answer in possible)
        form = "or_resolve" if one.way in _BY_ITSELF else "then_resolve"
        yield say(f"jobs.ways.{form}", id=code, answers=shown_answers)


def _next_at(letter: Letter, rest: dt.datetime | None) -> dt.datetime | None:
    """When the service turns to a letter again: no earlier than its channel works."""
    if letter.state in {LetterState.HANDING, LetterState.UNCERTAIN}:
        return looks_at(letter)
    if letter.state is LetterState.DEFERRED and letter.next_at and rest:
        return max(letter.next_at, rest)
    return letter.next_at


def _concerns(query: IssueQuery, letter: Letter) -> bool:
    """Whether it is asked about, and anybody can do anything: not if its reader was erased."""
    if letter.recipient is None and letter.state not in DOUBTFUL:
        return False
    wanted = {registry.id for registry in query.registries}
    return not letter.registries or not wanted.isdisjoint(letter.registries)
