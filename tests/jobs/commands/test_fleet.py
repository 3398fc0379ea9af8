"""fleet: the database made ready by one command, and a ledger carried by another."""

import pytest

from jobs.cli.main import main
from tests.fixtures.fleet import CONFIG, fleet
from tests.fixtures.postgres import postgres

__all__ = ["fleet", "postgres"]
pytestmark = pytest.mark.xdist_group("fleet")


def test_init_makes_the_database_ready_and_says_so_only_once(postgres, tmp_path, capsys):
    path = tmp_path / "cop-steward.toml"
    path.write_text(CONFIG.format(url=postgres.new_database(), more=""))

    told = []
    for _ in range(2):
        assert main(["fleet", "init", "--config", str(path), "--lang", "en"]) == 0
        told.append(capsys.readouterr().out.splitlines())

    assert told[0][0] == "The database of the fleet is ready."
    assert told[0][1].startswith("The engine's tables were brought up to 03.")
    assert told[1] == ["The database of the fleet was ready already; nothing was changed."]


def test_ledger_of_a_registry_is_carried_out_and_in_again(fleet):
    fleet.fill(2)
    fleet.run("check", "--registry", "r0")
    at_work = " ".join(fleet.run("fleet", "move", "r0", "one.db", code=1).split())
    assert "cop-steward registries pause r0" in at_work
    assert not (fleet.folder / "one.db").exists()
    for one in ("r0", "r1"):
        fleet.run("registries", "pause", one)

    out = fleet.run("fleet", "move", "r0", "one.db")
    assert "The ledger was carried from r0 to one.db, and compared row by row." in out
    assert "meta: 3 rows" in out
    assert "letters: 0 rows" in out
    fleet.run("check", "--registry", "r1")
    fleet.tell('DROP SCHEMA "registry r0" CASCADE')
    refused = fleet.run("fleet", "move", "one.db", "r1", code=1)
    assert "is not empty" in refused
    fleet.tell('DROP SCHEMA "registry r1" CASCADE')
    refused = fleet.run("fleet", "move", "one.db", "r1", code=1)
    assert "is of r0, and the fleet's registry is called r1" in " ".join(refused.split())
    fleet.run("fleet", "move", "one.db", "r0")
    assert "is not empty" in fleet.run("fleet", "move", "one.db", "r0", code=1)


def test_ledger_that_ends_otherwise_is_a_file_all_the_same(fleet):
    told = " ".join(fleet.run("fleet", "move", "old/ledger.sqlite", "one.db", code=1).split())

    assert f"There is no ledger at {fleet.folder}/old/ledger.sqlite." in told


def test_move_that_lacks_a_word_says_which(fleet):
    assert "move needs one word more: FROM." in fleet.run("fleet", "move", code=1)
    assert "move needs one word more: TO." in fleet.run("fleet", "move", "a.db", code=1)
