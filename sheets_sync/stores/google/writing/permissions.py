"""Whether a spreadsheet may be written, found out without a change to it."""

from sheets_sync.errors import StewardError
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.writing.batch import forget

_NOBODYS = "cop-steward-doctor"
"""The key of hidden words that nobody ever puts anywhere."""


def ask_to_write(connection: Connection) -> None:
    """A request that would change something, if there were anything of that name to forget.

    Raises:
        SetupError, StoreError: it may not be written, or Google cannot be reached.
    """
    try:
        connection.update([forget(_NOBODYS)], repeatable=True, fields="spreadsheetId")
    except StewardError as error:
        if error.name != "google-refused":
            raise
