"""Tries out on scratch tabs what we take Google to do, and tells where it does otherwise."""

import datetime as dt
from collections.abc import Generator
from pathlib import Path

from sheets_sync.diagnostics import Diagnostic, failed, good
from sheets_sync.errors import StewardError, StoreError
from sheets_sync.stores.google.probing import dates, reading, status
from sheets_sync.stores.google.probing import kept_values as kept
from sheets_sync.stores.google.probing.interleave import Experiment, side_by_side
from sheets_sync.stores.google.probing.scratch import TITLE, Runner
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy

TOGETHER: tuple[Experiment, ...] = (
    reading.by_id,
    reading.replaced,
    reading.errors,
    reading.plain_text,
    reading.links,
    reading.moved_row,
    status.rows_that_move,
    status.rows_deleted,
    status.table_beside,
    status.table_inside,
    status.under_merged_cells,
    status.in_the_way,
    dates.typed,
    dates.shown,
    kept.marked_rows,
    kept.marked_column,
)
"""Side by side: a step of every one of them is one write and one read of Google."""
ALONE: tuple[Experiment, ...] = (reading.longest, kept.version)
"""A batch that is to be refused, and one that waits: others would suffer from both."""


def probe(
    spreadsheet: str,
    credentials: Path | None,
    today: dt.date,
    *,
    endpoint: str = "",
    retry_policy: RetryPolicy | None = None,
) -> Generator[Diagnostic, None, None]:
    """One trial after another; the scratch tabs are gone at the end, whatever happens."""
    try:
        connection = Connection(
            spreadsheet, credentials, endpoint=endpoint, drive=True, retry_policy=retry_policy
        )
    except StewardError as error:
        yield failed("google-account", error)
        return
    runner = Runner(connection)
    try:
        structure = runner.begin()
    except StewardError as error:
        yield failed("google-spreadsheet", error)
        connection.close()
        return
    facts = {"title": structure.title, "locale": structure.locale, "zone": structure.time_zone}
    yield good("probe-begins", **facts)
    try:
        yield from _tried(runner, today)
    except BaseException:
        _clean_up(runner)
        raise
    finally:
        connection.close()


def _tried(runner: Runner, today: dt.date) -> Generator[Diagnostic, None, None]:
    """What the trials see; a closed way to Google ends them."""
    try:
        for experiments in (TOGETHER, *((one,) for one in ALONE)):
            yield from side_by_side(runner, experiments, today)
    except StewardError as error:
        yield failed("google-write", error)
    runner.clean()
    yield good("probe-cleaned")


def _clean_up(runner: Runner) -> None:
    """Take the tabs away before an interruption or a failure goes on; say so if that fails, too."""
    try:
        runner.clean()
    except StewardError as error:
        raise StoreError("google-probe-left", names=(f"{TITLE}…",)) from error
