import pytest

from sheets_sync.fleet.prepare import prepare_fleet
from sheets_sync.ledgers.database import connect
from tests.fixtures.postgres import postgres

__all__ = ["postgres"]


@pytest.fixture
def fleet_url(postgres):
    """A database that is ready for a fleet."""
    url = postgres.new_database()
    database = connect(url, None)
    prepare_fleet(database)
    database.close()
    return url


@pytest.fixture
def database(fleet_url):
    opened = connect(fleet_url, None)
    yield opened
    opened.close()
