"""What a letter costs the ledger must not grow with how many letters wait beside it."""

import datetime as dt

import sqlalchemy as sa

from sheets_sync.ledgers.database import connect
from sheets_sync.ledgers.letters import SqlLetters
from sheets_sync.ledgers.revisions import prepare
from sheets_sync.mail.delivery import Outcome, Verdict
from sheets_sync.mail.message import DigestKey, Message, Recipient

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
LEASE = dt.timedelta(minutes=20)


def letter(number):
    address = f"reader{number}@agency.go.th"
    key = DigestKey(address, NOW.date())
    return Message(key, Recipient(address), "th", "งานค้าง", "เรียน", "<p>เรียน</p>")


def steps_of_twenty_letters(folder, waiting):
    """How many steps SQLite takes to claim, hand over and accept twenty of so many letters."""
    folder.mkdir()
    database = connect("sqlite:///ledger.db", folder)
    prepare(database)
    letters = SqlLetters(database, b"secret")
    letters.plan(map(letter, range(waiting)), domain="agency.go.th", run="r", now=NOW)
    taken = []

    @sa.event.listens_for(database.engine, "checkout")
    def count(connection, _record, _proxy):
        connection.set_progress_handler(lambda: taken.append(1), 1)

    keys = [letter(number).key for number in range(20)]
    claims = letters.claim(keys, worker="w", run="r", lease=LEASE, now=NOW).values()
    handed = letters.hand(dict.fromkeys(claims, "00"), now=NOW)
    letters.accept(dict.fromkeys(handed, Outcome(Verdict.ACCEPTED, "reply", 250)), now=NOW)
    database.close()
    assert [event.state for event in letters.events(letters.identify(keys[1]))] == [
        "claimed",
        "handing",
        "accepted",
    ]
    return len(taken)


def test_letters_in_hand_are_found_by_their_ids_however_many_wait(tmp_path):
    few = steps_of_twenty_letters(tmp_path / "few", 40)
    many = steps_of_twenty_letters(tmp_path / "many", 2000)

    assert many < few * 2
