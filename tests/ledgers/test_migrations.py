"""Every earlier revision comes up to the newest with its data, on both databases."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from sheets_sync.ledgers import tables
from sheets_sync.ledgers.database import connect
from sheets_sync.ledgers.revisions import MIGRATIONS, prepare, revision


def script():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


REVISIONS = [each.revision for each in script().walk_revisions()]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    url = "sqlite:///ledger.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").new_database()
    database = connect(url, Path(tmp_path))
    yield database
    database.close()


def bring_to(database, wanted):
    """What an earlier release left behind."""
    scripts = script()
    with database.writing() as connection:
        environment = EnvironmentContext(
            Config(), scripts, fn=lambda found, _: scripts._upgrade_revs(wanted, found)
        )
        with environment:
            environment.configure(connection=connection)
            environment.run_migrations()
        connection.exec_driver_sql("INSERT INTO meta VALUES ('secret', 'kept'), ('epoch', 'e')")
        connection.exec_driver_sql(
            "INSERT INTO letters (id, kind, slot, state, planned_at)"
            " VALUES ('0123', 'digest', '2026-11-23', 'accepted', '2026-11-23 08:30:00')"
        )


def differences(database):
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, tables.metadata)


@pytest.mark.parametrize("start", REVISIONS)
def test_earlier_ledger_comes_up_with_its_letters(database, start):
    bring_to(database, start)

    prepare(database)

    assert revision(database) == tables.HEAD
    assert differences(database) == []
    with database.reading() as connection:
        kept = connection.execute(sa.select(tables.letters.c.id, tables.letters.c.state)).all()
        secret = sa.select(tables.meta.c.value).where(tables.meta.c.name == "secret")
        assert kept == [("0123", "accepted")]
        assert connection.execute(secret).scalar_one() == "kept"


def test_new_ledger_is_what_the_migrations_would_make(database):
    prepare(database)

    assert revision(database) == tables.HEAD == script().get_current_head()
    assert differences(database) == []
