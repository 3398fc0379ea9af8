import datetime as dt
import shutil
import stat
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from sheets_sync.errors import SetupError
from sheets_sync.ledgers.copies import copy_in, copy_out, set_aside
from sheets_sync.ledgers.database import connect
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.ledgers.tables import HEAD, events, letters, metadata
from tests.delivery.test_sending import letters as letters_of
from tests.fixtures.postgres import postgres

__all__ = ["postgres"]

LEASE = dt.timedelta(minutes=20)
NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    if request.param == "sqlite":
        return "sqlite:///ledger.db"
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture
def copy(tmp_path):
    (tmp_path / "copy").mkdir()
    return tmp_path / "copy"


def content(url, folder):
    """Every row of every table, and the revision."""
    database = connect(url, folder)
    try:
        with database.reading() as connection:
            rows = {
                table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
                for table in metadata.sorted_tables
            }
            revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            return rows, revision.scalar()
    finally:
        database.close()


def plan(url, folder, count):
    """So many letters in all, each claimed: that is an event of its own."""
    messages = letters_of(count)
    with open_ledger(url, folder=folder) as ledger:
        ledger.letters.plan(messages, domain="agency.go.th", run="r", now=NOW)
        for each in messages:
            ledger.letters.claim([each.key], worker="w", run="r", lease=LEASE, now=NOW)


def test_a_copy_put_back_is_the_ledger_as_it_was(url, tmp_path, copy):
    plan(url, tmp_path, 3)
    before = content(url, tmp_path)
    facts = copy_out(url, tmp_path, copy)
    plan(url, tmp_path, 9)

    copy_in(url, tmp_path, copy, facts)

    assert content(url, tmp_path) == before


def test_a_copy_has_what_is_in_nothing_but_the_log_of_who_goes_on_working(url, tmp_path, copy):
    with open_ledger(url, folder=tmp_path) as working:
        assert working.letters.standing() == []
        plan(url, tmp_path, 3)
        before = content(url, tmp_path)
        facts = copy_out(url, tmp_path, copy)

    copy_in(url, tmp_path, copy, facts)

    assert len(before[0]["letters"]) == 3
    assert content(url, tmp_path) == before


def test_after_it_was_put_back_the_ledger_goes_on_numbering(url, tmp_path, copy):
    plan(url, tmp_path, 3)
    copy_in(url, tmp_path, copy, copy_out(url, tmp_path, copy))
    plan(url, tmp_path, 5)

    rows, _ = content(url, tmp_path)
    assert len({row[0] for row in rows["events"]}) == len(rows["events"]) == 5


def test_a_copy_is_of_one_moment_while_others_write(url, tmp_path, copy):
    plan(url, tmp_path, 1)
    done = threading.Event()

    def write():
        number = 1
        while not done.is_set():
            number += 1
            plan(url, tmp_path, number)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        facts = copy_out(url, tmp_path, copy)
    finally:
        done.set()
        writer.join()
    copy_in(url, tmp_path, copy, facts)

    rows, _ = content(url, tmp_path)
    columns = list(letters.c.keys())
    told = list(events.c.keys()).index("letter")
    claimed = {
        row[columns.index("id")]
        for row in rows["letters"]
        if row[columns.index("state")] == "claimed"
    }
    assert {row[told] for row in rows["events"]} == claimed != set()


def test_nobody_else_reads_a_copy(url, tmp_path, copy):
    plan(url, tmp_path, 1)
    copy_out(url, tmp_path, copy)

    kept = [path for path in copy.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


def test_a_copy_of_the_other_kind_is_refused(url, tmp_path, copy):
    plan(url, tmp_path, 1)
    before = content(url, tmp_path)

    with pytest.raises(SetupError) as error:
        copy_in(url, tmp_path, copy, {"dialect": "other", "revision": "0001"})

    assert error.value.name == "backup-other-database"
    assert content(url, tmp_path) == before


def test_a_copy_of_a_newer_program_leaves_the_ledger_alone(url, tmp_path, copy):
    plan(url, tmp_path, 1)
    facts = copy_out(url, tmp_path, copy)
    plan(url, tmp_path, 2)
    before = content(url, tmp_path)

    with pytest.raises(SetupError) as error:
        copy_in(url, tmp_path, copy, {**facts, "revision": "9999"})

    assert (error.value.name, error.value.facts["found"]) == ("ledger-newer", "9999")
    assert content(url, tmp_path) == before


def test_a_damaged_copy_leaves_the_ledger_alone(tmp_path, copy):
    url = "sqlite:///ledger.db"
    plan(url, tmp_path, 1)
    before = content(url, tmp_path)
    facts = copy_out(url, tmp_path, copy)
    (copy / "ledger.db").write_bytes(b"not a database at all" * 1000)

    with pytest.raises(SetupError) as error:
        copy_in(url, tmp_path, copy, facts)

    assert error.value.name == "backup-damaged"
    assert content(url, tmp_path) == before


def test_a_damaged_ledger_is_set_aside_as_it_is(tmp_path, copy):
    (tmp_path / "ledger.db").write_bytes(b"SQLite format 3\0" + b"damaged" * 1000)

    set_aside("sqlite:///ledger.db", tmp_path, copy)

    assert (copy / "ledger.db").read_bytes() == (tmp_path / "ledger.db").read_bytes()


def test_a_copy_of_an_earlier_version_is_brought_up_to_date(tmp_path, copy):
    earlier = Path(__file__).parents[1] / "upgrades/26.11.0/sqlite/state/ledger.db"
    shutil.copyfile(earlier, copy / "ledger.db")
    with open_ledger("sqlite:///ledger.db", folder=copy) as ledger:
        before = [letter.id for letter in ledger.letters.standing()]
    shutil.copyfile(earlier, copy / "ledger.db")

    copy_in("sqlite:///new.db", tmp_path, copy, {"dialect": "sqlite", "revision": "0002"})

    with open_ledger("sqlite:///new.db", folder=tmp_path) as ledger:
        assert [letter.id for letter in ledger.letters.standing()] == before
    assert content("sqlite:///new.db", tmp_path)[1] == HEAD
    assert before
