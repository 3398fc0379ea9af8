"""What changed in the records of a tab from one look to the next."""

import json

from sheets_sync.registry.record_changes import (
    ERASED,
    RecordChange,
    RecordContent,
    TabRecords,
    changes_between,
    names_record,
)

COLUMNS = ("community_id", "name", "topic")


def tab(columns=COLUMNS, /, **records):
    return TabRecords(
        columns,
        {
            key.replace("_", "-"): RecordContent("C-1", json.dumps(cells, ensure_ascii=False))
            for key, cells in records.items()
        },
    )


def changes(before, after):
    return [*changes_between("communities", before, after)]


def test_cells_that_hold_something_else_are_told_with_what_they_held():
    before = tab(C_1={"name": "พัสดุ", "topic": "ราคา"})
    after = tab(C_1={"name": "พัสดุรู้ทัน", "community_id": "C-1"})

    assert changes(before, after) == [
        RecordChange("communities", "C-1", "C-1", "changed", "community_id", "", "C-1"),
        RecordChange("communities", "C-1", "C-1", "changed", "name", "พัสดุ", "พัสดุรู้ทัน"),
        RecordChange("communities", "C-1", "C-1", "changed", "topic", "ราคา", ""),
    ]


def test_rows_that_came_and_went_are_told_whole():
    before, after = tab(C_1={"name": "ก"}), tab(C_2={"name": "ข"})

    assert changes(before, after) == [
        RecordChange("communities", "C-2", "C-1", "added", after='{"name": "ข"}'),
        RecordChange("communities", "C-1", "C-1", "removed", before='{"name": "ก"}'),
    ]


def test_a_column_that_the_sheet_lost_or_got_is_no_change_of_its_cells():
    before = tab(("name", "topic"), C_1={"name": "ก", "topic": "ราคา"})
    after = tab(("name", "benefit"), C_1={"name": "ก", "benefit": "เร็วขึ้น"})

    assert changes(before, after) == []


def test_what_was_taken_out_for_an_erasure_is_no_change():
    before, after = tab(C_1={"name": f"กลุ่มของ{ERASED}"}), tab(C_1={"name": "กลุ่มพัสดุ"})

    assert changes(before, after) == []


def test_a_part_of_a_key_is_whole():
    assert names_record("C-001 · 60124 #2", "60124")
    assert not names_record("C-001 · 601240", "60124")
