"""What is on the disk before a letter's dot goes out, and what may still be on its way there."""

import datetime as dt

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
LASTING = {"sqlite": 2, "postgresql": "on"}


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
def commits(database):
    """For every commit from here on, whether the disk had it before it came back."""
    question = "PRAGMA synchronous" if database.dialect == "sqlite" else "SHOW synchronous_commit"
    seen = []

    @sa.event.listens_for(database.engine, "commit")
    def commit(connection):
        level = connection.exec_driver_sql(question).scalar()
        seen.append(level == LASTING[database.dialect])

    return seen


def test_dot_goes_out_only_after_the_disk_has_it_and_costs_one_sync(database, commits):
    letters = SqlLetters(database, b"secret")
    lease = dt.timedelta(minutes=20)
    letters.plan([LETTER], domain="agency.go.th", run="r", now=NOW)
    assert commits == [True]
    commits.clear()

    claim = letters.claim([KEY], worker="w", run="r", lease=lease, now=NOW)[KEY]
    # Undone without its holder, a claim could be given out twice with the same token.
    assert commits == [database.dialect == "postgresql"]
    commits.clear()

    letters.hand({claim: "00"}, now=NOW)
    letters.accept({claim: DONE}, now=NOW)
    assert commits == [True, False]


def test_every_other_outcome_is_on_the_disk_at_once(database, commits):
    letters = SqlLetters(database, b"secret")
    lease, later = dt.timedelta(minutes=20), NOW + dt.timedelta(minutes=5)
    letters.plan([LETTER], domain="agency.go.th", run="r", now=NOW)
    claim = letters.claim([KEY], worker="w", run="r", lease=lease, now=NOW)[KEY]
    commits.clear()

    letters.defer(claim, Outcome(Verdict.DEFERRED, "rcpt", 450), until=later, now=NOW)
    claim = letters.claim([KEY], worker="w", run="r", lease=lease, now=later)[KEY]
    letters.hand({claim: "00"}, now=later)
    letters.doubt(claim, Outcome(Verdict.UNKNOWN, "dot"), now=later)

    claimed = database.dialect == "postgresql"
    assert commits == [True, claimed, True, True]
