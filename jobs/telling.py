"""What every job that reads a registry does when mail must wait: it tells the contact, once.

Reads what waits in the ledger. Writes alarms and the ledger. Used by the jobs that send no
reminders; it has no command of its own.
"""

import signal
from collections.abc import Sequence

from jobs.alarm import alarms
from jobs.checking import Looked
from jobs.context import Arguments
from jobs.desk import desk_of, stationery
from jobs.error_screen import error_screen
from sheets_sync.effects.deliver import deliver
from sheets_sync.effects.stopping import stopping_on_request
from sheets_sync.errors import StewardError
from sheets_sync.mail.message import Message
from sheets_sync.ports import Ledger


def tell(arguments: Arguments, looked: Looked, ledger: Ledger) -> None:
    """Send the alarms that wait, where mail may leave; what hinders it is said and stops nothing.

    Alarms keep no hours: whoever reads them is asked to look before the reminders would go.
    Raises `SystemExit`, after the letter in hand, where the process was asked to stop meanwhile.
    """
    if arguments.settings.agency.contact is None or not _may_send(arguments):
        return  # `status` says so
    try:
        letters, _ = alarms(arguments, looked, ledger, stationery(arguments, looked))
        if letters:
            _send(letters, arguments, ledger)
    except StewardError as error:
        arguments.console.note(error_screen(error, arguments.sentences))


def _send(letters: Sequence[Message], arguments: Arguments, ledger: Ledger) -> None:
    with stopping_on_request() as asked:
        deliver(letters, desk_of(arguments, ledger, asked))
    if asked():
        raise SystemExit(128 + signal.SIGTERM)


def _may_send(arguments: Arguments) -> bool:
    """Files in the outbox reach nobody; real mail leaves only where somebody switched it on."""
    settings = arguments.settings
    if arguments.dry_run or arguments.looking:
        return False
    applied = getattr(arguments.options, "apply", False)
    return settings.mail.transport == "outbox" or settings.mail.live or applied
