"""The engine that hands work out: procrastinate on PostgreSQL, as far as it is trusted.

It keeps jobs, wakes workers and tells who is alive. That a slot runs once is the ledger's, that a
registry is in one hand is the fence's. One job is one look at one registry, and has no lock: a lock
of the engine's would let a job that waits hold up all others of the registry.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import make_url

from sheets_sync.errors import SetupError
from sheets_sync.ledgers.database import place
from sheets_sync.ledgers.database_trouble import why_database_failed
from sheets_sync.ledgers.postgresql_engine import LINE

if TYPE_CHECKING:
    from procrastinate import App

REGISTRIES, CLOCK = "registries", "clock"
"""The queues: work on registries, and the ticks that no work may hold up."""
_WORK, _TICK = "work", "tick"
TICKS = "* * * * * */5"
"""Every five seconds; whoever is late ticks once."""
HEARTBEAT = 5.0
SILENT = 20.0
"""Seconds without a heartbeat, after which a worker's jobs are given to others."""
_NOT_TWICE = "tick"


def worker_app(url: str, work: Callable[[str], None], tick: Callable[[], None]) -> "App":
    """The engine for one process that works: plain functions, each called in a thread."""
    app = _app(url, in_worker=True)
    app.task(name=_WORK, queue=REGISTRIES)(work)
    ticking = app.task(name=_TICK, queue=CLOCK, queueing_lock=_NOT_TWICE)(_at(tick))
    app.periodic(cron=TICKS)(ticking)
    return app


def _at(tick: Callable[[], None]) -> Callable[[int], None]:
    def ticked(timestamp: int) -> None:  # noqa: ARG001 — the engine's own; slots are the ledger's
        tick()

    return ticked


class Deferrer:
    """Hands jobs to the engine, from any process.

    Raises:
        SetupError: its database cannot be worked with.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._app = _app(url, in_worker=False)
        with _trouble_named(url):
            self._app.open()

    def defer(self, registry: str) -> bool:
        """Let somebody look at a registry; no where somebody is about to."""
        from procrastinate.exceptions import AlreadyEnqueued  # slow import

        job = self._app.configure_task(_WORK, queue=REGISTRIES, queueing_lock=registry)
        try:
            with _trouble_named(self._url):
                job.defer(registry=registry)
        except AlreadyEnqueued:
            return False
        return True

    def give_back(self, job: int) -> bool:
        """Let others do a job whose worker is lost; no where it ended, or waits, already."""
        from procrastinate.exceptions import ConnectorException  # slow import
        from procrastinate.utils import utcnow  # slow import

        try:
            self._app.job_manager.retry_job_by_id(job, retry_at=utcnow())
        except ConnectorException:
            return False
        return True

    def close(self) -> None:
        """Let go of the database."""
        self._app.close()


@contextmanager
def _trouble_named(url: str) -> Iterator[None]:
    from procrastinate.exceptions import ConnectorException  # slow import

    try:
        yield
    except ConnectorException as error:
        raise lost_database(url, error.__cause__) from error


def lost_database(url: str, error: BaseException | None = None) -> SetupError:
    """What is told of a database that went away while the engine worked with it."""
    reason = why_database_failed(error)
    return SetupError("ledger-unreachable", place=place(make_url(url)), reason=reason)


def _app(url: str, *, in_worker: bool) -> "App":
    try:
        from procrastinate import App, PsycopgConnector, SyncPsycopgConnector  # slow import
    except ModuleNotFoundError as error:
        raise SetupError("fleet-engine-missing", python=sys.executable) from error
    for name in ("procrastinate", "psycopg"):  # they would print tracebacks beside our log
        logging.getLogger(name).propagate = False
        logging.getLogger(name).addHandler(logging.NullHandler())
    where = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    few: dict[str, Any] = {"conninfo": where, "min_size": 1, "max_size": 4, "kwargs": LINE}
    return App(connector=PsycopgConnector(**few) if in_worker else SyncPsycopgConnector(**few))


async def serve_queue(app: "App", queue: str, url: str) -> None:
    """Do the jobs of one queue, one at a time, until cancelled: then the job in hand is ended.

    What ends well is deleted: the ledger remembers, and the engine stays small. It returns by
    itself where it lost its database later.

    Raises:
        SetupError: its database cannot be worked with from the beginning.
    """
    with _trouble_named(url):
        async with app.open_async():
            await _served(app, queue)


async def _served(app: "App", queue: str) -> None:
    await app.run_worker_async(
        queues=[queue],
        concurrency=1,
        delete_jobs="always",
        install_signal_handlers=False,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=3 * SILENT,
    )
