"""Opening a ledger: new, up to date, old, newer, foreign, out of reach."""

import datetime as dt
import os
import sqlite3
import subprocess
import sys
import threading

import pytest
import sqlalchemy as sa

from sheets_sync.errors import SetupError
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.ledgers.database_trouble import why_database_failed
from sheets_sync.ledgers.sql_ledger import open_ledger


def refused(url, folder):
    with pytest.raises(SetupError) as caught:
        open_ledger(url, folder=folder)
    return caught.value.name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "ledger-url-unreadable"),
        ("ledger.db", "ledger-url-unreadable"),
        ("mysql://u:p@h/d", "ledger-url-unsupported"),
        ("sqlite://", "ledger-url-without-file"),
        ("sqlite:///:memory:", "ledger-url-without-file"),
        ("postgresql://u:secret@127.0.0.1:1/d", "ledger-unreachable"),
        ("postgresql://u@127.0.0.1/d?foo=bar", "ledger-unreachable"),
        ("postgresql://u:se@cret@127.0.0.1/d", "ledger-url-at"),
    ],
)
def test_unusable_address_is_named(url, name, tmp_path):
    assert refused(url, tmp_path) == name


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('port 5432 failed: FATAL:  password authentication failed for user "u"', "password"),
        ("port 5432 failed: fe_sendauth: no password supplied", "no_password"),
        ('port 5432 failed: FATAL:  database "d" does not exist', "database"),
        ('port 5432 failed: FATAL:  role "u" does not exist', "account"),
        ("failed to resolve host 'h': [Errno -2] Name or service not known", "host"),
        ("server closed the connection unexpectedly", "lost"),
        ("received invalid response to SSL negotiation: H", "lost"),
        ('invalid port number: "99999"', "address"),
        ('invalid sslmode value: "requirre"', "address"),
        ('invalid connection option "foo"', "address"),
        ("failed: server does not support SSL, but SSL was required", "encryption"),
        ('root certificate file "/root.crt" does not exist', "encryption"),
    ],
)
def test_what_keeps_a_database_from_being_reached_is_told_apart(said, why):
    assert why_database_failed(OSError(said)) == LazySentence(f"jobs.database_trouble.{why}")


def test_password_with_an_unwritten_at_is_not_shown(tmp_path):
    with pytest.raises(SetupError) as caught:
        open_ledger("postgresql://u:se@cret@127.0.0.1/d", folder=tmp_path)

    assert caught.value.facts == {"url": "postgresql://127.0.0.1/d"}


def test_why_a_database_cannot_be_reached_is_said(tmp_path):
    with pytest.raises(SetupError) as caught:
        open_ledger("postgresql://u@127.0.0.1:1/d", folder=tmp_path)

    assert caught.value.facts["reason"] == LazySentence("jobs.database_trouble.refused")


def test_password_is_in_no_message(tmp_path):
    with pytest.raises(SetupError) as caught:
        open_ledger("postgresql://u:s3cret@127.0.0.1:1/d", folder=tmp_path)

    assert "s3cret" not in repr(caught.value)


@pytest.mark.parametrize(
    "content", [b"not a database at all, not even close", b"SQLite format 3\0x"]
)
def test_file_of_another_kind_is_refused_and_left_as_it_was(content, tmp_path):
    file = tmp_path / "ledger.db"
    file.write_bytes(content * 100)

    assert refused("sqlite:///ledger.db", tmp_path) == "ledger-not-ours"
    assert file.read_bytes() == content * 100


def test_ledger_with_overwritten_pages_is_damaged_and_not_somebody_elses(tmp_path):
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        ledger.reports.freeze("main", "2026-10", "hr", "x" * 90_000, now=dt.datetime.now(dt.UTC))
    file = tmp_path / "ledger.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    assert refused("sqlite:///ledger.db", tmp_path) == "ledger-damaged"


def test_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "state").write_text("a file in the way")

    assert refused("sqlite:///state/ledger.db", tmp_path) == "ledger-folder-unwritable"


def test_folder_in_the_place_of_the_file_is_named(tmp_path):
    (tmp_path / "ledger.db").mkdir()

    assert refused("sqlite:///ledger.db", tmp_path) == "ledger-file-unwritable"


def test_ledger_of_a_newer_program_is_refused(tmp_path):
    open_ledger("sqlite:///ledger.db", folder=tmp_path).close()
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    assert refused("sqlite:///ledger.db", tmp_path) == "ledger-newer"


def test_commit_is_on_the_disk_before_it_returns(tmp_path):
    names = ("journal_mode", "synchronous", "busy_timeout")
    with (
        open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger,
        ledger._database.reading() as connection,
    ):
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert settings == ["wal", 2, 30_000]


def test_up_to_date_ledger_opens_without_the_migration_library(tmp_path):
    open_ledger("sqlite:///ledger.db", folder=tmp_path).close()
    program = (
        "import pathlib, sys\n"
        "from sheets_sync.ledgers.sql_ledger import open_ledger\n"
        "open_ledger('sqlite:///ledger.db', folder=pathlib.Path(sys.argv[1])).close()\n"
        "print([name for name in sys.modules if name.startswith('alembic')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_many_openers_of_a_new_ledger_agree_on_its_secret(tmp_path):
    epochs = []

    def opener():
        with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
            epochs.append(ledger.mark().epoch)

    threads = [threading.Thread(target=opener) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(epochs) == 8
    assert len(set(epochs)) == 1


def test_moment_without_a_zone_is_our_mistake(tmp_path):
    with (
        open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger,
        pytest.raises(sa.exc.StatementError, match="time zone"),
    ):
        ledger.reads.record("main", {"staff": 1}, now=dt.datetime(2026, 11, 23))


def test_ledger_that_cannot_be_written_any_more_is_named(tmp_path):
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        with ledger._database.reading() as connection:
            connection.exec_driver_sql("PRAGMA query_only = on")
        with pytest.raises(SetupError) as caught:
            ledger.reads.record("main", {"staff": 1}, now=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))

    assert caught.value.name == "ledger-file-unwritable"


def test_full_disk_is_named(tmp_path):
    rows = {f"tab{number}": number for number in range(5000)}
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        with ledger._database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(SetupError) as caught:
            ledger.reads.record("main", rows, now=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))

    assert caught.value.name == "ledger-disk-full"


@pytest.mark.skipif(os.name != "posix", reason="only there a process can be denied room")
def test_what_is_written_down_can_be_read_without_room_for_anything_more(tmp_path):
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        ledger.reads.record("main", {"staff": 1}, now=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    code = (
        "import pathlib, resource, sys\n"
        "from sheets_sync.ledgers.sql_ledger import open_ledger\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (99, 99))\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "with open_ledger('sqlite:///ledger.db', folder=folder) as ledger:\n"
        "    sys.exit(41 + ledger.reads.last_good('main')['staff'].rows)\n"
    )

    done = subprocess.run([sys.executable, "-c", code, tmp_path], check=False)

    assert done.returncode == 42
