"""Looking at a ledger: none is made, none is changed, and what it says of each."""

import sqlite3

import pytest
import sqlalchemy as sa

from sheets_sync.ledgers.ledger_diagnostics import examine
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.ledgers.tables import HEAD

URL = "sqlite:///state/ledger.db"


def looked(url, folder):
    """The state, the error if any, and whether it could be read."""
    seen, mark = examine(url, folder)
    return seen.state, seen.error, mark is not None


def test_none_is_made(tmp_path):
    assert looked(URL, tmp_path) == ("note", "", False)
    assert list(tmp_path.iterdir()) == []


def test_one_in_order_is_read_and_left_as_it_is(tmp_path):
    open_ledger(URL, folder=tmp_path).close()
    before = (tmp_path / "state" / "ledger.db").read_bytes()

    assert looked(URL, tmp_path) == ("good", "", True)
    assert (tmp_path / "state" / "ledger.db").read_bytes() == before


def test_an_empty_file_is_filled_by_the_first_run(tmp_path):
    (tmp_path / "ledger.db").touch()

    assert looked("sqlite:///ledger.db", tmp_path) == ("note", "", False)


@pytest.mark.parametrize(
    ("found", "said"), [("0001", ("note", "")), ("9999", ("bad", "ledger-newer"))]
)
def test_an_older_one_is_not_brought_up_to_date_and_a_newer_one_refused(tmp_path, found, said):
    open_ledger(URL, folder=tmp_path).close()
    with sqlite3.connect(tmp_path / "state" / "ledger.db") as database:
        database.execute("UPDATE alembic_version SET version_num = ?", [found])
    database.close()

    assert looked(URL, tmp_path) == (*said, False)
    with sqlite3.connect(tmp_path / "state" / "ledger.db") as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [(found,)]
    database.close()


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("", "ledger-url-unreadable"),
        ("mysql://u:p@h/d", "ledger-url-unsupported"),
        ("sqlite:///:memory:", "ledger-url-without-file"),
        ("postgresql://u:secret@127.0.0.1:1/d", "ledger-unreachable"),
    ],
)
def test_an_address_that_leads_nowhere_is_named(tmp_path, url, error):
    assert looked(url, tmp_path) == ("bad", error, False)


def test_a_database_server_is_looked_at_in_the_same_way(postgres, tmp_path):
    url = postgres.new_database()

    assert looked(url, tmp_path) == ("note", "", False)
    open_ledger(url, folder=tmp_path).close()
    assert looked(url, tmp_path) == ("good", "", True)


def test_a_database_that_may_only_be_read_is_named(postgres, tmp_path):
    url = postgres.new_database()
    open_ledger(url, folder=tmp_path).close()
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE ROLE reader LOGIN")
        connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    engine.dispose()
    reader = sa.make_url(url).set(username="reader", password=None)

    found = looked(reader.render_as_string(hide_password=False), tmp_path)

    assert found == ("bad", "ledger-file-unwritable", False)


def test_the_newest_revision_is_known():
    from sheets_sync.ledgers.revisions import known_revisions

    assert HEAD in known_revisions()
    assert "9999" not in known_revisions()
