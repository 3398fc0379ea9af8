import pytest

from sheets_sync.stores.xlsx.xml_edit import (
    UnusualXmlError,
    attribute,
    before_end,
    is_plain,
    opening_tag,
    prefix_of,
    with_attribute,
)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (b"<a><b>1</b></a>", b"<a><b>1+</b></a>"),
        (b"<a><b/></a>", b"<a><b>+</b></a>"),
        (b'<a><b c="1" /></a>', b'<a><b c="1">+</b></a>'),
    ],
)
def test_something_comes_before_the_end_of_an_element(xml, expected):
    assert before_end(xml, b"b", b"+") == expected


@pytest.mark.parametrize("xml", [b"<a/>", b"<a><b></b><b></b></a>", b"<a><bc/></a>"])
def test_what_is_not_there_once_is_unusual(xml):
    with pytest.raises(UnusualXmlError):
        before_end(xml, b"b", b"+")


@pytest.mark.parametrize(
    ("tag", "value", "changed"),
    [
        (b'<a b="1">', "1", b'<a b="2">'),
        (b"<a b='1'/>", "1", b'<a b="2"/>'),
        (b'<a b = "1" c="3">', "1", b'<a b = "2" c="3">'),
        (b'<a bb="1">', None, b'<a bb="1" b="2">'),
        (b"<a/>", None, b'<a b="2"/>'),
        (b"<a>", None, b'<a b="2">'),
    ],
)
def test_one_attribute_of_a_tag(tag, value, changed):
    assert attribute(tag, "b") == value
    assert with_attribute(tag, "b", "2") == changed


def test_only_tags_of_that_very_name_are_found():
    assert opening_tag(b"<abc/><ab>", b"ab")[0] == b"<ab>"
    assert opening_tag(b"<abc/>", b"ab") is None
    assert opening_tag(b"<ab/>", b"ab")[0] == b"<ab/>"


def test_the_prefix_of_a_part():
    assert prefix_of(b"<?xml?><workbook>", "workbook") == b""
    assert prefix_of(b"<x:workbook a='b'>", "workbook") == b"x:"
    with pytest.raises(UnusualXmlError):
        prefix_of(b"<other/>", "workbook")


@pytest.mark.parametrize(
    ("xml", "plain"),
    [
        (b"<a/>", True),
        (b'<?xml version="1.0" encoding="UTF-8"?><a/>', True),
        (b"<?xml version='1.0' encoding='utf-16'?><a/>", False),
        ("<?xml version='1.0'?><a/>".encode("utf-16"), False),
        (b"<!DOCTYPE a><a/>", False),
    ],
)
def test_only_plain_parts_are_edited(xml, plain):
    assert is_plain(xml) == plain
