"""What staff tick in the outbox tab while the letters go."""

from dataclasses import replace

import pytest

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.outbox_ticks import TickedLetters
from sheets_sync.errors import StoreError
from sheets_sync.mail.delivery import Skip
from sheets_sync.registry.workbook import RawTab, RawWorkbook
from tests.delivery.test_sending import letters

(LETTER,) = (replace(one, registries=("main", "second")) for one in letters(1))


class Workbook:
    """Somebody ticks in it: `hold`, `stop`, nothing; or it cannot be read."""

    def __init__(self, delivery, tick=None):
        self.shown = delivery.ledger.letters.identify(LETTER.key)[:12]
        self.tick = tick
        self.reads = 0

    def glance(self, titles):
        self.reads += 1
        if self.tick == "away":
            raise StoreError("workbook-open-elsewhere", place="registry.xlsx")
        row = (self.shown, None, None, None, None, None, self.tick == "hold", self.tick == "stop")
        return RawWorkbook("registry.xlsx", (RawTab("Outbox", tuple((cell,) for cell in row)),))


def ticked(delivery, main, second):
    """By registry, the workbooks where staff tick."""
    deliver([LETTER], replace(delivery, stopping=lambda: True))
    return TickedLetters(
        {"main": lambda: main, "second": lambda: second},
        ["Outbox"],
        delivery.ledger,
        delivery.clock,
    )


@pytest.mark.parametrize(
    ("main", "second", "why"),
    [
        ([None], [None], None),
        (["hold"], [None], Skip(LETTER.key, "held", "outbox-tab")),
        ([None], ["stop"], Skip(LETTER.key, "suppressed", "outbox-tab")),
        (["hold"], ["stop"], Skip(LETTER.key, "suppressed", "outbox-tab")),
        (["stop", "hold"], [None], Skip(LETTER.key, "suppressed", "outbox-tab")),
        (["hold", "stop"], [None], Skip(LETTER.key, "suppressed", "outbox-tab")),
        (["hold"], ["away"], Skip(LETTER.key, "held", "outbox-tab")),
        ([None], ["away"], Skip(LETTER.key, "quarantined", "second")),
        ([None, "away"], [None], Skip(LETTER.key, "quarantined", "main")),
    ],
)
def test_a_tick_anywhere_counts_and_the_stronger_one_wins(smtp_delivery, main, second, why):
    books = [[Workbook(smtp_delivery, tick) for tick in some] for some in (main, second)]

    assert ticked(smtp_delivery, *books).objection(LETTER) == why


def test_a_tick_made_while_letters_go_counts_within_a_minute(smtp_delivery, clock):
    book = Workbook(smtp_delivery)
    asked = ticked(smtp_delivery, [book], [])

    before = [asked.objection(LETTER), asked.objection(LETTER), book.reads]
    book.tick = "hold"
    clock.forward(seconds=59)
    early = asked.objection(LETTER)
    clock.forward(seconds=1)

    assert (before, early) == ([None, None, 1], None)
    assert asked.objection(LETTER) == Skip(LETTER.key, "held", "outbox-tab")
    assert book.reads == 2
