import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sheets_sync.stores.xlsx.cell_text import LONGEST_CELL, attribute_xml, cell_text, cell_xml

ODD = ("_x0041_", "_", "x", "<", "&", "]]>", "\r", "\n", "\0", "\ud800", "ก", "🙂")
ANY_TEXT = st.text(st.characters(), max_size=200) | st.lists(st.sampled_from(ODD)).map("".join)


def as_excel_reads(xml):
    text = etree.fromstring(f"<t>{xml}</t>").text or ""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


@given(ANY_TEXT)
def test_every_text_is_read_back_as_it_is_shown(text):
    assert as_excel_reads(cell_xml(text)) == cell_text(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_ordinary_text_is_not_changed(text):
    assert cell_text(text) == text


@given(ANY_TEXT)
def test_attributes_hold_every_text(text):
    element = etree.fromstring(f'<t a="{attribute_xml(text)}"/>')
    assert len(element.get("a")) == len(text)


@given(st.integers(-3, 3), st.sampled_from(["ก", "🙂", "a"]))
def test_long_text_is_cut_where_the_cell_ends(more, sign):
    width = len(sign.encode("utf-16-le")) // 2
    text = sign * (LONGEST_CELL // width + more)
    shown = cell_text(text)
    units = len(shown.encode("utf-16-le")) // 2
    assert units <= LONGEST_CELL
    assert shown == text or shown.endswith(" …(ตัด/cut)")
    assert (shown == text) == (len(text) * width <= LONGEST_CELL)
