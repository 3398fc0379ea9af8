"""report --json: what it prints is what its schema describes."""

import json

import pytest
from jsonschema import Draft202012Validator

from sheets_sync.resources import resource
from tests.jobs.commands.test_report import folder, report, save
from tests.planning.report.by_definition.registries import generated
from tests.renderings.reports import Register

SCHEMA = json.loads(resource("jobs", "schemas", "report.schema.json").read_text(encoding="utf-8"))
PARTS = {
    3: {"1", "2", "3", "4", "5", "6", "7"},
    8: {"unique", "joined", "left"},
    12: {"unplanned", "cancelled", "postponed"},
    14: {"members_per_expert"},
    15: {"per_session"},
    16: {"responses"},
    19: {"pairs", "raw_gain", "normalised_gain"},
    21: {"lowest", "highest", "yes", "partly", "early"},
    25: {"contacts_mean", "contacts_max"},
    26: {"opened", "fixed", "median_days"},
    27: {"failed_runs"},
}
__all__ = ["folder"]


@pytest.mark.parametrize("language", ["th", "en"])
def test_all_27_indicators_are_printed_as_the_schema_says(language, folder, capsys):
    register = Register()
    register.tabs |= generated(7)[0].tabs
    save(register, folder / "registry.xlsx")

    assert report("--json", "--lang", language, "--month", "2026-03") == 0
    (printed,) = capsys.readouterr().out.splitlines()
    found = json.loads(printed)

    assert [one.message for one in Draft202012Validator(SCHEMA).iter_errors(found)] == []
    indicators = found["indicators"]
    assert list(indicators) == [str(number) for number in range(1, 28)]
    for number, names in PARTS.items():
        assert names <= indicators[str(number)]["parts"].keys()
    for number, one in indicators.items():
        assert (one["why"] is None) == (one["value"] is not None)
        unknown = {name for name, part in one["parts"].items() if part["value"] is None}
        assert found["why_parts"].get(number, {}).keys() == unknown
        assert one["excluded"] == sum(each["n"] for each in one["exclusions"])
    assert len({one["name"] for one in indicators.values()}) == 27


def test_hrs_copy_is_printed_where_it_is_asked_for(folder, capsys):
    register = Register().round("C-1", range(1, 4)).plan("C-1", evaluation_due="10 ต.ค. 2569")
    for number in (1, 2, 3):
        register.evaluation("C-1", number, "5 ต.ค. 2569")
    save(register, folder / "registry.xlsx")
    found = []
    for typed in ((), ("--copy", "manager"), ("--copy", "hr")):
        assert report("--json", "--dry-run", *typed) == 0
        found.append(json.loads(capsys.readouterr().out.splitlines()[-1]))

    assert found[0] == found[1]
    assert [(one["copy"], one["indicators"]["18"]["value"]) for one in found[1:]] == [
        ("manager", None),
        ("hr", 1.0),
    ]
    assert [one.message for one in Draft202012Validator(SCHEMA).iter_errors(found[2])] == []


def test_a_part_without_a_value_is_printed_with_its_reason(folder, capsys):
    register = Register().round("C-1", range(1, 7)).plan("C-1", follow_up_due="10 ต.ค. 2569")
    for number in range(1, 7):
        register.follow_up("C-1", number, "5 ต.ค. 2569", "ใช่")
    save(register, folder / "registry.xlsx")
    told = {}
    for copy in ("manager", "hr"):
        assert report("--json", "--lang", "en", "--copy", copy) == 0
        why_parts = json.loads(capsys.readouterr().out.splitlines()[-1])["why_parts"]
        told[copy] = [why_parts[number] for number in ("14", "21", "26")]

    nothing = "There is nothing to count yet."
    hidden = "Not shown: it could tell the result of a group of fewer than 5 people."
    no_history = dict.fromkeys(
        ("opened", "fixed", "median_days", "edited"),
        "The service has no history of this registry yet.",
    )
    assert told["manager"] == [
        {"members_per_expert": nothing},
        {"supervisor_rating": hidden},
        no_history,
    ]
    assert told["hr"] == [
        {"members_per_expert": nothing},
        {"supervisor_rating": "No supervisor has given a rating yet."},
        no_history,
    ]


def test_a_copy_without_json_is_asked_back(folder, capsys):
    assert report("--copy", "hr") == 1

    assert "cop-steward report --json --copy hr" in capsys.readouterr().err
    assert not (folder / "reports").exists()
