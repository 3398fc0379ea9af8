"""Requests as Google takes them."""

import orjson
import pytest

from sheets_sync.stores.google.writing import batch, batch_lines
from sheets_sync.stores.google.writing.batch import Block, is_repeatable, sheets_named

BLOCK = Block(7, 2, 3, 4, 5)
EVERY = [
    batch.add_sheet(7, "คู่มือ", index=0, rows=5, columns=6, hidden=True, colour="12324A"),
    batch.sheet_properties(7, title="คู่มือ ๒", gridProperties={"rowCount": 9, "frozenRowCount": 1}),
    batch.update_cells(
        BLOCK, [[{}, {"userEnteredValue": {"numberValue": 1}}], []], "userEnteredValue"
    ),
    batch.repeat_cell(
        BLOCK, {"userEnteredFormat": {"textFormat": {"bold": True}}}, "userEnteredFormat"
    ),
    batch.formula(Block(7, 1, 1, 1, 1), "=1+1"),
    batch.text(Block(7, 1, 2, 1, 3), "=ก", "ข"),
    batch.note(Block(7, 1, 1, 1, 1), "วิธีกรอก"),
    batch.merge(BLOCK),
    batch.unmerge(Block(7)),
    batch_lines.widths(7, 1, 2, 120),
    batch_lines.heights(7, 1, 1, 40),
    batch_lines.fit_heights(7, 1, 2),
    batch_lines.append_rows(7, 2),
    batch_lines.append_columns(7, 1),
    batch_lines.insert_rows(7, 3, 2),
    batch_lines.move_row(7, 3, 1),
    batch_lines.delete_rows(7, 3, 4),
    batch.protect(Block(7), "ของระบบ", editors=["", "robot@a.example"], unprotected=[BLOCK]),
    batch.choices(BLOCK, ["ใช่", "ไม่"], strict=True),
    batch.choices_from(BLOCK, "='คู่มือ ๒'!A1:A"),
    batch.tick_boxes(BLOCK, "✓"),
    batch.filter_below(BLOCK),
    batch.no_filter(7),
    batch.mark_sheet(7, "cop-steward", "guide"),
    batch.highlight([BLOCK], "=$A1=1", {"textFormat": {"bold": True}}, index=0),
]


def test_google_takes_every_kind_of_request(google, connect):
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": []})
    connection = connect(book.id)

    connection.update(EVERY, repeatable=False)

    assert google.conformance.tolerated == []
    assert (book.cell("'คู่มือ ๒'!B2"), book.formula("'คู่มือ ๒'!B2")) == ("=ก", None)
    assert b"null" not in orjson.dumps(EVERY)


def test_every_request_names_its_sheet():
    assert [sheets_named([request]) for request in EVERY] == [frozenset({7})] * len(EVERY)


@pytest.mark.parametrize(
    ("request_", "repeatable"),
    [
        (batch.update_cells(BLOCK, [], "note"), True),
        (batch.sheet_properties(7, title="ก"), True),
        (batch_lines.insert_rows(7, 1, 1), False),
        (batch.add_sheet(7, "ก", index=0, rows=1, columns=1), False),
        (batch.protect(BLOCK, "ก"), False),
    ],
)
def test_what_may_be_sent_twice(request_, repeatable):
    assert is_repeatable([request_]) == repeatable
