"""What the ledger knows of letters: each from its plan to what became of it."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from sheets_sync.mail.delivery import LetterState, Outcome
from sheets_sync.mail.ledger_records import (
    Answer,
    Claim,
    Letter,
    LetterEvent,
    PastOutcome,
    SentEvidence,
)
from sheets_sync.mail.message import LetterKey, Message


class Letters(Protocol):
    """Every letter once: its state, its attempts, its events."""

    def identify(self, key: LetterKey) -> str:
        """Stand for a key without naming the recipient; the same in every run."""
        ...

    def plan(
        self, messages: Iterable[Message], *, domain: str, run: str, now: dt.datetime
    ) -> frozenset[LetterKey]:
        """Reserve the letters nobody reserved yet; the keys that are new."""
        ...

    def find(self, keys: Collection[LetterKey]) -> dict[LetterKey, Letter]:
        """What is known of these letters."""
        ...

    def known(self, starts: Collection[str]) -> frozenset[str]:
        """Which of these ids, or starts of ids, all equally long, the ledger has."""
        ...

    def adopt(self, evidence: Mapping[SentEvidence, LetterKey], *, now: dt.datetime) -> int:
        """Write letters down as sent that left without this ledger; how many were new."""
        ...

    def get(self, start_of_id: str) -> Letter | None:
        """Find the one letter whose id starts so; nothing where none or several do."""
        ...

    def standing(
        self,
        *,
        states: Collection[LetterState] = (),
        recipient: str | None = None,
        since: dt.datetime | None = None,
    ) -> list[Letter]:
        """Letters by state, reader and planning time, oldest first."""
        ...

    def claim(
        self,
        keys: Collection[LetterKey],
        *,
        worker: str,
        run: str,
        lease: dt.timedelta,
        now: dt.datetime,
        taken: Mapping[Claim, Outcome] = ...,
    ) -> dict[LetterKey, Claim]:
        """Take the letters that are due; not those that are not, or that another has.

        In the same step those are accepted that the server has `taken` before. Where it fails,
        these are to be accepted again.
        """
        ...

    def hand(self, digests: Mapping[Claim, str], *, now: dt.datetime) -> frozenset[Claim]:
        """Write down that the dots go out next, with the SHA-256 of each letter.

        Answers those that may go: of the others another worker took over.
        """
        ...

    def accept(self, outcomes: Mapping[Claim, Outcome], *, now: dt.datetime) -> frozenset[Claim]:
        """Record that the server took them; those that were in these hands."""
        ...

    def handed(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these letters the ledger has handed over, or may have."""
        ...

    def defer(
        self, claim: Claim, outcome: Outcome, *, until: dt.datetime, now: dt.datetime
    ) -> bool:
        """Record that it was proven not sent and is to be tried again."""
        ...

    def refuse(self, claim: Claim, outcome: Outcome, *, now: dt.datetime) -> bool:
        """Record that it was proven not sent and is not to be tried again."""
        ...

    def doubt(self, claim: Claim, outcome: Outcome, *, now: dt.datetime) -> bool:
        """Record that nobody can tell whether it was sent."""
        ...

    def release(self, claim: Claim, outcome: Outcome, *, now: dt.datetime) -> bool:
        """Give it back, due again at once: the channel failed, not the letter."""
        ...

    def reconsider(self, ids: Collection[str], *, now: dt.datetime) -> frozenset[str]:
        """Reopen letters that were not sent because of the channel; those that it moved."""
        ...

    def send_files(self, ids: Collection[str], *, now: dt.datetime) -> int:
        """Take letters that were only made as files for planned: nobody has got them; how many."""
        ...

    def outcomes(self, *, limit: int) -> list[PastOutcome]:
        """What came of the letters that were handed over last, the newest last."""
        ...

    def doubtful(self, *, settled_before: dt.datetime, now: dt.datetime) -> list[Letter]:
        """Letters in doubt that were handed over before then and are due for a look."""
        ...

    def settle(self, letter: Letter, *, arrived: bool, now: dt.datetime) -> bool:
        """Believe the oracle: it arrived, or it did not and may be sent again."""
        ...

    def look_again(
        self, letter: Letter, *, at: dt.datetime | None, why: str, now: dt.datetime
    ) -> bool:
        """Leave it uncertain; look again then, or leave it to a person."""
        ...

    def resolve(
        self, start_of_id: str, answer: Answer, *, operator: str, reason: str, now: dt.datetime
    ) -> Letter | None:
        """Settle an uncertain letter by hand; nothing when there is no such one."""
        ...

    def suppress(self, key: LetterKey, *, reason: str, now: dt.datetime) -> bool:
        """Stop a letter that is not on its way yet."""
        ...

    def supersede(self, key: LetterKey, *, reason: str, now: dt.datetime) -> bool:
        """Give up a letter that nobody needs any more and that is not on its way yet."""
        ...

    def expire(self, *, now: dt.datetime) -> int:
        """Give up open letters whose time has passed; how many."""
        ...

    def flag(self, ids: Collection[str], *, now: dt.datetime) -> int:
        """Mark accepted letters as written down in the sheet; how many were new."""
        ...

    def bounce(self, message_id: str, *, code: str, text: str, now: dt.datetime) -> Letter | None:
        """Record that a sent letter came back; nothing when it is not one of ours."""
        ...

    def troubled(self, *, since: dt.datetime) -> list[Letter]:
        """All letters to addresses where one was refused, put off or returned since then."""
        ...

    def days_taken(self, *, since: dt.datetime) -> frozenset[dt.date]:
        """The days of planning of letters that a server took and has not returned."""
        ...

    def count_sent(
        self, *, since: dt.datetime, recipient: str | None = None, with_files: bool = True
    ) -> int:
        """How many letters went out, or may have, since then; made as files, too, or not."""
        ...

    def events(self, letter_id: str) -> Sequence[LetterEvent]:
        """The whole life of one letter."""
        ...
