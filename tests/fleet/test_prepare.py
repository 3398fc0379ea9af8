"""The database of a fleet: made once, brought up to date, and refused where it is not ours."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from procrastinate.schema import SchemaManager

from sheets_sync.errors import SetupError
from sheets_sync.fleet import tables
from sheets_sync.fleet.prepare import Prepared, demand_fleet, prepare_fleet
from sheets_sync.ledgers.database import connect

pytestmark = pytest.mark.xdist_group("fleet")


@pytest.fixture
def bare(postgres):
    opened = connect(postgres.new_database(), None)
    yield opened
    opened.close()


def engine_fact(database, change=None):
    named = tables.facts.c.name == "engine"
    with database.writing() as connection:
        kept = json.loads(connection.execute(sa.select(tables.facts.c.value).where(named)).scalar())
        if change is not None:
            connection.execute(tables.facts.update().where(named).values(value=json.dumps(change)))
    return kept


def test_new_database_gets_ledger_tables_and_engine_once(bare):
    first = prepare_fleet(bare)
    again = prepare_fleet(bare)

    assert (first.ledger, first.tables, len(first.engine)) == (True, True, 1)
    assert again == Prepared(ledger=False, tables=False, engine=())
    demand_fleet(bare)
    assert {"letters", "fleet_registries", "procrastinate_jobs"} <= {
        *sa.inspect(bare.engine).get_table_names()
    }


def test_database_without_a_fleet_names_the_command_that_makes_it(bare):
    with pytest.raises(SetupError, match="fleet-not-prepared"):
        demand_fleet(bare)


def test_an_upgrade_of_the_engine_that_is_missing_is_made(bare):
    prepare_fleet(bare)
    kept = engine_fact(bare)
    missing = [name for name in kept if name.startswith("03.04")]
    with bare.writing() as connection:  # as the version before left it
        driver = connection.connection.driver_connection
        for table in ("jobs", "periodic_defers", "events", "workers"):
            driver.execute(f"DROP TABLE procrastinate_{table} CASCADE")
        driver.execute(_DROP_ENGINE)
    for path in sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql")):
        if path.stem not in missing:
            with bare.writing() as connection:
                connection.connection.driver_connection.execute(path.read_text())
    engine_fact(bare, [name for name in kept if name not in missing])

    demand_fleet(bare)
    with pytest.raises(SetupError, match="fleet-not-prepared"):
        demand_fleet(bare, engine=True)
    done = prepare_fleet(bare)

    assert (len(missing), done.engine) == (2, tuple(missing))
    assert engine_fact(bare) == kept
    assert prepare_fleet(bare) == Prepared(ledger=False, tables=False, engine=())


_DROP_ENGINE = """
    DO $$ DECLARE named text; BEGIN
        FOR named IN SELECT p.oid::regprocedure FROM pg_proc p
            WHERE p.proname LIKE 'procrastinate_%'
        LOOP EXECUTE 'DROP FUNCTION ' || named || ' CASCADE'; END LOOP;
        FOR named IN SELECT t.typname FROM pg_type t
            WHERE t.typname LIKE 'procrastinate_%' AND t.typtype IN ('e', 'c')
        LOOP EXECUTE 'DROP TYPE ' || named || ' CASCADE'; END LOOP;
    END $$
"""


def test_database_of_a_newer_engine_is_refused_and_left_alone(bare):
    prepare_fleet(bare)
    newer = [*engine_fact(bare), "99.00.00_01_pre_something"]
    engine_fact(bare, newer)

    with pytest.raises(SetupError, match="fleet-newer") as caught:
        prepare_fleet(bare)

    assert caught.value.facts["found"] == "99.00.00_01_pre_something"
    with pytest.raises(SetupError, match="fleet-newer"):
        demand_fleet(bare, engine=True)
    assert engine_fact(bare) == newer


def test_fleet_of_an_older_program_is_brought_up_to_date_by_the_command_that_is_named(bare):
    prepare_fleet(bare)
    with bare.writing() as connection:
        tables.requests.drop(connection)
        connection.execute(
            tables.facts.update().where(tables.facts.c.name == "version").values(value="0")
        )

    with pytest.raises(SetupError, match="fleet-not-prepared"):
        demand_fleet(bare)
    assert prepare_fleet(bare) == Prepared(ledger=False, tables=True, engine=())
    demand_fleet(bare, engine=True)
    assert sa.inspect(bare.engine).has_table("fleet_requests")


@pytest.mark.parametrize(
    ("found", "name"), [("0005", "fleet-not-prepared"), ("0099", "ledger-newer")]
)
def test_ledger_of_another_program_is_not_worked_with(bare, found, name):
    prepare_fleet(bare)
    with bare.writing() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{found}'")  # noqa: S608 — ours

    with pytest.raises(SetupError, match=name):
        demand_fleet(bare)


def test_fleet_of_a_newer_program_is_refused(bare):
    prepare_fleet(bare)
    with bare.writing() as connection:
        connection.execute(
            tables.facts.update().where(tables.facts.c.name == "version").values(value="2")
        )

    for step in (prepare_fleet, demand_fleet):
        with pytest.raises(SetupError, match="fleet-newer") as caught:
            step(bare)
        assert (caught.value.facts["found"], caught.value.facts["known"]) == (2, 1)


def test_engine_that_somebody_else_uses_is_left_alone(bare):
    with bare.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE procrastinate_jobs (id integer)")

    with pytest.raises(SetupError, match="fleet-engine-foreign"):
        prepare_fleet(bare)

    assert "fleet_registries" not in sa.inspect(bare.engine).get_table_names()
