"""Opens the ledger's database: SQLite or PostgreSQL, durable, at the newest revision."""

import itertools
import sqlite3
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url

from sheets_sync.errors import SetupError
from sheets_sync.ledgers.database_trouble import why_database_failed
from sheets_sync.ledgers.postgresql_engine import ONE_MOMENT, look_in, postgresql_engine
from sheets_sync.ledgers.sqlite_engine import has_no_room, sqlite_engine

BUSY_SECONDS = 30
"""How long a writer waits for another before it gives up."""


PAUSES = (0.05, 0.1, 0.2, 0.5, 1.0, 1.0)
"""Seconds between tries to reach a server that went away."""
PATIENCE = 30.0
Result = TypeVar("Result")

ALONE = 0x434F50
"""The lock of those that read before they write; any number, the same in every process."""


class Database:
    """One engine; every change is one transaction that is on the disk when it returns."""

    def __init__(self, engine: Engine, schema: str = "") -> None:
        """Its tables are in a `schema` of their own where several ledgers share a database."""
        self.engine = engine
        self.schema = schema
        self.patience = 0.0
        """Seconds to wait for a server that went away; none while it is first reached."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    def file(self) -> tuple[int, int] | None:
        """Which file it is; nothing where it is a server, or the file is not there."""
        try:
            found = Path(self.engine.url.database or "").stat() if self.dies_with_us else None
        except OSError:
            return None
        return None if found is None else (found.st_dev, found.st_ino)

    @property
    def dies_with_us(self) -> bool:
        """Whether a crash that undoes what did not last takes this process with it."""
        return self.dialect == "sqlite"

    @contextmanager
    def reading(self, *, as_of_one_moment: bool = False) -> Iterator[Connection]:
        """A view of what is there; nothing may be written.

        Each answer is consistent in itself. Several are of one moment where that is asked for, as
        they always are in SQLite; a server would be asked three times instead of once.
        """
        with self._errors_named(), self._connected() as connection:
            if as_of_one_moment and self.dialect == "postgresql":
                connection.execution_options(begins_with=ONE_MOMENT)
            yield connection

    @contextmanager
    def writing(self, *, alone: bool = False, lasting: bool = True) -> Iterator[Connection]:
        """One transaction, committed at the end or not at all.

        Unless it is `lasting`, a crash of the machine that keeps the database may undo it, if
        nothing lasting was written after it; a crash of this process may not. With `alone` no
        other one of that kind runs meanwhile: what was read stays true. SQLite has one writer
        anyway.
        """
        with self._errors_named(), self._begun(alone=alone, lasting=lasting) as connection:
            yield connection

    @property
    def _lock(self) -> str:
        """Those of one ledger do not wait for those of another in the same database."""
        if not self.schema:
            return str(ALONE)
        return f"{ALONE}, {zlib.crc32(self.schema.encode()) - 2**31}"

    @contextmanager
    def writing_once(self, *, lasting: bool = True) -> Iterator[Connection]:
        """For a change in one statement: a server is asked once, and makes it a transaction.

        There the statement itself has to say that it need not last. SQLite has a transaction as
        ever, whatever it takes.
        """
        with self._errors_named(), self._begun_once(lasting=lasting) as connection:
            yield connection

    def persist(self, work: Callable[[Connection], Result], *, lasting: bool = True) -> Result:
        """Write, and write again if the server died meanwhile.

        Nobody knows then whether the first time counted: `work` must bear being done twice.
        """
        return self._persisted(work, partial(self._begun, alone=False, lasting=lasting))

    def persist_once(self, work: Callable[[Connection], Result], *, lasting: bool = True) -> Result:
        """The same, for a change in one statement (`writing_once`)."""
        return self._persisted(work, partial(self._begun_once, lasting=lasting))

    def _persisted(
        self,
        work: Callable[[Connection], Result],
        begun: Callable[[], AbstractContextManager[Connection]],
    ) -> Result:
        for pause in PAUSES:
            try:
                with begun() as connection:
                    return work(connection)
            except sa.exc.DBAPIError as error:
                if not error.connection_invalidated:
                    break
                time.sleep(pause)
        with self._errors_named(), begun() as connection:
            return work(connection)

    @contextmanager
    def _begun(self, *, alone: bool, lasting: bool) -> Iterator[Connection]:
        with self._connected() as connection:
            if self.dialect == "sqlite":
                connection.execution_options(ledger_writes=True, ledger_hastes=not lasting)
            else:
                haste = "" if lasting else "; SET LOCAL synchronous_commit = off"
                lock = f"; SELECT pg_advisory_xact_lock({self._lock})" if alone else ""
                connection.execution_options(begins_with=f"BEGIN{haste}{lock}")
            with connection.begin():
                yield connection

    @contextmanager
    def _begun_once(self, *, lasting: bool) -> Iterator[Connection]:
        if self.dialect == "sqlite":
            with self._begun(alone=False, lasting=lasting) as connection:
                yield connection
        else:
            with self._connected() as connection:
                yield connection

    @contextmanager
    def _errors_named(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.OperationalError as error:
            raise out_of_reach(self.engine.url, error) from error
        except sa.exc.DatabaseError as error:
            if error.connection_invalidated:
                raise out_of_reach(self.engine.url, error) from error
            if not is_damaged(error):
                raise
            raise SetupError("ledger-damaged", place=place(self.engine.url)) from error

    def _connected(self) -> Connection:
        deadline = time.monotonic() + self.patience
        for pause in itertools.chain(PAUSES, itertools.repeat(PAUSES[-1])):
            try:
                return self._connect()
            except sa.exc.OperationalError:
                if time.monotonic() + pause > deadline:
                    raise
                time.sleep(pause)
        raise AssertionError

    def _connect(self) -> Connection:
        try:
            connection = self.engine.connect()
        except sa.exc.ProgrammingError as error:  # before anything was asked: an option of the URL
            raise out_of_reach(self.engine.url, error) from error
        if self.schema:
            try:
                look_in(self.schema, connection)
            except BaseException:
                connection.close()
                raise
        return connection

    def wipe_freed(self) -> None:
        """Leave nothing on the disk of what was deleted or overwritten, as far as others let us.

        SQLite blanks what it frees, but earlier versions of pages stay in its write-ahead log; a
        server keeps dead rows until their tables are written anew, and frequent values among its
        statistics, which only its own administrator can write anew.
        """
        with self._errors_named(), self._connected() as connection:
            if self.dialect == "sqlite":
                _empty_log(cast("sqlite3.Connection", connection.connection.driver_connection))
                return
            connection.exec_driver_sql(f"SET lock_timeout = '{BUSY_SECONDS}s'")
            for table in sa.inspect(connection).get_table_names():
                connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table}"')
            connection.exec_driver_sql("VACUUM (FULL) pg_catalog.pg_statistic")
            connection.exec_driver_sql("RESET lock_timeout")

    def close(self) -> None:
        """Let go of every connection, but for those to a server, which are asked for again."""
        if self.engine not in _KEPT.values():
            self.engine.dispose()


def _empty_log(connection: sqlite3.Connection) -> None:
    """Put the write-ahead log into the database and cut it off; readers are waited for shortly."""
    connection.execute("PRAGMA busy_timeout=200")
    try:
        for pause in PAUSES:
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return
            time.sleep(pause)
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def place(url: URL) -> str:
    """Where it is, without its password."""
    backend = url.get_backend_name()
    if backend == "sqlite":
        return url.database or ""
    return str(url.set(drivername=backend, password=None))  # as it was typed, not as it is opened


def is_damaged(error: sa.exc.DatabaseError) -> bool:
    """Whether the file was a database once, and something was written over it."""
    return "malformed" in str(error.orig)


def out_of_reach(url: URL, error: sa.exc.DatabaseError) -> SetupError:
    """Name why the database cannot be worked with."""
    if url.get_backend_name() != "sqlite":
        reason = why_database_failed(error.orig)
        return SetupError("ledger-unreachable", place=place(url), reason=reason)
    if "locked" in str(error.orig):
        return SetupError("ledger-busy", place=place(url))
    if has_no_room(error.orig):
        return SetupError("ledger-disk-full", place=place(url))
    return SetupError("ledger-file-unwritable", place=place(url))


def connect(url: str, folder: Path) -> Database:
    """Reach the database; a relative SQLite path starts in `folder`. Creates no tables.

    A PostgreSQL URL may name, as `?schema=`, where among others in the database the tables are.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(sqlite_engine(parsed, folder, patience=BUSY_SECONDS))
    schema = str(parsed.query.get("schema", ""))
    bare = parsed.difference_update_query(["schema"])
    return Database(_kept_engine(bare, of_schemas=bool(schema)), schema)


