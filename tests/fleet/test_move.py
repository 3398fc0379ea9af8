"""A ledger carried between SQLite and PostgreSQL: all of it, compared, or nothing."""

import datetime as dt

import pytest
import sqlalchemy as sa

from sheets_sync.errors import SetupError
from sheets_sync.fleet.move import move_ledger
from sheets_sync.ledgers.database import in_schema
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.mail.message import DigestKey, Message, Recipient

pytestmark = pytest.mark.xdist_group("fleet")
NOW = dt.datetime(2026, 11, 30, 9, 0, 0, 123456, tzinfo=dt.UTC)
SUDA = Recipient("suda@agency.go.th", "นางสุดา ใจดี")
KEY = DigestKey(SUDA.address, dt.date(2026, 11, 30))


MANY = 1100


def message(number):
    key = DigestKey(f"staff{number}@agency.go.th", dt.date(2026, 11, 30)) if number else KEY
    return Message(key, SUDA, "th", "เรื่อง", "ข้อความ", "<p>ข้อความ</p>", registries=("main",))


@pytest.fixture
def origin(tmp_path):
    """An agency's own ledger with a bit of everything, and more letters than one batch."""
    url = f"sqlite:///{tmp_path}/ledger.db"
    with open_ledger(url, folder=tmp_path) as ledger:
        letters = [message(number) for number in range(MANY)]
        ledger.letters.plan(letters, domain="agency.go.th", run="r", now=NOW)
        ledger.holds.open("main", "storm", "", {"count": 3}, now=NOW)
        ledger.reads.record("main", {"staff": 7}, now=NOW)
        ledger.remember("note", "ก ข")
        ledger.channels.pause("smtp", until=NOW, why="454")
        run = ledger.runs.claim("main", "check", "1", worker="w", lease=dt.timedelta(1), now=NOW)
        ledger.runs.finish(run, summary='{"ก": 1}', now=NOW)
    return url


def told(url, folder):
    """What a ledger answers, whatever it is kept in."""
    with open_ledger(url, folder=folder) as ledger:
        letter = ledger.letters.find([KEY])[KEY]
        return (
            ledger.mark(), ledger.pseudonym("x"), letter, ledger.holds.waiting(),
            ledger.reads.last_good("main"), ledger.recall("note"), ledger.made_at(),
            ledger.runs.slots("main", "check"), ledger.runs.first(EVERY, "remind"),
        )  # fmt: skip


def test_ledger_carried_there_and_back_says_the_same_everywhere(origin, fleet_url, tmp_path):
    member, back = in_schema(fleet_url, "registry a"), f"sqlite:///{tmp_path}/back.db"
    before = told(origin, tmp_path)

    moved = move_ledger(origin, member, tmp_path)
    move_ledger(member, back, tmp_path)

    assert (moved.rows["runs"], moved.rows["letters"]) == (1, MANY)
    assert told(origin, tmp_path) == told(member, tmp_path) == told(back, tmp_path) == before


@pytest.mark.parametrize("called", ["hrd", "Main"])
def test_ledger_of_another_name_stays_where_it_is(called, origin, fleet_url, tmp_path):
    member = in_schema(fleet_url, "registry a")

    with pytest.raises(SetupError, match="fleet-move-other") as caught:
        move_ledger(origin, member, tmp_path, called)

    assert (caught.value.facts["found"], caught.value.facts["id"]) == ("main", called)
    assert move_ledger(origin, member, tmp_path, "main").rows["letters"] == MANY


def test_new_rows_are_numbered_after_those_that_were_carried(origin, fleet_url, tmp_path):
    member = in_schema(fleet_url, "registry a")
    move_ledger(origin, member, tmp_path)

    with open_ledger(member, folder=tmp_path) as ledger:
        before = ledger.mark()
        taken = ledger.letters.claim(
            [KEY], worker="w", run="r", lease=dt.timedelta(minutes=1), now=NOW
        )

        assert set(taken) == {KEY}
        assert ledger.mark().events == before.events + 1


def test_rests_of_a_mail_channel_stay_where_they_are(origin, fleet_url, tmp_path):
    member = in_schema(fleet_url, "registry a")
    move_ledger(origin, member, tmp_path)

    with open_ledger(member, folder=tmp_path) as ledger:
        assert ledger.channels.last("smtp") is None


def test_ledger_that_has_seen_anything_is_not_overwritten(origin, fleet_url, tmp_path):
    member = in_schema(fleet_url, "registry a")
    with open_ledger(member, folder=tmp_path) as ledger:
        ledger.reads.record("main", {"staff": 1}, now=NOW)

    with pytest.raises(SetupError, match="fleet-move-full") as caught:
        move_ledger(origin, member, tmp_path)

    assert caught.value.facts["table"] == "reads"
    with open_ledger(member, folder=tmp_path) as ledger:
        assert ledger.reads.last_good("main")["staff"].rows == 1


def test_move_that_breaks_off_leaves_the_target_empty_and_can_be_done_again(
    origin, fleet_url, tmp_path, database
):
    member = in_schema(fleet_url, "registry a")
    open_ledger(member, folder=tmp_path).close()
    with database.writing() as connection:  # a disk that is full, a server that is killed
        connection.exec_driver_sql(
            "ALTER TABLE \"registry a\".runs ADD CONSTRAINT broken CHECK (slot <> '1')"
        )

    with pytest.raises(sa.exc.IntegrityError):
        move_ledger(origin, member, tmp_path)

    with database.writing() as connection:
        connection.exec_driver_sql('ALTER TABLE "registry a".runs DROP CONSTRAINT broken')
        rows = connection.exec_driver_sql('SELECT count(*) FROM "registry a".letters').scalar()
    assert rows == 0
    assert move_ledger(origin, member, tmp_path).rows["letters"] == MANY


def test_what_was_changed_on_its_way_is_noticed(origin, fleet_url, tmp_path, database):
    member = in_schema(fleet_url, "registry a")
    open_ledger(member, folder=tmp_path).close()
    with database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$"
            " BEGIN NEW.slot := NEW.slot || ' '; RETURN NEW; END $$"
        )
        connection.exec_driver_sql(
            'CREATE TRIGGER spoil BEFORE INSERT ON "registry a".runs'
            " FOR EACH ROW WHEN (NEW.slot = '1') EXECUTE FUNCTION spoil()"
        )

    with pytest.raises(SetupError, match="fleet-move-differs") as caught:
        move_ledger(origin, member, tmp_path)

    assert caught.value.facts["table"] == "runs"


def test_a_file_that_is_not_there_is_not_made(fleet_url, tmp_path):
    with pytest.raises(SetupError, match="fleet-move-nothing"):
        move_ledger(f"sqlite:///{tmp_path}/none.db", in_schema(fleet_url, "x"), tmp_path)

    assert not (tmp_path / "none.db").exists()
