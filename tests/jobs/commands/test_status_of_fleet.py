"""status --fleet: all registries at one glance, healthy or not, as words, JSON and metrics."""

import datetime as dt
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sheets_sync.fleet.fleet_state import fleet_gauges, fleet_state
from sheets_sync.fleet.quota import Account, SharedQuota
from sheets_sync.ledgers.database import connect
from sheets_sync.ledgers.reads_reports_leases import SqlChannels
from sheets_sync.resources import resource
from sheets_sync.settings import load
from tests.fixtures.fleet import fleet
from tests.fixtures.postgres import postgres

__all__ = ["fleet", "postgres"]
pytestmark = pytest.mark.xdist_group("fleet")
SCHEMA = Draft202012Validator(
    json.loads(Path(resource("jobs", "schemas", "fleet-status.schema.json")).read_text())
)


@pytest.fixture
def busy(fleet):
    """Five registries of which one rests, one is set aside, one is late and one in trouble."""
    fleet.fill(5)
    fleet.run("registries", "pause", "r1")
    for query in (
        "UPDATE fleet_registries SET look_at = now() + interval '1 hour'",
        "UPDATE fleet_registries SET state = 'aside' WHERE id = 'r2'",
        "UPDATE fleet_registries SET look_at = now() - interval '31 minutes' WHERE id = 'r3'",
        "UPDATE fleet_registries SET trouble = 'google-not-shared' WHERE id = 'r4'",
        (
            "UPDATE fleet_registries SET passed_at = now(), summary ="
            """ '{"checked_at": 1796000000, "sent_today": 3, "in_doubt": 1, "waiting": 2}'"""
            " WHERE id IN ('r0', 'r4')"
        ),
        "INSERT INTO procrastinate_workers DEFAULT VALUES",
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute')",
    ):
        fleet.tell(query)
    database = connect(fleet.url, None)
    quota = SharedQuota(database, load(fleet.config).fleet)
    quota.reserve(Account(None, "one@x", "p"), "write")
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    SqlChannels(database).pause("smtp", until=later, why="454 4.7.0")
    yield fleet
    database.close()


def test_everything_that_waits_for_a_person_is_named(busy):
    told = busy.run("status", "--fleet", code=1)

    for line in (
        "Registries: 3 active, 1 at rest, 1 set aside",
        "Worker processes at work, of all machines: 1",
        "Registries waiting for a worker: 1",
        "Mails today: 6, in doubt: 2; matters that wait for a person: 4",
        "Google, one@x: 1 of 54 writes in the last minute",
        "1 registry with trouble google-not-shared, such as r4. What is wrong",
        "there: cop-steward status --registry r4",
        "r2 is set aside",
        "Nobody has looked at 1 registry",
        "Mail by smtp rests until",
    ):
        assert line in told
    assert "All is well." not in told


def test_as_json_it_is_what_the_schema_says(busy):
    told = json.loads(busy.run("status", "--json", code=1))

    assert [error.message for error in SCHEMA.iter_errors(told)] == []
    del told["resting"], told["checked"]
    assert told == {
        "fleet": {"active": 3, "paused": 1, "aside": 1},
        "healthy": False, "workers": 1, "due": 1, "late": ["r3"], "set_aside": ["r2"],
        "troubles": {"google-not-shared": 1},
        "mail": {"sent_today": 6, "in_doubt": 2, "waiting": 4},
        "google": [{"account": "one@x", "quota": "write", "last_minute": 1, "most": 54}],
    }  # fmt: skip


def test_a_monitor_gets_the_same_numbers(busy):
    database = connect(busy.url, None)
    found = fleet_gauges(fleet_state(database, load(busy.config).fleet))
    database.close()

    numbers = {(one.name, *one.labels.values()): one.value for one in found}
    del numbers[("cop_steward_time_seconds",)]
    assert numbers == {
        ("cop_steward_fleet_registries", "active"): 3,
        ("cop_steward_fleet_registries", "paused"): 1,
        ("cop_steward_fleet_registries", "aside"): 1,
        ("cop_steward_fleet_due",): 1,
        ("cop_steward_fleet_late",): 1,
        ("cop_steward_fleet_troubled",): 1,
        ("cop_steward_fleet_workers",): 1,
        ("cop_steward_letters_sent_today",): 6,
        ("cop_steward_letters_in_doubt",): 2,
        ("cop_steward_holds",): 4,
        ("cop_steward_fleet_channels_resting",): 1,
        ("cop_steward_google_requests", "one@x", "write"): 1,
        ("cop_steward_google_requests_limit",): 54,
    }


def test_a_fleet_without_a_worker_is_not_well_and_with_one_it_is(fleet):
    assert "No worker is at work." in fleet.run("status", "--fleet", code=1)

    fleet.tell("INSERT INTO procrastinate_workers DEFAULT VALUES")

    assert "All is well." in fleet.run("status")


def test_a_fleet_with_a_registry_in_trouble_is_not_well(fleet):
    fleet.fill(2)
    fleet.tell("INSERT INTO procrastinate_workers DEFAULT VALUES")
    fleet.tell("UPDATE fleet_registries SET trouble = 'file-missing' WHERE id = 'r1'")

    told = fleet.run("status", "--fleet", code=1)
    assert "such as r1." in told
    assert "All is well." not in told

    fleet.run("registries", "pause", "r1")
    assert "All is well." in fleet.run("status", "--fleet")


def test_a_fleet_is_looked_at_only_where_there_is_one(tmp_path, fleet):
    fleet.config.write_text('[[registry]]\nid = "a"\nstore = "xlsx"\npath = "a.xlsx"\n')

    assert "describes no fleet" in fleet.run("status", "--fleet", code=1)
