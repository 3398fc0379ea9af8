"""Every command with --json prints what its schema describes, and every such command has one."""

import json
from pathlib import Path

import pytest
import time_machine
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from jobs.cli.command_table import command_named, command_names
from jobs.cli.main import main
from sheets_sync.resources import resource
from tests.adoption.messy_workbooks import drawn, three_lists
from tests.fixtures.agency_folder import CONFIG, PEOPLE, community, write_workbook

SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in Path(resource("jobs", "schemas")).glob("*.json")
}
KNOWN = Registry().with_resources(
    [(one["$id"], Resource.from_contents(one)) for one in SCHEMAS.values()]
)
WITH_JSON = {one for one in command_names() if "json" in command_named(one).arguments}
OTHERS = {"hook", "evidence", "fleet-status"}
"""What is posted, and what `report --evidence` and `status --fleet` print."""
IN_A_FLEET = {"registries", "fleet-status"}
"""These need a database server: their own tests hold what they print against the schema."""
MONDAY, TUESDAY = "2026-11-30 09:00+07:00", "2026-12-01 09:00+07:00"

CASES = {
    "doctor": ["doctor"],
    "check": ["check"],
    "remind": ["remind"],
    "report": ["report", "--month", "2026-10"],
    "evidence": ["report", "--evidence", "C-001"],
    "run --dry-run": ["run", "--dry-run"],
    "run": ["run"],
    "resolve": ["resolve"],
    "status": ["status"],
    "explain": ["explain"],
    "explain RULE": ["explain", "date-ambiguous"],
    "settings": ["settings"],
    "backup": ["backup"],
    "backup --list": ["backup", "--list"],
    "purge": ["purge"],
    "export-person": ["export-person", "60001"],
    "history": ["history", "60001"],
    "staff": ["staff", "--from", "list.csv"],
    "year": ["year"],
    "year --archive": ["year", "2570", "--archive", "--today", "2027-10-05"],
    "views": ["views"],
    "init": ["init", "new"],
    "init --dry-run": ["init", "other", "--dry-run"],
    "init --adopt": ["init", "--adopt", "registry.xlsx", "--config", "adopted.toml"],
    "init --import": [
        "init",
        "--import",
        "three_lists.xlsx",
        "--config",
        "imported/cop-steward.toml",
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An agency with everything to tell: findings, mails, a hold, a backup."""
    made = tmp_path_factory.mktemp("agency")
    (made / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    (made / "imported").mkdir()
    drawn(three_lists, made)
    (made / "list.csv").write_text(
        "รหัสบุคลากร,ชื่อ–นามสกุล,อีเมล\n60001,นางสุดา ใจงาม,suda@agency.go.th\n", encoding="utf-8"
    )
    book(made, "staff001@agency.go.th")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        with time_machine.travel(MONDAY, tick=False):
            assert [main([one]) for one in ("check", "remind", "backup")] == [0, 0, 0]
        book(made, "changed@agency.go.th")
        with time_machine.travel(TUESDAY, tick=False):
            assert main(["check"]) == 0
    return made


def book(folder, address):
    tabs = {
        "staff": [{**PEOPLE[0], "email": address}, *PEOPLE[1:]],
        "communities": [community("C-001", "1 ต.ค. 2569", areas="")],
        "members": [{"community": "C-001", "person": "60002"}],
    }
    write_workbook(folder / "registry.xlsx", tabs)


@pytest.mark.parametrize("case", CASES)
def test_what_is_printed_is_what_the_schema_describes(case, folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    name = case.partition(" ")[0]
    validator = Draft202012Validator(SCHEMAS[name], registry=KNOWN)

    with time_machine.travel(TUESDAY, tick=False):
        assert main([*CASES[case], "--json"]) in (0, 1)

    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert printed
    assert [one.message for each in printed for one in validator.iter_errors(each)] == []


@pytest.mark.parametrize("name", sorted(WITH_JSON | OTHERS))
def test_every_command_with_json_has_a_schema_and_a_case(name):
    assert name in SCHEMAS, (
        f"{name} prints JSON that nothing describes: write jobs/schemas/{name}.schema.json"
    )
    assert name in {"hook", *IN_A_FLEET} or name in {case.partition(" ")[0] for case in CASES}, (
        f'no test prints the JSON of {name}: add `"{name}": ["{name}"],` to CASES in '
        "tests/jobs/test_json_schemas.py"
    )


def test_every_schema_is_of_a_command_with_json():
    unknown = sorted(SCHEMAS.keys() - WITH_JSON - OTHERS)

    assert not unknown, f'no command prints {unknown}: add "json" to its ARGUMENTS, or take it away'


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one_and_says_what_it_is_about(name):
    schema = SCHEMAS[name]

    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{name}.schema.json"
    assert "cop-steward" in schema["title"]
