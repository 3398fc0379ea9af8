"""What is taken for an answer of Google, and what is not."""

from contextlib import suppress

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.stores.google.reading.structure import Sheet, Structure
from sheets_sync.stores.google.transport.replies import (
    object_in,
    structure_in,
    update_in,
    values_in,
    version_in,
)
from sheets_sync.stores.google.transport.retryable import PassingError

BOOK = "1aB"
FILTERS = [{"gridRange": {"sheetId": 1}}, {"gridRange": {"sheetId": 2}}]
ONE = {"valueRange": {"range": "A!A1:B2", "values": [["x"]]}}
SHEETS = {"properties": {"title": "T"}, "sheets": [{"properties": {"sheetId": 3, "title": "A"}}]}
STRUCTURE = Structure("T", "", "", (Sheet(3, "A", 0, False, 0, 0, 0, ""),))


def content(value):
    return orjson.dumps(value)


def refusal(read, *arguments):
    with pytest.raises(PassingError) as caught:
        read(*arguments)
    return caught.value.reason, caught.value.why


def test_an_object_with_something_in_it():
    assert object_in(b'{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"", "not JSON"),
        (b"<!doctype html>", "not JSON"),
        (b'{"spreadsheetId": "1aB", "valueRa', "not JSON"),
        (b"{}", "empty"),
        (b"null", "no object"),
        (b"[{}]", "no object"),
        (b'"text"', "no object"),
    ],
)
def test_what_is_no_object(said, reason):
    assert refusal(object_in, said) == (reason, "odd")


@pytest.mark.parametrize("said", [{"a": 1}, {"spreadsheetId": "other"}, {"spreadsheetId": None}])
def test_an_object_of_another_spreadsheet(said):
    assert refusal(object_in, content(said), BOOK) == ("another spreadsheet", "odd")


def test_values_with_everything_that_was_asked_for():
    said = {"spreadsheetId": BOOK, "valueRanges": [ONE, {"valueRange": {"range": "B!A1:Z9"}}]}

    assert values_in(content(said), BOOK, FILTERS) == said


@pytest.mark.parametrize(
    ("ranges", "reason"),
    [
        (None, "sheets left out"),
        ([], "sheets left out"),
        ([ONE], "sheets left out"),
        ({"0": ONE, "1": ONE}, "sheets left out"),
        ([ONE, None], "no range"),
        ([ONE, {}], "no range"),
        ([ONE, {"valueRange": {}}], "no range"),
        ([ONE, {"valueRange": {"range": 7}}], "no range"),
        ([ONE, {"valueRange": {"range": "B!A1", "values": {}}}], "no columns"),
        ([ONE, {"valueRange": {"range": "B!A1", "values": ["text"]}}], "no columns"),
    ],
)
def test_values_that_are_not_what_was_asked_for(ranges, reason):
    said = {"spreadsheetId": BOOK} | ({} if ranges is None else {"valueRanges": ranges})

    assert refusal(values_in, content(said), BOOK, FILTERS) == (reason, "odd")


def test_a_structure():
    assert structure_in(content({"spreadsheetId": BOOK} | SHEETS), BOOK) == STRUCTURE


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"properties": {"title": "T"}},
        {"properties": {"title": "T"}, "sheets": []},
        {"properties": {}, "sheets": SHEETS["sheets"]},
        {"properties": {"title": "T"}, "sheets": [{}]},
        {"properties": {"title": "T"}, "sheets": [None]},
    ],
)
def test_a_structure_without_sheets_is_none(said):
    assert refusal(structure_in, content({"spreadsheetId": BOOK} | said), BOOK) == (
        "no sheets",
        "odd",
    )


def test_an_update_tells_the_new_structure():
    said = {"spreadsheetId": BOOK, "replies": [{}], "updatedSpreadsheet": SHEETS}

    assert update_in(content(said), BOOK) == (said, STRUCTURE)
    assert refusal(update_in, content({"spreadsheetId": BOOK}), BOOK) == ("no sheets", "odd")


def test_a_version_and_the_bin():
    assert version_in(b'{"version": "12", "trashed": true}') == ("12", True)
    assert version_in(b'{"version": "12"}') == ("12", False)
    assert refusal(version_in, b'{"trashed": false}') == ("no version", "odd")


json = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(
            ["spreadsheetId", "valueRanges", "valueRange", "range", "values", "sheets",
             "properties", "title", "sheetId", "developerMetadata", "gridProperties", "version"]
        ),
        inner | st.just(BOOK),
        max_size=4,
    ),
)  # fmt: skip


@given(json)
def test_no_json_at_all_does_more_than_count_as_no_answer(said):
    for read in (
        lambda text: values_in(text, BOOK, FILTERS),
        lambda text: structure_in(text, BOOK),
        lambda text: update_in(text, BOOK),
        version_in,
    ):
        with suppress(PassingError):
            read(content(said))
