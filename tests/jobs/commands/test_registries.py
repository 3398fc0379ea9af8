"""registries: what an operator types, and what is printed; every object is the schema's."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from jobs.cli.main import main
from sheets_sync.resources import resource
from tests.fixtures.fleet import CONFIG, fleet
from tests.fixtures.postgres import postgres

__all__ = ["fleet", "postgres"]
pytestmark = pytest.mark.xdist_group("fleet")
SCHEMA = Draft202012Validator(
    json.loads(Path(resource("jobs", "schemas", "registries.schema.json")).read_text())
)


@pytest.fixture
def call(fleet, capsys):
    def run(*typed):
        code = main([*typed, "--config", str(fleet.config), "--lang", "en"])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def as_json(call, *typed):
    code, out, err = call("registries", *typed, "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [error.message for one in found for error in SCHEMA.iter_errors(one)] == []
    return found


def test_registries_are_added_listed_shown_paused_and_resumed(call):
    assert as_json(call, "add", "hrd", "--workbook", "books/hrd.xlsx", "--title", "HR")[0] == {
        "added": ["hrd"], "changed": [], "same": 0, "written": True,
    }  # fmt: skip
    sheet = (
        "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789/edit#gid=0"
    )
    as_json(call, "add", "fin", "--workbook", sheet, "--domains", "fin.go.th,agency.go.th")

    assert [(one["id"], one["store"], one["state"]) for one in as_json(call)] == [
        ("fin", "google", "active"), ("hrd", "xlsx", "active"),
    ]  # fmt: skip
    fin = as_json(call, "show", "FIN")[0]
    assert fin["spreadsheet"] == "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789"
    assert fin["domains"] == ["fin.go.th", "agency.go.th"]
    assert as_json(call, "pause", "hrd")[0]["state"] == "paused"
    assert call("registries", "pause", "hrd")[1] == "hrd rests already.\n"
    assert call("registries", "resume", "hrd")[1] == "hrd is worked on again, at once.\n"
    shown = call("registries", "show", "hrd")[1]
    assert "path: books/hrd.xlsx" in shown
    assert "state: active" in shown
    assert "Registries: 2" in call("registries")[1]


def test_new_registries_rest_where_that_is_asked_and_known_ones_stay_as_they_are(call, tmp_path):
    as_json(call, "add", "fin", "--workbook", "fin.xlsx")
    table = tmp_path / "r.csv"
    table.write_text("id,store,path\nfin,xlsx,other.xlsx\nlaw,xlsx,law.xlsx\n")

    as_json(call, "add", "hrd", "--workbook", "hrd.xlsx", "--paused")
    as_json(call, "import", str(table), "--paused")

    assert {one["id"]: one["state"] for one in as_json(call)} == {
        "fin": "active", "hrd": "paused", "law": "paused",
    }  # fmt: skip
    assert as_json(call, "resume", "hrd")[0]["state"] == "active"


def test_registry_that_is_there_is_added_again_but_not_replaced(call):
    as_json(call, "add", "hrd", "--workbook", "hrd.xlsx", "--title", "HR")
    before = as_json(call)

    assert as_json(call, "add", "hrd", "--workbook", "hrd.xlsx", "--title", "HR")[0]["same"] == 1
    code, _, err = call("registries", "add", "HRD", "--workbook", "other.xlsx")

    assert (code, "The fleet has a registry hrd already" in err) == (1, True)
    assert as_json(call) == before


def test_table_is_taken_whole_and_written_back(call, tmp_path):
    table = tmp_path / "r.csv"
    table.write_text("id,store,path\na,xlsx,a.xlsx\nb,xlsx,b.xlsx\n")

    assert as_json(call, "import", str(table), "--dry-run")[0]["written"] is False
    assert as_json(call) == []
    assert call("registries", "import", str(table))[1] == (
        "Registries added: 2, changed: 0, unchanged: 0.\n"
    )
    out = tmp_path / "out.csv"
    assert as_json(call, "export", str(out)) == [{"path": str(out), "registries": 2}]
    assert out.stat().st_mode & 0o777 == 0o600
    assert call("registries", "import", str(out))[1] == (
        "Registries added: 0, changed: 0, unchanged: 2.\n"
    )


def test_table_with_a_wrong_row_changes_nothing_and_names_every_one(call, tmp_path):
    table = tmp_path / "r.csv"
    table.write_text("id,store,path\na,xlsx,a.xlsx\nb,word,b.xlsx\nc,xlsx,\n")

    code, out, err = call("registries", "import", str(table))

    assert code == 1
    assert f"{table}, line 3, column store: word cannot be used." in err
    assert f"{table}, line 4, column path: a registry in xlsx needs it" in err
    assert "Nothing was taken: 2 rows are to be mended first." in out + err
    assert as_json(call) == []


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (["pause"], "pause needs one word more: ID."),
        (["import"], "import needs one word more: FILE."),
        (["show", "nobody"], "The fleet has no registry nobody."),
        (["add", "a"], "add needs one word more: --workbook FILE|SPREADSHEET."),
        (["add", "a b", "--workbook", "a.xlsx"], "registries add: ID cannot be a b."),
        (["add", "a", "--workbook", "a.xlsx", "--contact", "x"], "--contact cannot be x."),
    ],
)
def test_what_cannot_be_done_says_what_to_type(call, typed, problem):
    code, out, err = call("registries", *typed)

    assert code == 1
    assert problem in out + err


def test_commands_of_one_registry_ask_for_its_name_and_find_it(call, fleet):
    fleet.fill(1)

    code, _, err = call("check")
    assert (code, "check works on one registry of the fleet at a time." in err) == (1, True)
    code, _, err = call("check", "--registry", "r00")
    assert (code, "The fleet has no registry r00." in err) == (1, True)
    assert call("check", "--registry", "r0")[0] == 0
    assert call("serve")[0] == 1
    assert "cop-steward worker" in call("serve")[2]


def test_database_that_was_not_made_ready_says_how(postgres, tmp_path, capsys):
    path = tmp_path / "cop-steward.toml"
    path.write_text(CONFIG.format(url=postgres.new_database(), more=""))

    for command in ("registries", "worker"):
        assert main([command, "--config", str(path), "--lang", "en"]) == 1
        assert "Type: cop-steward fleet init" in capsys.readouterr().err
