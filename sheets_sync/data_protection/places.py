"""The one list of the places that hold data of people, besides the agency's own workbooks.

Whatever the service writes belongs to a place here, or holds nobody: a test looks for people in
every file it leaves. A new kind of file is a line in `PLACES`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.logs import log_files
from sheets_sync.settings import Settings

LEDGER = "ledger"
"""The place that is no file of ours to open: the ledger erases and purges by itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place, and how long what is in it stays."""

    name: str
    """A sentence of `jobs.places`."""
    files: Callable[[Settings], Iterator[Path]]
    """What is there now."""
    days: Callable[[Settings], int | None] = lambda _: None
    """For how many days a file stays; None where something else removes it in time."""


def place_of(path: Path, settings: Settings) -> Place | None:
    """The place that a file belongs to; None where it is none of ours."""
    return next((place for place in PLACES if path in set(place.files(settings))), None)


def _below(folder: Path, pattern: str = "*") -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in sorted(folder.rglob(pattern)) if path.is_file())


def _ledger(settings: Settings) -> Iterator[Path]:
    yield from _below(settings.state, "ledger.db*")


def _replaced(settings: Settings) -> Iterator[Path]:
    """Ledgers in whose place a backup was put."""
    for folder in sorted(settings.state.glob("replaced-*")):
        yield from _below(folder)


def _outbox(settings: Settings) -> Iterator[Path]:
    yield from _below(settings.mail.outbox)


def _copies(settings: Settings) -> Iterator[Path]:
    """Earlier versions of local workbooks, and what was left of a killed writing."""
    for registry in settings.registries:
        for path in (registry.path, *(other.path for other in registry.elsewhere)):
            if path is not None and path.parent.is_dir():
                day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
                yield from sorted(path.parent.glob(f"{path.stem}.{day}{path.suffix}"))
                yield from sorted(path.parent.glob(f"{path.stem}.previous{path.suffix}"))
                yield from sorted(path.parent.glob(f".{path.stem}.*.tmp"))


def _logs(settings: Settings) -> Iterator[Path]:
    if settings.log.file is not None:
        yield from log_files(settings.log.file)
    yield from _below(settings.state, "cop-steward-error-*.log")


PLACES = (
    Place(LEDGER, _ledger),
    Place("replaced", _replaced, lambda settings: settings.retention.copies_days),
    Place("outbox", _outbox, lambda settings: 31 * settings.retention.mails_months),
    Place("previews", lambda settings: _below(settings.state / "preview")),
    Place("copies", _copies, lambda settings: settings.retention.copies_days),
    Place("google", lambda settings: _below(settings.state / "google")),
    Place("reports", lambda settings: _below(settings.reports.folder)),
    Place("views", lambda settings: _below(settings.views.folder)),
    Place("archives", lambda settings: _below(settings.year.archive)),
    Place("backups", lambda settings: _below(settings.backup.folder)),
    Place("logs", _logs, lambda settings: settings.retention.log_days),
)
