"""Field masks."""

import pytest

from tests.google.masks import MaskError, asks_for, masked, parse_mask, updated


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("a", {"a": {}}),
        ("a,b", {"a": {}, "b": {}}),
        ("a.b,a.c", {"a": {"b": {}, "c": {}}}),
        ("a/b(c,d)", {"a": {"b": {"c": {}, "d": {}}}}),
        ("files(id, name), nextPageToken", {"files": {"id": {}, "name": {}}, "nextPageToken": {}}),
    ],
)
def test_masks_are_trees(text, mask):
    assert parse_mask(text) == mask


@pytest.mark.parametrize("text", ["a(", "a)", ",", "a,,b", "a(b"])
def test_broken_masks_are_told(text):
    with pytest.raises(MaskError):
        parse_mask(text)


def test_masked_replies_hold_only_what_was_asked_for():
    value = {"a": [{"b": 1, "c": 2}, {"c": 3}], "d": 4}
    assert masked(value, parse_mask("a.b")) == {"a": [{"b": 1}, {}]}
    assert masked(value, parse_mask("*")) == value


def test_updates_set_and_clear_masked_fields():
    old = {"keep": 1, "both": {"x": 1, "y": 2}, "gone": 5}
    new = {"both": {"x": 9}, "other": 7}
    assert updated(old, new, parse_mask("both.x,gone")) == {"keep": 1, "both": {"x": 9, "y": 2}}
    assert updated(old, new, parse_mask("both")) == {"keep": 1, "both": {"x": 9}, "gone": 5}
    assert updated(old, new, parse_mask("*")) == new


def test_empty_masks_ask_for_everything():
    assert asks_for({}, "a", "b")
    assert asks_for(parse_mask("a"), "a", "b")
    assert not asks_for(parse_mask("a.b"), "a", "c")
