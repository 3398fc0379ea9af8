"""What the ledger keeps about people, and how it forgets them."""

import datetime as dt
import sqlite3

import pytest

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.delivery.holds import LETTERS, UNREACHABLE
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import LetterState, Outcome, Skip, Verdict
from sheets_sync.mailers.outbox import OutboxMailer
from tests.delivery.test_sending import letters
from tests.mailers.faults import HEAD

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
ADDRESS = "p0@agency.go.th"


@pytest.fixture
def ledger(tmp_path):
    """Two people with a letter each, one of whom has a skip and a staff number."""
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        outbox = OutboxMailer(tmp_path / "outbox")
        deliver(
            letters(2), DeliveryContext(ledger, outbox, DeliveryPolicy(HEAD), lambda: NOW, "r", "w")
        )
        ledger.runs.skip([Skip(letters(1)[0].key, "held")], run="r", now=NOW)
        ledger.people.observe("main", {"S-1": ADDRESS}, now=NOW)
        ledger.holds.open(LETTERS, UNREACHABLE, ADDRESS, {"address": ADDRESS}, now=NOW)
        yield ledger


def test_everything_about_a_person_is_exported(ledger):
    kept = ledger.export(ADDRESS)

    assert {table: len(rows) for table, rows in kept.items()} == {
        "letters": 1,
        "skips": 1,
        "people": 1,
        "holds": 1,
        "records": 0,
        "changes": 0,
    }
    assert kept["letters"][0]["subject"] == "งานค้าง"
    assert kept["people"][0]["person"] == "S-1"


def test_erased_person_is_in_no_export(ledger):
    assert ledger.erase(ADDRESS, now=NOW) == 4

    nothing = {"letters": [], "skips": [], "people": [], "holds": [], "records": [], "changes": []}
    assert ledger.export(ADDRESS) == nothing
    assert len(ledger.export("p1@agency.go.th")["letters"]) == 1


def test_a_letter_that_still_waits_for_an_erased_person_is_closed(ledger):
    waiting, others = letters(4)[2:]
    ledger.letters.plan([waiting, others], domain="x.th", run="r", now=NOW)
    lease = dt.timedelta(minutes=20)
    held = {"worker": "w", "run": "r", "lease": lease}
    claim = ledger.letters.claim([waiting.key], **held, now=NOW)[waiting.key]
    busy = Outcome(Verdict.DEFERRED, "rcpt", 451, text="later")
    ledger.letters.defer(claim, busy, until=NOW + DAY, now=NOW)

    ledger.erase(waiting.to.address, now=NOW)

    known = ledger.letters.find([waiting.key, others.key])
    assert [known[key].state for key in (waiting.key, others.key)] == [
        LetterState.SUPERSEDED,
        LetterState.PLANNED,
    ]
    assert ledger.letters.claim([waiting.key], **held, now=NOW + 2 * DAY) == {}


def test_nothing_personal_is_in_the_file_after_an_erasure(ledger, tmp_path):
    ledger.erase(ADDRESS, now=NOW)
    ledger.close()

    content = b"".join(path.read_bytes() for path in tmp_path.glob("ledger.db*"))
    assert b"p1@agency.go.th" in content
    assert ADDRESS.encode() not in content


@pytest.mark.parametrize(
    "place",
    [
        "channels.why",
        "events.detail",
        "holds.facts",
        "letters.reason",
        "letters.reply",
        "letters.subject",
        "meta.value",
        "reports.compiled",
        "runs.summary",
        "session_versions.facts",
        "skips.detail",
    ],
)
def test_a_running_text_that_names_an_erased_person_loses_the_name(ledger, tmp_path, place):
    table, _, column = place.partition(".")
    filled = {"INTEGER": 0, "BIGINT": 0, "FLOAT": 0.0, "BOOLEAN": False}
    with sqlite3.connect(tmp_path / "ledger.db") as file:
        columns = file.execute("SELECT name, type FROM pragma_table_info(?)", [table]).fetchall()
        row = {name: filled.get(kind, "2026-11-23 08:30:00") for name, kind in columns}
        row[column] = 'ของ "Suda Yindee" และ Suda Yindee'
        marks = ", ".join("?" for _ in row)
        insert = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608 — ours
        file.execute(insert, [*row.values()])

    ledger.erase("suda@agency.go.th", ["Suda Yindee"], now=NOW)

    with sqlite3.connect(tmp_path / "ledger.db") as file:
        kept = file.execute(f"SELECT {column} FROM {table}").fetchall()  # noqa: S608 — ours
    assert ('ของ "…" และ …',) in kept


def test_purge_forgets_what_is_old_and_settled(ledger):
    assert ledger.purge(mails_before=NOW, findings_before=NOW.date(), changes_before=NOW) == 0
    assert ledger.purge(mails_before=NOW + DAY, findings_before=NOW.date(), changes_before=NOW) == 3

    assert [letter.recipient for letter in ledger.letters.standing()] == [None, None]
    assert ledger.runs.skips() == []


def test_purge_keeps_what_is_open(ledger):
    later = letters(3)[2:]
    ledger.letters.plan(later, domain="x.th", run="r", now=NOW)

    ledger.purge(mails_before=NOW + DAY, findings_before=NOW.date(), changes_before=NOW)

    (letter,) = ledger.letters.standing(states={LetterState.PLANNED})
    assert letter.recipient == "p2@agency.go.th"
