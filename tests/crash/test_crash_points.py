"""The short form of the campaign: every case once, and around the dot also without an oracle
and on PostgreSQL."""

import pytest

from tests.crash.cases import Field, all_cases
from tests.crash.victim import FIRST_POINTS, LOOK_POINTS, SECOND_POINTS

pytestmark = pytest.mark.long
AROUND_THE_DOT = {"after-body", "before-handing", "after-handing", "after-dot", "after-reply"}


@pytest.fixture(scope="module")
def sqlite_field(tmp_path_factory):
    with Field("sqlite:///ledger.db", tmp_path_factory.mktemp("sqlite")) as field:
        yield field


@pytest.fixture(scope="module")
def postgresql_field(postgres, tmp_path_factory):
    with Field(postgres.new_database(), tmp_path_factory.mktemp("postgresql")) as field:
        yield field


def wrong_cases(field, *, oracle, points):
    return [
        f"{case}: {complaint}"
        for case in all_cases(oracle=oracle)
        if case.point in points and (complaint := field.judge(case).wrong(case))
    ]


def test_process_stopped_anywhere_loses_and_doubles_nothing(sqlite_field):
    points = {*FIRST_POINTS, *SECOND_POINTS, *LOOK_POINTS}

    assert wrong_cases(sqlite_field, oracle=True, points=points) == []


def test_without_an_oracle_every_doubt_is_listed(sqlite_field):
    assert wrong_cases(sqlite_field, oracle=False, points=AROUND_THE_DOT) == []


@pytest.mark.parametrize("oracle", [True, False], ids=["oracle", "no-oracle"])
def test_process_stopped_around_the_dot_on_postgresql(postgresql_field, oracle):
    points = AROUND_THE_DOT | {*SECOND_POINTS}

    assert wrong_cases(postgresql_field, oracle=oracle, points=points) == []
