"""Tabs with titles nobody knows, and which table their headings tell."""

import pytest

from sheets_sync.registry.similar_headings import headed_alike
from tests.registry.reading import our_schema, sheet, snapshot_of

SCHEMA = our_schema()
HEADINGS = {
    name: [column.words.th for column in tab.columns.values()] for name, tab in SCHEMA.tabs.items()
}
MEMBERS = HEADINGS["members"]
TWO_COLUMNS = {name for name, headings in HEADINGS.items() if len(headings) < 3}


@pytest.mark.parametrize("table", sorted(set(HEADINGS) - TWO_COLUMNS))
def test_every_table_is_known_by_its_headings_alone(table):
    renamed = sheet("ปี 2570", ["ทะเบียนของเรา"], HEADINGS[table], ["x"])

    assert headed_alike([renamed], SCHEMA) == {table: "ปี 2570"}


def test_own_columns_and_the_result_beside_them_change_nothing():
    result = SCHEMA.status_column.th
    renamed = sheet("คน", [*MEMBERS, result, "เบอร์โทร", "ห้อง"], ["C-001"])

    assert headed_alike([renamed], SCHEMA) == {"members": "คน"}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["บันทึก"], ["เรื่องอื่น"]],
        [MEMBERS[:1]],
        [MEMBERS[1:]],
        [[*MEMBERS, *(f"ช่อง {number}" for number in range(20))]],
    ],
    ids=["nothing", "other words", "one heading", "without a required one", "much besides"],
)
def test_nothing_is_named_where_it_is_not_beyond_doubt(rows):
    assert headed_alike([sheet("คน", *rows)], SCHEMA) == {}


def test_of_two_that_may_be_the_same_table_neither_is_named():
    assert headed_alike([sheet("ก", MEMBERS), sheet("ข", MEMBERS)], SCHEMA) == {}


def test_an_old_copy_of_a_tab_that_is_there_stands_for_no_other():
    snapshot = snapshot_of(sheet("สมาชิก", MEMBERS), sheet("ปี 2568", MEMBERS))

    assert {one.near for one in snapshot.structure if one.rule == "tab-missing"} == {None}


def test_the_finding_of_a_missing_tab_names_the_one_with_its_headings():
    snapshot = snapshot_of(sheet("คนในกลุ่ม", MEMBERS, ["C-001", "60001"]))

    near = {one.tab: one.near for one in snapshot.structure if one.rule == "tab-missing"}
    assert near["members"] == "คนในกลุ่ม"
    assert set(near.values()) == {None, "คนในกลุ่ม"}
