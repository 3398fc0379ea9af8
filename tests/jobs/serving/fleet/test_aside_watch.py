"""A registry that was set aside is told once, by mail to who looks after the fleet."""

import email
import email.policy
from argparse import Namespace

import pytest

from jobs.cli.command_table import untyped
from jobs.cli.context import JobContext
from jobs.serving.fleet.aside_watch import tell_set_aside
from sheets_sync.fleet.registries import FleetRegistries
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.ledgers.database import connect
from tests.fixtures.fleet import fleet
from tests.fixtures.postgres import postgres

__all__ = ["fleet", "postgres"]
pytestmark = pytest.mark.xdist_group("fleet")


@pytest.fixture
def registries(fleet):
    fleet.fill(2)
    database = connect(fleet.url, None)
    yield FleetRegistries(database)
    database.close()


def tell(fleet, registries):
    typed = Namespace(**{**untyped("worker"), "config": str(fleet.config), "lang": "en"})
    tell_set_aside(JobContext("worker", typed, Sentences("en")), registries.all(state="aside"))
    return [
        email.message_from_bytes(one.read_bytes(), policy=email.policy.default)
        for one in sorted((fleet.folder / "outbox").glob("**/*.eml"))
    ]


def test_contact_of_the_fleet_hears_once_of_each_and_not_again_when_it_is_over(fleet, registries):
    assert tell(fleet, registries) == []
    for _ in range(4):
        registries.begin("r0", most=3)

    letters = tell(fleet, registries)
    assert [one["To"].addresses[0].addr_spec for one in letters] == ["hrd@agency.go.th"]
    assert "r0" in letters[0].get_body(("plain",)).get_content()
    assert len(tell(fleet, registries)) == 1

    registries.resume("r0")
    assert len(tell(fleet, registries)) == 1
