"""A hundred people are erased, one after the other: then no byte of them is left anywhere."""

import base64
import datetime as dt
import gzip
import json
import re
import zipfile
from pathlib import Path

import psycopg
import pytest
import time_machine

from jobs.cli.main import main
from sheets_sync.data_protection.erase_person import erase_person
from sheets_sync.data_protection.person import Person
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.message import DigestKey
from sheets_sync.settings import load
from tests.fixtures.agency_folder import community, write_workbook
from tests.fixtures.postgres import postgres
from tests.test_canaries import canaries

__all__ = ["postgres"]

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("postgres")]
STAFF, ERASED = 120, 100
MONDAY = "2026-11-30 09:00+07:00"
DAY = (
    ["check"],
    ["remind", "--preview"],
    ["remind"],
    ["report", "--month", "2026-10"],
    ["report", "--evidence", "C-001"],
)
CONFIG = """\
version = 1
[agency]
name = "กรมตัวอย่าง"
allowed_domains = ["agency.go.th"]
contact = "hrd@agency.go.th"
[reports]
to = ["boss@agency.go.th"]
[reminders]
quiet_days = 0
effective_from = 2025-01-01
[log]
file = "logs/service.log"
[ledger]
url = "{url}"
[[registry]]
id = "main"
path = "registry.xlsx"
"""


def people():
    words = canaries(20261201)
    return [
        {
            "staff_id": str(60001 + number),
            "full_name": f"นาย{next(words)} {next(words)}",
            "email": f"erased-{number:03}@agency.go.th",
            "unit": "กองคลัง",
            "status": "ปฏิบัติงาน",
        }
        for number in range(STAFF)
    ]


def rows(staff):
    """Everybody is asked for something: coordinators of groups without a plan, and members."""
    groups = [
        community(f"C-{number:03}", "1 ต.ค. 2569", coordinator=staff[number]["staff_id"])
        for number in range(40)
    ]
    members = [
        {
            "community": f"C-{number % 40:03}",
            "person": person["full_name"],
            "joined_on": "1 ต.ค. 2569",
        }
        for number, person in enumerate(staff)
    ]
    return {"staff": staff, "communities": groups, "members": members}


def forms(text):
    """A text as files may spell it."""
    yield text.encode()
    yield text.encode("utf-16-le")
    yield json.dumps(text)[1:-1].encode()
    yield base64.b64encode(text.encode()).rstrip(b"=")[:-1]


def contents(path):
    """A file's bytes, and what is packed inside."""
    data = path.read_bytes()
    yield data
    yield re.sub(rb"<[^>]*>", b"", data)  # as people read a page
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name) for name in package.namelist())
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)


def where_named(folder, texts):
    wanted = [form for text in texts for form in forms(text)]
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file()
        and path.name != "registry.xlsx"
        and any(form in data for data in contents(path) for form in wanted)
    )


@pytest.fixture
def busy(tmp_path, monkeypatch):
    """Makes an agency with a ledger at that address, and lets it work for a day."""

    def worked(url):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "cop-steward.toml").write_text(CONFIG.format(url=url), encoding="utf-8")
        write_workbook(tmp_path / "registry.xlsx", rows(people()))
        for typed in DAY:
            assert main(typed) == 0
        return tmp_path

    with time_machine.travel(MONDAY, tick=False):
        yield worked


def erased(ledger, count):
    """Erase so many people of whom the ledger says whatever it may say; what they are called."""
    gone = [Person((one["email"],), (one["full_name"],)) for one in people()[:count]]
    settings, now = load(), dt.datetime.fromisoformat(MONDAY)
    for person in gone:
        told = Skip(DigestKey(person.addresses[0], now.date()), "held", person.names[0])
        ledger.runs.skip([told], run="r", now=now)
        ledger.remember("unwritten/main", f"opened by {person.names[0]} {person.addresses[0]}")
    for person in gone:
        erase_person(person, ledger, settings, now=now)
    return [text for person in gone for text in person.texts]


def test_no_byte_of_a_hundred_erased_people_is_left(busy):
    folder = busy("sqlite:///state/ledger.db")
    before = where_named(folder, [person["email"] for person in people()[:ERASED]])
    assert {Path(name).parts[0] for name in before} >= {"state", "outbox"}

    with (
        open_ledger("sqlite:///state/ledger.db", folder=folder) as meanwhile,
        open_ledger("sqlite:///state/ledger.db", folder=folder) as ledger,
    ):
        assert meanwhile.letters.standing()  # a service that goes on keeps the log open
        texts = erased(ledger, ERASED)

        assert where_named(folder, texts) == []
    assert where_named(folder, [people()[-1]["email"]]) != []


def test_no_byte_of_them_is_left_in_the_tables_of_a_server(busy, postgres):
    url = postgres.new_database()
    folder = busy(url)
    with open_ledger(url, folder=folder) as ledger:
        texts = erased(ledger, 3)

    with psycopg.connect(url, autocommit=True) as server:
        oid = server.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        (number,) = oid.fetchone()
        server.execute("CHECKPOINT")
    tables = postgres.data / "base" / str(number)

    assert where_named(tables, [people()[-1]["email"]]) != []
    assert where_named(tables, texts) == []
    assert where_named(folder, texts) == []
