"""What is on the disk before a letter's dot goes out, and what may still be on its way there."""

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from sheets_sync.ledgers.database import connect
from sheets_sync.ledgers.letters import SqlLetters
from sheets_sync.ledgers.revisions import prepare
from sheets_sync.mail.delivery import Outcome, Verdict
from sheets_sync.mail.message import DigestKey, Message, Recipient

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
KEY = DigestKey("somchai@agency.go.th", NOW.date())
LETTER = Message(KEY, Recipient("somchai@agency.go.th"), "th", "งานค้าง", "เรียน", "<p>เรียน</p>")
DONE = Outcome(Verdict.ACCEPTED, "reply", 250)
FULL = 2
"""SQLite's `synchronous`: a commit has reached the disk when it returns."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    url = "sqlite:///ledger.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").new_database()
    database = connect(url, tmp_path)
    prepare(database)
    yield database
    database.close()


@pytest.fixture
def lasted(database):
    """Whether the disk had what was written since it was asked last; asked after each change."""
    if database.dialect == "postgresql":
        patient = "ALTER SYSTEM SET wal_writer_delay = '10s'"  # else it hurries on by itself
        with database.reading() as connection:
            connection.exec_driver_sql(patient)
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        flushed = "SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn()"

        def on_disk():
            with database.reading() as connection:
                return connection.exec_driver_sql(flushed).scalar_one()

        return on_disk
    levels = []

    @sa.event.listens_for(database.engine, "commit")
    def commit(connection):
        levels.append(connection.exec_driver_sql("PRAGMA synchronous").scalar())

    def synced():
        (level,) = levels
        levels.clear()
        return level == FULL

    return synced


def test_dot_goes_out_only_after_the_disk_has_it_and_costs_one_sync(database, lasted):
    letters = SqlLetters(database, b"secret")
    lease = dt.timedelta(minutes=20)
    accepted = []
    for number in range(5):  # a server may write on for somebody else, though hardly each time
        key = DigestKey(f"p{number}@agency.go.th", NOW.date())
        letters.plan([replace(LETTER, key=key)], domain="agency.go.th", run="r", now=NOW)
        assert lasted()

        claim = letters.claim([key], worker="w", run="r", lease=lease, now=NOW)[key]
        # Undone without its holder, a claim could be given out twice with the same token.
        assert lasted() is (database.dialect == "postgresql")

        letters.hand({claim: "00"}, now=NOW)
        assert lasted()
        letters.accept({claim: DONE}, now=NOW)
        accepted.append(lasted())

    assert not all(accepted)


def test_every_other_outcome_is_on_the_disk_at_once(database, lasted):
    letters = SqlLetters(database, b"secret")
    lease, later = dt.timedelta(minutes=20), NOW + dt.timedelta(minutes=5)
    letters.plan([LETTER], domain="agency.go.th", run="r", now=NOW)
    assert lasted()
    claim = letters.claim([KEY], worker="w", run="r", lease=lease, now=NOW)[KEY]
    lasted()

    letters.defer(claim, Outcome(Verdict.DEFERRED, "rcpt", 450), until=later, now=NOW)
    assert lasted()
    claim = letters.claim([KEY], worker="w", run="r", lease=lease, now=later)[KEY]
    lasted()
    letters.hand({claim: "00"}, now=later)
    assert lasted()
    letters.doubt(claim, Outcome(Verdict.UNKNOWN, "dot"), now=later)
    assert lasted()
