"""The guide to a fleet, line by line: its config file counts, its commands run in their order."""

import re
import shlex
import signal
from pathlib import Path

import pytest

from sheets_sync.ledgers.sql_ledger import open_ledger
from tests.fixtures.agency_folder import PEOPLE, community, write_workbook
from tests.fixtures.fleet import Fleet
from tests.fixtures.postgres import postgres

__all__ = ["postgres"]
pytestmark = pytest.mark.xdist_group("fleet")
DOCS = Path(__file__).parents[1] / "docs"
PASSED = "SELECT count(*) FROM fleet_registries WHERE passed_at IS NOT NULL"
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


def blocks(language, kind):
    text = (DOCS / f"fleet.{language}.md").read_text(encoding="utf-8")
    return [block for name, block in BLOCK.findall(text) if name == kind]


def typed(language):
    lines = [line for block in blocks(language, "") for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("cop-steward ")]


def test_both_languages_type_the_same():
    assert typed("th") == typed("en")
    assert len(blocks("th", "toml")) == len(blocks("en", "toml")) == 1


@pytest.mark.parametrize("language", ["en", "th"])
def test_everything_that_the_guide_types_does_what_it_says(
    language, tmp_path, postgres, monkeypatch
):
    fleet = Fleet(tmp_path, postgres.new_database())
    fleet.config.write_text(blocks(language, "toml")[0], encoding="utf-8")
    monkeypatch.setenv("COP_STEWARD_LEDGER", fleet.url)
    monkeypatch.chdir(tmp_path)
    for name in ("hrd", "fin"):
        write_workbook(
            tmp_path / f"{name}.xlsx",
            {"staff": PEOPLE, "communities": [community("C-001", "1 พ.ย. 2569")]},
        )
    with open_ledger("sqlite:///ledger.db", folder=tmp_path / "state"):
        pass  # what the registry fin remembers from before
    (tmp_path / "registries.csv").write_text("id,store,path\nhrd,xlsx,hrd.xlsx\n")

    for command in typed(language):
        if command != ["worker"]:
            fleet.run(*command)
            continue
        if language == "th":  # both type the same: one of them is enough to see it work
            fleet.tell("INSERT INTO procrastinate_workers DEFAULT VALUES")
            continue
        worker = fleet.worker("--processes", "1")
        try:
            fleet.wait_until(lambda: fleet.ask(PASSED) == [(2,)])
            fleet.run("status", "--fleet")
            fleet.run("check", "--registry", "hrd")
        finally:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(60) == 0
        fleet.tell("INSERT INTO procrastinate_workers DEFAULT VALUES")  # of another machine

    assert (tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()[1] == (
        "hrd,,xlsx,,hrd.xlsx,,,,"
    )
