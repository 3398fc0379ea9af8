"""Requests made at random from the discovery document are answered or refused, no more."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.cells import Formula
from tests.google.discovery import api
from tests.google.errors import ApiError
from tests.google.formulas.calculation import computed
from tests.google.model import Caller, new_spreadsheet
from tests.google.sheets.resources import spreadsheet_resource
from tests.google.sheets.updates.batch import Batch
from tests.google.sheets.updates.kinds import KINDS, apply_requests

SHEETS = api("sheets.v4")
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
TEXTS = ["a", "b", "1", "=A1", "=SUM(A1:B2)", "Data", "*", "userEnteredValue", "x;y", "ก"]
FIELDS = ["*", "userEnteredValue", "note,userEnteredFormat.textFormat.bold", "title", "range", ""]


def made(rng, spec, depth=0, name=""):
    """A value that a field could have."""
    if "$ref" in spec:
        return message(rng, spec["$ref"], depth)
    kind = spec["type"]
    if kind == "array":
        return [made(rng, spec["items"], depth + 1) for _ in range(rng.randrange(3))]
    if kind == "object":
        return {}
    if "enum" in spec:
        return rng.choice(spec["enum"])
    if kind == "boolean":
        return rng.random() < 0.5
    if kind in {"integer", "number"}:
        return 0 if name.endswith("sheetId") and rng.random() < 0.9 else rng.randrange(-1, 8)
    return rng.choice(FIELDS if name == "fields" else TEXTS)


def message(rng, schema, depth=0):
    fields = SHEETS.schemas[schema].get("properties", {})
    chance = 0.75 if depth < 3 else 0.25
    chosen = {
        name: spec
        for name, spec in fields.items()
        if rng.random() < chance and (depth < 6 or "$ref" not in spec)
    }
    return {name: made(rng, spec, depth + 1, name) for name, spec in chosen.items()}


@pytest.fixture
def book(google):
    rows = [["h", "x", 3], ["a", "=A1", 46_348], ["b", "=B2&C1", "=SEQUENCE(2)"]]
    made = google.new_spreadsheet("Any", {"Data": rows, "More": [["1", "2"]]})
    made.requests(
        {
            "updateSheetProperties": {
                "properties": {"gridProperties": {"rowCount": 9, "columnCount": 9}},
                "fields": "gridProperties(rowCount,columnCount)",
            }
        }
    )
    return made.model


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_any_request_is_answered_or_refused(book, kind):
    schema = SHEETS.schemas["Request"]["properties"][kind]["$ref"]
    rng = random.Random(kind)  # noqa: S311  # noqa: S311
    target = SHEETS.method("POST", "/v4/spreadsheets/x:batchUpdate")
    reading = SHEETS.method("GET", "/v4/spreadsheets/x")
    for _ in range(12):
        before = book.snapshot()
        batch = Batch(book, Caller("a@b.example", NOW.date()), NOW)
        body, _, _ = SHEETS.clean_request(target, {}, {"requests": [{kind: message(rng, schema)}]})
        try:
            replies = apply_requests(batch, body["requests"])
        except ApiError:
            book.restore(before)
            continue
        assert SHEETS.reply_deviations(target, {"replies": replies}) == []
        whole = spreadsheet_resource(book, None, {}, NOW, grid=True)
        assert SHEETS.reply_deviations(reading, whole) == []
        assert set(computed(book, NOW).rows) == {sheet.id for sheet in book.sheets}
        book.restore(before)


@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_leaves_a_spreadsheet_that_can_be_read(book, seed):
    rng = random.Random(seed)  # noqa: S311
    kinds = sorted(KINDS)
    target = SHEETS.method("POST", "/v4/spreadsheets/x:batchUpdate")
    reading = SHEETS.method("GET", "/v4/spreadsheets/x")
    for step in range(120):
        kind = rng.choice(kinds)
        schema = SHEETS.schemas["Request"]["properties"][kind]["$ref"]
        body, _, _ = SHEETS.clean_request(target, {}, {"requests": [{kind: message(rng, schema)}]})
        before = book.snapshot()
        try:
            apply_requests(Batch(book, Caller("a@b.example", NOW.date()), NOW), body["requests"])
        except ApiError:
            book.restore(before)
        if step % 10 == 0:
            whole = spreadsheet_resource(book, None, {}, NOW, grid=True)
            assert SHEETS.reply_deviations(reading, whole) == []
        for sheet in book.sheets:
            held = {(r, c) for r, c, v in sheet.grid.cells() if isinstance(v, Formula)}
            assert sheet.grid.formulas == held, kind
            assert len(sheet.grid.rows) <= sheet.grid.row_count, kind
            assert max(map(len, sheet.grid.rows), default=0) <= sheet.grid.column_count, kind


@given(st.text(max_size=12) | st.text("AZ19:!'$Data", max_size=12))
def test_any_range_text_is_resolved_or_refused(text):
    book = new_spreadsheet("id", "Book", "Data")
    try:
        sheet, area = book.resolve(text)
    except ApiError as refusal:
        refused = refusal.message
        assert refused == f"Unable to parse range: {text}"
    else:
        assert sheet is book.sheets[0]
        assert (area.end_row or area.row + 1) > area.row >= 0
