"""Ditto marks: what stands above them is proposed, and never read in silence."""

import datetime as dt

import pytest

from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.workbook import RawCell, RawTab
from tests.registry.reading import our_schema, sheet, snapshot_of


def filled(tab: str, *rows: dict[str, RawCell], title: str = "") -> RawTab:
    """A sheet with all headings of a tab; what a row does not name is blank."""
    declared = our_schema().tabs[tab]
    headings = [column.words.th for column in declared.columns.values()]
    cells = [[row.get(name) for name in declared.columns] for row in rows]
    return sheet(title or declared.words.th, headings, *cells)


def members(*rows: list[RawCell], title: str = "") -> RawTab:
    names = ("community", "person", "need", "joined_on")
    return filled("members", *(dict(zip(names, row, strict=False)) for row in rows), title=title)


GROUPS = filled("communities", {"community_id": "C-001"}, {"community_id": "C-002"})
STAFF = filled(
    "staff",
    {"staff_id": "60001", "full_name": "สุดา ใจดี", "email": "suda@agency.go.th"},
    {"staff_id": "60002", "full_name": "วิชัย ทองแท้", "email": "〃", "supervisor": "60001"},
    {"staff_id": "60003", "full_name": "มาลี ศรีสุข", "supervisor": "〃"},
)


def proposed(snapshot: Snapshot, tab: str, column: str) -> dict[int, str | None]:
    """By row of the sheet, what is proposed in the place of what was typed."""
    table = snapshot[tab]
    cells = table[column]
    return {
        int(table.rows[row]): problem.suggestion
        for rule in cells.problems
        for row in cells.rows_with(rule)
        for problem in cells.problems_at(rule, row)
    }


def test_what_stands_above_is_proposed_down_a_chain_of_marks_and_for_each_its_own():
    snapshot = snapshot_of(
        GROUPS,
        STAFF,
        members(
            ["C-001", "60001", "งาน", dt.date(2026, 10, 5)],
            ["〃", "60002", "〃", "〃"],
            ["〃", "60003", None, "1 พ.ย. 2569"],
            ["C-002", "60001", None, "-do-"],
            ["〃", '"', None, None],
        ),
    )

    assert proposed(snapshot, "members", "community") == {3: "C-001", 4: "C-001", 6: "C-002"}
    assert proposed(snapshot, "members", "person") == {6: "60001"}
    assert proposed(snapshot, "members", "joined_on") == {3: "5 ต.ค. 2569", 5: "1 พ.ย. 2569"}
    assert proposed(snapshot, "members", "need") == {}
    assert snapshot["members"]["community"].shown_at([1, 4]) == ["〃", "〃"]


@pytest.mark.parametrize(
    "above",
    [None, "C-0x9", "〃"],
    ids=["nothing above", "what nobody can read above", "the first row"],
)
def test_nothing_is_proposed_where_nothing_certain_stands_above(above):
    snapshot = snapshot_of(
        GROUPS, STAFF, members([above, "60001"], ["〃", "60002"], ["C-001", "60003"])
    )

    assert proposed(snapshot, "members", "community")[3] is None


def test_nothing_is_proposed_from_another_sheet():
    snapshot = snapshot_of(
        GROUPS, STAFF, members(["C-001", "60001"]), members(["〃", "60002"], title="Members")
    )

    assert proposed(snapshot, "members", "community") == {2: None}


def test_an_address_is_nobody_elses():
    snapshot = snapshot_of(STAFF)

    assert proposed(snapshot, "staff", "email") == {3: None}
    assert proposed(snapshot, "staff", "supervisor") == {4: "60001"}
