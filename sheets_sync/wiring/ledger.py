"""Where the ledger is: opened, looked at, copied, and put back."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from sheets_sync.diagnostics import Diagnostic, failed
from sheets_sync.errors import SetupError
from sheets_sync.files import close_to_others
from sheets_sync.mail.ledger_records import Mark
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings
from sheets_sync.wiring.databases import ledger_database


def open_ledger(settings: Settings) -> Ledger:
    """The ledger, made or brought up to date where that is needed."""
    from sheets_sync.ledgers.sql_ledger import open_ledger as open_sql  # slow import

    close_to_others(settings.state)  # earlier versions left it open
    return open_sql(ledger_database(settings), folder=settings.folder)


def peek_ledger(settings: Settings) -> Ledger | None:
    """The ledger for looking only: nothing where none has been made yet."""
    return open_ledger(settings) if _may_be_there(settings) else None


def _may_be_there(settings: Settings) -> bool:
    """Whether a ledger has been made; of a server's database only a connection would tell."""
    url = urlsplit(ledger_database(settings))
    return url.scheme != "sqlite" or Path(url.path.removeprefix("/")).exists()


def copy_ledger(settings: Settings, into: Path) -> dict[str, str]:
    """One consistent copy of the ledger in a folder, while others work with it."""
    from sheets_sync.ledgers.copies import copy_out  # slow import

    return copy_out(ledger_database(settings), settings.folder, into)


def set_ledger_aside(settings: Settings, into: Path) -> bool:
    """Keep the ledger there is, in whatever state, before another takes its place; is there one."""
    from sheets_sync.ledgers.copies import set_aside  # slow import

    if not _may_be_there(settings):
        return False
    set_aside(ledger_database(settings), settings.folder, into)
    return True


def put_ledger_back(settings: Settings, copy: Path, facts: Mapping[str, str]) -> None:
    """Put such a copy in the ledger's place."""
    from sheets_sync.ledgers.copies import copy_in  # slow import

    copy_in(ledger_database(settings), settings.folder, copy, facts)


def examine_ledger(settings: Settings) -> tuple[Diagnostic, Mark | None]:
    """What is to be said of the ledger, and how far it has come; nothing in it changes."""
    from sheets_sync.ledgers.ledger_diagnostics import examine  # slow import

    try:
        url = ledger_database(settings)
    except SetupError as error:
        return failed("ledger", error), None
    return examine(url, settings.folder)
