"""How many letters may still go out, in this run and on this day."""

from dataclasses import dataclass, field

from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.mail.delivery import FILES, Outcome, Verdict

_COUNTED = {Verdict.ACCEPTED, Verdict.UNKNOWN}
"""Of these a reader may have got one more."""


@dataclass(slots=True)
class Allowance:
    """What the caps leave of one run; another run may use up the same day meanwhile."""

    delivery: DeliveryContext
    _gone: int = field(default=0, init=False)
    _left: int | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._left = self._counted()

    @property
    def used_up(self) -> bool:
        """Whether no letter more may go."""
        return not self.covers(1)

    def covers(self, letters: int) -> bool:
        """Whether so many letters more may go."""
        return self._left is None or self._left >= letters

    def note(self, outcome: Outcome | None) -> None:
        """Count one letter; one that another run has taken says that the day is to be counted."""
        if outcome is None or outcome.verdict is Verdict.FENCED:
            self._left = self._counted()
        elif outcome.verdict in _COUNTED and self._left is not None:
            self._gone += 1
            self._left -= 1

    def _counted(self) -> int | None:
        """By both caps, as the ledger has it now; nothing where there is none."""
        policy = self.delivery.policy
        caps = []
        if policy.per_run is not None:
            caps.append(policy.per_run - self._gone)
        if policy.per_day is not None:
            now = self.delivery.clock().astimezone(policy.letterhead.zone)
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
            with_files = self.delivery.mailer.name == FILES
            gone = self.delivery.ledger.letters.count_sent(since=midnight, with_files=with_files)
            caps.append(policy.per_day - gone)
        return min(caps, default=None)
