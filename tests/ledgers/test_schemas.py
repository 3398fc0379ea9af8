"""Ledgers that share a database share their lines to it, and see nothing of each other."""

import pytest

from sheets_sync.ledgers.database import connect, in_schema
from tests.fixtures.postgres import postgres

__all__ = ["postgres"]


@pytest.fixture
def url(postgres):
    return postgres.new_database()


def seen_in(url, schema):
    """Where a ledger of this name looks, and the server's process that answers."""
    database = connect(in_schema(url, schema), None)
    with database.reading() as connection:
        path = connection.exec_driver_sql("SHOW search_path").scalar_one()
        process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    database.close()
    return path, process


def test_one_line_serves_every_schema_until_it_has_met_a_hundred(url):
    names = [f'registry "{number}"' for number in range(150)]
    seen = [seen_in(url, name) for name in names]

    assert [path for path, _ in seen] == [f'"registry ""{number}"""' for number in range(150)]
    assert len({process for _, process in seen}) == 2


def test_same_schema_asked_again_is_not_set_again(url):
    first, again = seen_in(url, "registry a"), seen_in(url, "registry a")

    assert first == again


def test_look_at_one_moment_sees_nothing_that_came_after(url):
    database, other = connect(url, None), connect(url, None)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (value integer)")
    count = "SELECT count(*) FROM kept"
    with database.reading(as_of_one_moment=True) as look, database.reading() as looks:
        assert (look.exec_driver_sql(count).scalar(), looks.exec_driver_sql(count).scalar()) == (
            0,
            0,
        )
        with other.writing() as connection:
            connection.exec_driver_sql("INSERT INTO kept VALUES (1)")
        assert (look.exec_driver_sql(count).scalar(), looks.exec_driver_sql(count).scalar()) == (
            0,
            1,
        )


def test_what_fails_in_a_transaction_is_undone_whole(url):
    database = connect(url, None)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (value integer)")

    def fail():
        with database.writing(alone=True, lasting=False) as connection:
            connection.exec_driver_sql("INSERT INTO kept VALUES (1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 0
