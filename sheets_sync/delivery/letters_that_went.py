"""Which letters went to their readers: one that was only made as a file counts while on trial.

Once mail leaves by SMTP, nobody has got what the outbox holds: it is neither "sent before" nor part
of any count.
"""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.mail.delivery import DOUBTFUL, FILES, SENT
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings


def is_on_trial(settings: Settings) -> bool:
    """Whether letters become files, which reach nobody."""
    return settings.mail.transport == "outbox"


def counts(letter: Letter, settings: Settings) -> bool:
    """Whether it is one of the channel that is in use: no file of a trial that is over."""
    return is_on_trial(settings) or letter.server != FILES


def letters_that_went(
    ledger: Ledger,
    settings: Settings,
    *,
    since: dt.datetime | None = None,
    recipient: str | None = None,
) -> Sequence[Letter]:
    """Those that went out, or may have, oldest first."""
    found = ledger.letters.standing(states=SENT | DOUBTFUL, since=since, recipient=recipient)
    return [letter for letter in found if counts(letter, settings)]
