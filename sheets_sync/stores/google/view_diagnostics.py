"""Looks at a spreadsheet that a view is read in, or will be, and changes nothing in it."""

from sheets_sync.diagnostics import Diagnostic, failed, good
from sheets_sync.errors import StewardError
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.writing.permissions import ask_to_write
from sheets_sync.stores.google.writing.view_tabs import blank_sheet

NAME = "view-spreadsheet"


def examine_view(connection: Connection, of: str) -> Diagnostic:
    """Whether a check can fill it: it is reached, is blank or a view already, and may be written.

    `of` is whose view it is, as the config file says.
    """
    try:
        structure = connection.structure()
        blank = blank_sheet(connection, structure)
        ask_to_write(connection)
    except StewardError as error:
        return failed(NAME, error)
    return good(NAME if blank is None else f"{NAME}-blank", of=of, title=structure.title)
