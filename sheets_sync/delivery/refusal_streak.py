"""The same refusal for one reader after the other: it is about the channel, whatever it says.

No table knows every server's words. A server that says the same to the first few readers in a
row says it to us, not to them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sheets_sync.mail.delivery import LetterState, Outcome, Verdict
from sheets_sync.mail.ledger_records import PastOutcome
from sheets_sync.mail.refusal_table import Fault
from sheets_sync.mail.refusals import judge

FEW = 3
"""So many readers in a row, where the server does not name the mailbox."""
MORE = 6
"""So many where it does, or has taken letters in this run: some may really be gone."""
_WORD = re.compile(r"\S+")
_CODE = re.compile(r"\d{3}|\d\.\d{1,3}\.\d{1,3}")


@dataclass(slots=True)
class RefusalStreak:
    """Counts the readers in a row who were refused alike."""

    worked: bool = False
    """Whether a letter has gone through in this run."""
    _said: str = field(default="", init=False)
    _letters: dict[str, str] = field(default_factory=dict, init=False)
    """By reader, the letter."""

    @property
    def readers(self) -> frozenset[str]:
        """Whose letters were refused alike so far: they are tried after everybody else's."""
        return frozenset(self._letters)

    @property
    def letters(self) -> tuple[str, ...]:
        """Their letters, by id."""
        return tuple(self._letters.values())

    def recall(self, past: Iterable[PastOutcome]) -> None:
        """Go on counting where earlier runs ended; the newest comes last."""
        for one in past:
            refused = one.state in {LetterState.REFUSED, LetterState.DEFERRED}
            if refused and one.recipient:
                self._count(one.letter, one.recipient, one.detail)
            else:
                self._end()

    def note(self, letter: str, recipient: str, outcome: Outcome) -> bool:
        """Count one letter; whether the channel is to rest now."""
        if outcome.verdict is Verdict.ACCEPTED:
            self.worked = True
        if outcome.verdict not in {Verdict.REFUSED, Verdict.DEFERRED} or not outcome.code:
            self._end()
            return False
        found = judge(outcome.phase, outcome.code, outcome.enhanced, outcome.text)
        if not found.lasting and outcome.phase == "rcpt" and found.cause != "mailbox-busy":
            return False  # greylisting says "not now" to everybody, and means it each time
        said = " ".join((outcome.phase, str(outcome.code), outcome.enhanced, outcome.text))
        self._count(letter, recipient, said)
        about_mailbox = found.fault is Fault.READER and found.sure and found.lasting
        limit = MORE if about_mailbox or self.worked else FEW
        return len(self._letters) >= limit

    def _count(self, letter: str, recipient: str, said: str) -> None:
        said = _without_names(said, recipient)
        if said != self._said:
            self._end()
        self._said = said
        self._letters[recipient] = letter

    def _end(self) -> None:
        self._said = ""
        self._letters.clear()


def _without_names(said: str, recipient: str) -> str:
    """What a reply has in common with that to another reader: no names, no numbers."""
    text = " ".join(said.lower().split())
    local, _, domain = recipient.lower().partition("@")
    for name in (recipient.lower(), local, domain):
        text = text.replace(name, "…") if name else text
    return _WORD.sub(_without_digits, text)


def _without_digits(word: re.Match[str]) -> str:
    text = word.group()
    numbered = any(letter.isdigit() for letter in text) and not _CODE.fullmatch(text)
    return "#" if numbered else text
