"""The short form of `make fleet`: one kill, one fall of the database, a mail server that fails."""

import pytest

from tests.fixtures.postgres import running
from tests.fleet.campaign import Field

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("fleet")]


def test_killed_worker_fallen_database_and_failing_mail_lose_and_double_nothing(tmp_path):
    with running() as cluster:
        field = Field(tmp_path, cluster, registries=3, hosts=1, processes=2, percent=34, seed=7)
        try:
            field.kill()
            field.crash_database()
            field.settle(until=1)
            codes = field.end()
        finally:
            field.close()

    found = field.found
    assert (found.lost, found.twice, codes) == ([], [], [0])
    assert (found.kills, found.restarts) == (1, 1)
    assert found.letters >= 3
    assert found.stored + found.in_doubt >= found.letters
    assert max(found.resumed, default=0) <= 60
