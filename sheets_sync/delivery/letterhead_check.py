"""Whether anything can be written under a letterhead; asked only where something is to be."""

from sheets_sync.errors import SetupError
from sheets_sync.mail.message import Letterhead
from sheets_sync.mail.mime import UnfitMessageError, check_letterhead


def require_sender(letterhead: Letterhead) -> None:
    """Refuse a letterhead that would make every letter unfit, before any of them is written.

    Raises:
        SetupError: no sender is set, or a part of the letterhead suits no mail.
    """
    if not letterhead.sender.address:
        raise SetupError("sender-missing")
    try:
        check_letterhead(letterhead)
    except UnfitMessageError as error:
        raise SetupError("letterhead-unfit", part=error.part, wrong=error.wrong) from error