_KEPT: "OrderedDict[tuple[URL, bool], Engine]" = OrderedDict()
_MOST_KEPT = 4
"""Engines whose connections are kept: one look opens its ledger several times."""


def _kept_engine(url: URL, *, of_schemas: bool) -> Engine:
    """One for all schemas of a database: a new line to a server costs more than a look at it."""
    engine = _KEPT.pop((url, of_schemas), None)
    if engine is None:
        engine = postgresql_engine(url, patience=BUSY_SECONDS)
    _KEPT[url, of_schemas] = engine
    while len(_KEPT) > _MOST_KEPT:
        _, oldest = _KEPT.popitem(last=False)
        oldest.dispose()
    return engine


def in_schema(url: str, schema: str) -> str:
    """The same database, but the ledger that is kept there under this name; empty: the first."""
    bare = _parsed(url).difference_update_query(["schema"])
    named = bare.update_query_dict({"schema": schema}) if schema else bare
    return named.render_as_string(hide_password=False)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except sa.exc.ArgumentError as error:
        raise SetupError("ledger-url-unreadable", url=_without_password(url)) from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql", "postgres"}:
        raise SetupError("ledger-url-unsupported", backend=parsed.get_backend_name())
    if "@" in (parsed.host or ""):  # what stands before it is the rest of the password
        raise SetupError("ledger-url-at", url=_without_password(url))
    return parsed


def _without_password(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"
