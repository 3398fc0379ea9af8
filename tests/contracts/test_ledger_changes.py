"""What every ledger promises about what changed in records between looks."""

import datetime as dt
import json

import pytest

from sheets_sync.registry.record_changes import (
    ERASED,
    PastChange,
    RecordChange,
    RecordContent,
    TabRecords,
)

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SUDA = {"staff_id": "60001", "full_name": "นางสุดา ใจดี", "email": "suda@agency.go.th"}
COLUMNS = {
    "staff": ("staff_id", "full_name", "email"),
    "members": ("community", "person", "need"),
    "communities": ("community_id", "coordinator"),
}


def tab(name, **records):
    return {
        name: TabRecords(
            COLUMNS[name],
            {
                key.replace("__", " · ").replace("_", "-"): RecordContent(
                    "C-1" if key.startswith("C_1") else "", json.dumps(cells, ensure_ascii=False)
                )
                for key, cells in records.items()
            },
        )
    }


def observe(ledger, tabs, after=0, most=1000):
    return ledger.changes.observe("main", tabs, most=most, now=NOW + after * HOUR)


def test_the_first_look_is_no_change(ledger):
    assert observe(ledger, tab("members", C_1__60001={"need": "ก"})) == 0
    assert ledger.changes.of("main", "C-1") == []
    assert ledger.changes.since("main") == NOW
    assert ledger.changes.since("other") is None


def test_a_change_lies_between_two_looks(ledger, another):
    observe(ledger, tab("members", C_1__60001={"need": "ก"}))
    observe(ledger, tab("members", C_1__60001={"need": "ก"}), after=1)
    assert observe(another, tab("members", C_1__60001={"need": "ข"}), after=2) == 1

    change = RecordChange("members", "C-1 · 60001", "C-1", "changed", "need", "ก", "ข")
    assert ledger.changes.of("main", "c-1") == [PastChange(change, NOW + HOUR, NOW + 2 * HOUR)]
    assert ledger.changes.of("main", "60001") == ledger.changes.of("main", "C-1")
    assert ledger.changes.of("main", "6000") == []
    assert ledger.changes.edits("main") == [(NOW + 2 * HOUR, 1)]


def test_a_tab_that_was_not_looked_at_is_no_change(ledger):
    members = tab("members", C_1__60001={"need": "ก"})
    observe(ledger, members | tab("staff", **{"60001": SUDA}))
    observe(ledger, tab("staff", **{"60001": SUDA}), after=1)
    observe(ledger, members, after=2)

    assert ledger.changes.of("main", "60001") == []


def test_rows_that_went_and_came_back_are_told_in_order(ledger):
    members = tab("members", C_1__60001={"need": "ก"})
    observe(ledger, members)
    observe(ledger, tab("members"), after=1)
    observe(ledger, members, after=2)

    told = [(one.change.kind, one.at - NOW) for one in ledger.changes.of("main", "C-1")]
    assert told == [("removed", HOUR), ("added", 2 * HOUR)]


def test_the_oldest_changes_go_where_there_are_too_many(ledger):
    for hour in range(6):
        observe(ledger, tab("members", C_1__60001={"need": str(hour)}), after=hour, most=3)

    assert [one.change.after for one in ledger.changes.of("main", "C-1")] == ["3", "4", "5"]


def test_old_changes_are_purged(ledger):
    for hour in range(4):
        observe(ledger, tab("members", C_1__60001={"need": str(hour)}), after=hour)
    ledger.purge(mails_before=NOW, findings_before=NOW.date(), changes_before=NOW + 2 * HOUR)

    assert [one.change.after for one in ledger.changes.of("main", "C-1")] == ["2", "3"]


@pytest.fixture
def suda_left(ledger):
    """A ledger that kept somebody's row, her membership, and the group that names her."""
    group = {"community_id": "C-1", "coordinator": "นางสุดา ใจดี"}
    observe(
        ledger,
        tab("staff", **{"60001": SUDA})
        | tab("members", C_1__60001={"need": "ก"}, C_1__60002={"need": "ข"})
        | tab("communities", C_1=group),
    )
    observe(ledger, tab("staff"), after=1)
    return ledger


def test_what_is_kept_about_a_person_is_exported(suda_left):
    kept = suda_left.export(SUDA["email"], [SUDA["full_name"]])

    assert [(row["tab"], row["key"]) for row in kept["records"]] == [
        ("communities", "C-1"),
        ("members", "C-1 · 60001"),
    ]
    assert [(row["kind"], row["key"]) for row in kept["changes"]] == [("removed", "60001")]


def test_an_erased_person_is_in_no_record_and_no_change(suda_left):
    suda_left.erase(SUDA["email"], [SUDA["full_name"]], now=NOW)

    kept = suda_left.export(SUDA["email"], [SUDA["full_name"]])
    assert (kept["records"], kept["changes"]) == ([], [])
    assert list(suda_left.changes.kept("main", "members")) == ["C-1 · 60002"]
    (group,) = suda_left.changes.kept("main", "communities").values()
    assert json.loads(group.cells)["coordinator"] == ERASED
