"""Tries out on a scratch tab what we take Google to do, and tells where it does otherwise."""

import datetime as dt
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from sheets_sync.errors import StewardError, StoreError
from sheets_sync.observations import Observation, failed, good
from sheets_sync.stores.google.connection import Connection
from sheets_sync.stores.google.probing import dates, kept, reading, status
from sheets_sync.stores.google.probing.scratch import LOOKUP, TITLE, Scratch

Trial = Callable[[Scratch, dt.date], Iterator[Observation]]

TRIALS: tuple[Trial, ...] = (
    reading.by_id,
    reading.replaced,
    reading.errors,
    reading.plain_text,
    reading.longest,
    reading.links,
    reading.moved_row,
    status.rows_that_move,
    status.rows_deleted,
    status.tables,
    status.in_the_way,
    dates.typed,
    dates.shown,
    kept.marked_rows,
    kept.version,
)


def probe(
    spreadsheet: str, credentials: Path | None, today: dt.date, *, endpoint: str = ""
) -> Generator[Observation, None, None]:
    """One trial after another; the scratch tabs are gone at the end, whatever happens."""
    try:
        connection = Connection(spreadsheet, credentials, endpoint=endpoint, drive=True)
    except StewardError as error:
        yield failed("google-account", error)
        return
    scratch = Scratch(connection)
    try:
        structure = scratch.begin()
    except StewardError as error:
        yield failed("google-spreadsheet", error)
        connection.close()
        return
    facts = {"title": structure.title, "locale": structure.locale, "zone": structure.time_zone}
    yield good("probe-begins", **facts)
    try:
        for trial in TRIALS:
            yield from _tried(trial, scratch, today)
        yield good("probe-cleaned", names=scratch.clean())
    except BaseException:
        _clean_up(scratch)
        raise
    finally:
        connection.close()


def _tried(trial: Trial, scratch: Scratch, today: dt.date) -> Iterator[Observation]:
    """What a trial saw; one that Google refuses is told as such, and the next begins."""
    try:
        scratch.fresh()
        yield from trial(scratch, today)
    except StewardError as error:
        yield failed(f"probe.{trial.__name__.replace('_', '-')}", error)


def _clean_up(scratch: Scratch) -> None:
    """Take the tabs away before an interruption or a failure goes on; say so if that fails, too."""
    try:
        scratch.clean()
    except StewardError as error:
        raise StoreError("google-probe-left", names=(TITLE, LOOKUP)) from error
