"""Letters that the server took: the ledger hears of them in the step that claims the next ones."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.mail.delivery import Outcome
from sheets_sync.mail.ledger_records import Claim
from sheets_sync.mail.message import LetterKey


@dataclass(slots=True)
class TakenLetters:
    """What is not recorded yet: never more letters than were in hand together."""

    delivery: DeliveryContext
    _waiting: Mapping[Claim, Outcome] = field(default_factory=dict, init=False)

    def note(self, outcomes: Mapping[Claim, Outcome]) -> None:
        """Keep what the server just took until the next claim, or until `record`."""
        self.record()
        self._waiting = outcomes

    def claim(self, keys: Collection[LetterKey]) -> dict[LetterKey, Claim]:
        """Take the letters that are due, and record what waits.

        If it raises, nobody knows whether that is recorded: it waits on.
        """
        delivery = self.delivery
        delivery.checkpoint("before-claim")
        claims = delivery.ledger.letters.claim(
            keys,
            worker=delivery.worker,
            run=delivery.run,
            lease=delivery.policy.lease,
            now=delivery.clock(),
            taken=self._waiting,
        )
        self._waiting = {}
        delivery.checkpoint("after-claim")
        return claims

    def record(self) -> None:
        """Record what waits: no claim comes next."""
        if self._waiting:
            self.delivery.ledger.letters.accept(self._waiting, now=self.delivery.clock())
            self._waiting = {}
