"""Brings a ledger to the newest revision; an up-to-date one costs one small read."""

import datetime as dt
import secrets
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.errors import SetupError
from sheets_sync.ledgers import tables
from sheets_sync.ledgers.database import Database, place

MADE_AT = "made_at"
MIGRATIONS = Path(__file__).parent / "migrations"


def prepare(database: Database) -> None:
    """Create or upgrade the tables; refuse a file that is not ours or is newer than we are."""
    try:
        if revision(database) == tables.HEAD:
            return
        with database.writing(alone=True) as connection:
            if database.schema:
                connection.execute(sa.schema.CreateSchema(database.schema, if_not_exists=True))
            _bring_up(connection)
    except sa.exc.DatabaseError as error:
        raise SetupError("ledger-not-ours", place=place(database.engine.url)) from error


def revision(database: Database) -> str | None:
    """Which revision the tables are at; nothing where there are none yet."""
    with database.reading() as connection:
        try:
            return _written(connection)
        except sa.exc.DBAPIError:  # nearly always there is no such table yet
            return _revision(connection)


def known_revisions() -> frozenset[str]:
    """Every revision that this program can bring up to date."""
    names = (path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return frozenset(name.partition("_")[0] for name in names)


def _revision(connection: Connection) -> str | None:
    inspector = sa.inspect(connection)
    return _written(connection) if inspector.has_table("alembic_version") else None


def _written(connection: Connection) -> str | None:
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found else None


def _bring_up(connection: Connection) -> None:
    found = _revision(connection)
    if found == tables.HEAD:  # another process was faster
        return
    if found is None:
        _create(connection)
    else:
        _upgrade(connection, found)


def _create(connection: Connection) -> None:
    tables.metadata.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{tables.HEAD}')")  # noqa: S608
    connection.execute(
        tables.meta.insert(),
        [
            {"name": "secret", "value": secrets.token_hex(32)},
            {"name": "epoch", "value": new_epoch()},
            {"name": MADE_AT, "value": dt.datetime.now(dt.UTC).isoformat()},
        ],
    )


def new_epoch() -> str:
    """Name one life of a ledger."""
    return secrets.token_hex(8)


def bring_to(connection: Connection, wanted: str) -> None:
    """Create the tables as they were at an earlier revision: what a copy of then is put into."""
    if wanted == tables.HEAD:
        _create(connection)
    else:
        _migrate(connection, None, wanted)


def _upgrade(connection: Connection, found: str) -> None:
    _migrate(connection, found, "head")


def _migrate(connection: Connection, found: str | None, wanted: str) -> None:
    from alembic.config import Config  # slow import
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    known = {each.revision for each in script.walk_revisions()}
    for one in {found, wanted} - {None, "head"} - known:
        raise SetupError("ledger-newer", found=one, known=tables.HEAD)
    with EnvironmentContext(
        config,
        script,
        fn=lambda rev, _: script._upgrade_revs(wanted, rev),  # noqa: SLF001
    ) as environment:
        environment.configure(
            connection=connection,
            target_metadata=tables.metadata,
            render_as_batch=True,
            transactional_ddl=True,
        )
        environment.run_migrations()
