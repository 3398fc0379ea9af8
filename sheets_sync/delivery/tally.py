"""What one delivery has come to so far: every letter in exactly one list."""

from dataclasses import dataclass, field

from sheets_sync.mail.delivery import Skip, Verdict
from sheets_sync.mail.message import LetterKey


@dataclass(slots=True)
class Tally:
    """The receipt while it is written."""

    sent: list[LetterKey] = field(default_factory=list)
    deferred: list[LetterKey] = field(default_factory=list)
    refused: list[LetterKey] = field(default_factory=list)
    uncertain: list[LetterKey] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)

    def note(self, key: LetterKey, verdict: Verdict) -> None:
        """Count a letter that was handed over, or tried."""
        lists = {
            Verdict.ACCEPTED: self.sent,
            Verdict.DEFERRED: self.deferred,
            Verdict.CHANNEL: self.deferred,
            Verdict.REFUSED: self.refused,
            Verdict.UNKNOWN: self.uncertain,
        }
        lists[verdict].append(key)

    def reopen(self, key: LetterKey) -> None:
        """Count a refused letter as one that is tried again."""
        if key in self.refused:
            self.refused.remove(key)
            self.deferred.append(key)
