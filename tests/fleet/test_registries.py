"""Registries in the database: put there whole, handed out once, set aside where they break work."""

import datetime as dt

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.fleet.engine import Deferrer
from sheets_sync.fleet.registries import FleetRegistries, Imported
from sheets_sync.fleet.registry_entry import RegistryEntry

pytestmark = pytest.mark.xdist_group("fleet")
A, B, C = (RegistryEntry(id=one, store="xlsx", path=f"{one}.xlsx") for one in ("a", "b", "c"))


@pytest.fixture
def registries(database):
    kept = FleetRegistries(database)
    kept.put([A, B, C])
    return kept


@pytest.fixture
def deferrer(fleet_url):
    opened = Deferrer(fleet_url)
    yield opened
    opened.close()


def later(registries, id_, seconds=3600):
    registries.end(id_, look_at=registries.now() + dt.timedelta(seconds=seconds))


def test_table_put_again_changes_only_what_differs(registries):
    named = RegistryEntry(id="B", store="xlsx", path="b.xlsx", name="บี")
    new = RegistryEntry(id="d", store="xlsx", path="d.xlsx")

    assert registries.put([A, named, new], dry=True) == Imported(("d",), ("B",), 1)
    assert len(registries.all()) == 3
    assert registries.put([A, named, new]) == Imported(("d",), ("B",), 1)
    assert registries.put([A, named, new]).same == 2 or registries.get("b").entry.id == "b"
    assert [one.id for one in registries.all()] == ["a", "b", "c", "d"]
    assert registries.get("B").entry.name == "บี"


def test_unknown_registry_names_the_nearest(registries):
    registries.put([RegistryEntry(id="personnel", store="xlsx", path="p.xlsx")])

    with pytest.raises(SetupError, match="fleet-registry-unknown") as caught:
        registries.get("personel")

    assert caught.value.facts["nearest"].facts == {"word": "personnel"}


def test_due_are_those_whose_time_has_come_longest_due_first(registries):
    later(registries, "a")
    later(registries, "b", -1)
    later(registries, "c", -10)

    assert registries.due(most=10) == ["c", "b"]
    assert registries.due(most=1) == ["c"]


def test_who_waits_for_a_worker_is_not_handed_out_again(registries, deferrer):
    assert deferrer.defer("a")
    assert not deferrer.defer("a")

    assert registries.due(most=10) == ["b", "c"]


def test_who_rests_is_not_due_and_not_begun_until_resumed(registries):
    assert (registries.pause("a"), registries.pause("A")) == (True, False)
    assert registries.due(most=10) == ["b", "c"]
    assert not registries.begin("a", most=3)
    assert (registries.resume("a"), registries.resume("a")) == (True, False)
    assert registries.due(most=10)[-1] == "a"


def test_registry_that_breaks_its_workers_off_is_set_aside_and_tried_once_a_day(registries):
    tries = [registries.begin("a", most=3) for _ in range(4)]
    assert [None if one is None else one.entry for one in tries] == [A, A, A, None]
    aside = registries.get("a")

    assert (aside.state, aside.tries) == ("aside", 3)
    assert aside.look_at - registries.now() > dt.timedelta(hours=23)
    assert registries.due(most=10) == ["b", "c"]
    assert registries.begin("a", most=3)
    assert registries.get("a").look_at - registries.now() > dt.timedelta(hours=23)


def test_one_try_that_ends_well_brings_it_back(registries):
    for _ in range(5):
        registries.begin("a", most=3)

    later(registries, "a", -1)

    assert (registries.get("a").state, registries.get("a").tries) == ("active", 0)
    assert registries.get("a").passed_at is not None


def test_what_went_wrong_is_kept_by_name_and_is_no_success(registries):
    registries.begin("a", most=3)
    registries.end("a", look_at=registries.now(), trouble="google-not-shared", summary={"x": 1})

    kept = registries.get("a")
    assert (kept.trouble, kept.passed_at, kept.tries, kept.summary) == (
        "google-not-shared", None, 0, {"x": 1},
    )  # fmt: skip


def test_mistake_of_ours_counts_as_a_try_that_never_ended(registries):
    registries.begin("a", most=3)
    registries.broke("a", "KeyError", rest=dt.timedelta(minutes=15))

    kept = registries.get("a")
    assert (kept.trouble, kept.tries) == ("KeyError", 1)
    assert kept.look_at > registries.now() + dt.timedelta(minutes=14)
    assert kept.passed_at is None


def test_job_of_a_worker_without_a_sign_of_life_is_given_back_once(registries, deferrer, database):
    deferrer.defer("a")
    deferrer.defer("b")
    with database.writing() as connection:
        for who, age in (("a", 21), ("b", 5)):
            connection.exec_driver_sql(
                "WITH w AS (INSERT INTO procrastinate_workers (last_heartbeat)"  # noqa: S608 — numbers of ours
                f" VALUES (now() - interval '{age} seconds') RETURNING id)"
                " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM w)"
                f" WHERE queueing_lock = '{who}'"
            )
    lost = registries.lost(silent=20)

    assert [deferrer.give_back(job) for job in (*lost, *lost)] == [True, False]
    assert registries.lost(silent=20) == []
    with database.reading() as connection:
        states = connection.exec_driver_sql(
            "SELECT queueing_lock, status::text FROM procrastinate_jobs ORDER BY 1"
        ).all()
    assert [tuple(row) for row in states] == [("a", "todo"), ("b", "doing")]


def test_job_whose_worker_was_forgotten_is_found_too(registries, deferrer, database):
    deferrer.defer("a")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE procrastinate_jobs SET status = 'doing'")

    assert len(registries.lost(silent=20)) == 1
