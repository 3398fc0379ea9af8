"""Which addresses letters do not reach, told from what became of those that were sent there."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from sheets_sync.mail.delivery import CHANNEL, SENT, LetterState
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.mail.refusal_table import Fault
from sheets_sync.mail.refusals import judge

ON_THE_WAY = dt.timedelta(days=7)
"""So long servers try to hand a letter on before they give it back."""
Trouble: TypeAlias = Literal["refused", "returned", "deferred"]


@dataclass(frozen=True, slots=True)
class AddressTrouble:
    """What happens to the letters for one address, since somebody last looked into it."""

    address: str
    name: str
    why: Trouble
    since: dt.datetime
    """When the first of these letters was planned."""
    times: int
    """How many letters were refused or returned; how many days they were deferred."""
    reply: str
    """What was said last, with its codes."""
    letters: tuple[str, ...]
    """Their ids, oldest first."""
    unreachable: bool
    """Whether it gets no more letters until a person has looked."""


def address_troubles(
    letters: Iterable[Letter],
    looked_at: Mapping[str, dt.datetime],
    worked: Collection[dt.date],
    *,
    refusals: int,
    days: int,
) -> dict[str, AddressTrouble]:
    """By address, what is wrong with it.

    Letters that were refused or came back count together, and `refusals` of them are enough; of
    those that were put off, `days` in a row. What a person has looked at counts no more, nor
    what was the fault of the letter, of our account or of the server, which took other letters
    on the days that `worked`.
    """
    known = [letter for letter in letters if letter.recipient]

    def whose(letter: Letter) -> str:
        return letter.recipient or ""

    found = {}
    for address, some in groupby(sorted(known, key=_by_address_and_time), key=whose):
        since = looked_at.get(address)
        new = [one for one in some if since is None or one.planned_at > since]
        trouble = _trouble(address, new, worked, refusals=refusals, days=days)
        if trouble is not None:
            found[address] = trouble
    return found


def is_about_reader(letter: Letter) -> bool:
    """Whether it was refused, or came back, because of its address."""
    match letter.state:
        case LetterState.REFUSED:
            found = judge(letter.phase, letter.code, letter.enhanced, letter.reply)
            return letter.code > 0 and found.fault is Fault.READER and letter.how != CHANNEL
        case LetterState.BOUNCED:
            # A report tells of the far end: the step is that at which an address is refused.
            found = judge("rcpt", _UNTOLD, letter.enhanced, letter.reply)
            return found.fault is Fault.READER and not letter.enhanced.startswith("4.")
        case _:
            return False


_TAKEN = SENT - {LetterState.BOUNCED}
_PUT_OFF = frozenset({LetterState.DEFERRED, LetterState.SUPERSEDED})
_UNTOLD, _UNTOLD_YET = 550, 450


def _by_address_and_time(letter: Letter) -> tuple[str, dt.datetime, str]:
    return letter.recipient or "", letter.planned_at, letter.id


def _trouble(
    address: str, letters: list[Letter], worked: Collection[dt.date], *, refusals: int, days: int
) -> AddressTrouble | None:
    taken = max((at for at, one in enumerate(letters) if one.state in _TAKEN), default=-1)
    hard = [
        one
        for at, one in enumerate(letters)
        if is_about_reader(one) and (at > taken or one.state is LetterState.BOUNCED)
    ]
    soft = _in_a_row(
        [one for one in letters if one.state in _TAKEN or _is_about_reader_alone(one, worked)]
    )
    put_off = len({one.planned_at.date() for one in soft})
    if not hard and put_off < days:
        return None
    some = hard or soft
    last = some[-1]
    why: Trouble = "returned" if last.state is LetterState.BOUNCED else "refused"
    return AddressTrouble(
        address,
        next((one.name for one in reversed(some) if one.name), ""),
        why if hard or last.state is LetterState.BOUNCED else "deferred",
        some[0].planned_at,
        len(hard) or put_off,
        _said(last),
        tuple(one.id for one in some),
        unreachable=len(hard) >= refusals or put_off >= days,
    )


def _in_a_row(letters: list[Letter]) -> list[Letter]:
    """Those that were put off last, with none between that arrived.

    What was sent soon after one that came back may come back yet.
    """
    returned = [one.planned_at for one in letters if one.state is LetterState.BOUNCED]
    settled = [
        one
        for one in letters
        if one.state not in _TAKEN
        or not returned
        or not returned[-1] < one.planned_at <= returned[-1] + ON_THE_WAY
    ]
    taken = max((at for at, one in enumerate(settled) if one.state in _TAKEN), default=-1)
    return settled[taken + 1 :]


def is_put_off(letter: Letter) -> bool:
    """Whether a server said "not now", at once or when one on the way had given up.

    Or that it hands nothing on, which it may say of one reader's domain alone.
    """
    if letter.state is LetterState.BOUNCED:
        return letter.enhanced.startswith("4.")
    if letter.state not in _PUT_OFF:
        return False
    return _is_not_handed_on(letter) or (letter.code // 100 == 4 and letter.how != CHANNEL)  # noqa: PLR2004


def _is_not_handed_on(letter: Letter) -> bool:
    if letter.phase != "rcpt" or not letter.code:
        return False
    said = judge(letter.phase, letter.code, letter.enhanced, letter.reply)
    return said.cause == "relay-denied"


def _is_about_reader_alone(letter: Letter, worked: Collection[dt.date]) -> bool:
    """Whether it was put off because of its reader, not as everybody's letters of that day."""
    if not is_put_off(letter):
        return False
    phase, code = letter.phase, letter.code
    if letter.state is LetterState.BOUNCED:
        phase, code = "rcpt", _UNTOLD_YET
    found = judge(phase, code, letter.enhanced, letter.reply)
    if found.fault is Fault.READER and found.sure and found.cause != "greylisted":
        return True
    # What is said of an address is said to its reader where others are told something else.
    about = found.fault is Fault.READER or (
        phase == "rcpt" and (found.fault is not Fault.ACCOUNT or _is_not_handed_on(letter))
    )
    return about and letter.planned_at.date() in worked


def _said(letter: Letter) -> str:
    code = "" if letter.state is LetterState.BOUNCED else str(letter.code or "")
    codes = [one for one in (code, letter.enhanced) if one and one not in letter.reply]
    return " ".join((*codes, letter.reply)).strip()
