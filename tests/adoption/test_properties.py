"""Laws of adoption, for sheets made of every kind of heading and cell."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.adoption.mapping import LIMIT
from sheets_sync.adoption.proposal import propose
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.resources import resource
from sheets_sync.settings.config_file import defaults
from tests.fixtures.properties import examples
from tests.registry.reading import TODAY, declaration, our_schema, sheet

LIMITS = defaults(resource("config")).rules
NAMES = {
    name: (
        tab.words.spellings(name),
        [
            spelling
            for column in tab.columns.values()
            for spelling in column.words.spellings(column.name)
        ],
    )
    for name, tab in our_schema().tabs.items()
}
AROUND = ("", "", "", " ปี 2570", " (โปรดระบุ)", " ของท่าน", "รายการ", " list", "*", "1. ", "ไม่")
JUNK = ("ลำดับ", "หมายเหตุ", "วันที่", "ชื่อ", "", "Timestamp", "ผล", "เบอร์โทร")

around = st.sampled_from(AROUND)


def like(words):
    """One of the words, often with something written around it."""
    return st.builds(lambda before, word, after: before + word + after, around, words, around)


cells = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "C-001",
            "60123",
            "นายสมชาย เรียนรู้",
            "a@agency.go.th",
            "ผ่าน",
            "ใช่",
            "1 ต.ค. 2569",
            "8, 9",
            "-",
        ]
    ),
    st.floats(0, 50000),
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    st.text(max_size=6),
)


FEW = st.sampled_from(["C-001", None, None])


@st.composite
def sheets(draw):
    titles, spellings = NAMES[draw(st.sampled_from(sorted(NAMES)))]
    known = st.sampled_from(spellings)
    strange = st.one_of(st.sampled_from(JUNK), st.text(max_size=8))
    width = draw(st.integers(1, 8))
    row = st.lists(draw(st.sampled_from([cells, FEW])), min_size=width, max_size=width)
    above = draw(st.lists(row, max_size=2))
    headings = st.one_of(known, like(known), like(known), strange)
    heading = draw(st.lists(headings, min_size=width, max_size=width, unique=draw(st.booleans())))
    title = draw(st.one_of(st.just(titles[1]), like(st.sampled_from(titles)), st.text(max_size=8)))
    return sheet(title, *above, heading, *draw(st.lists(row, max_size=5)))


workbooks = st.lists(sheets(), min_size=1, max_size=3, unique_by=lambda one: one.sheet)


@settings(max_examples=examples(15), deadline=None)
@given(workbooks)
def test_the_reader_given_the_overlay_finds_every_mapped_column(raw):
    proposal = propose(RawWorkbook("a.xlsx", tuple(raw)), declaration(), TODAY, LIMITS)

    schema = read_schema(merge(declaration(), proposal.overlay), "registry.toml")
    by_title = {one.sheet: one for one in raw}
    for match in proposal.sheets:
        tab = schema.tab_named(match.sheet)
        found = find_headings(tab, by_title[match.sheet], schema.status_column)
        first = {}
        for one in match.columns:
            first.setdefault(one.column, one.position)
        assert (tab.name, found.row, dict(found.positions)) == (match.tab, match.row, first)


@settings(max_examples=examples(15), deadline=None)
@given(workbooks)
def test_nothing_is_mapped_twice_or_below_the_limit(raw):
    proposal = propose(RawWorkbook("a.xlsx", tuple(raw)), declaration(), TODAY, LIMITS)

    named = {(one.sheet, one.column) for one in proposal.problems if one.kind == "two-headings"}
    for match in proposal.sheets:
        columns = [one.column for one in match.columns]
        twice = {(match.sheet, one) for one in columns if columns.count(one) > 1}
        assert twice <= named
        assert all(one.confidence >= LIMIT for one in match.columns)
    used = [match.sheet for match in proposal.sheets] + [one.sheet for one in proposal.unused]
    used += [one.sheet for one in proposal.layouts if one.sheet not in used]
    assert sorted(used) == sorted(one.sheet for one in raw)


@settings(max_examples=examples(12), deadline=None)
@given(workbooks)
def test_adopting_what_was_adopted_adds_nothing(raw):
    workbook = RawWorkbook("a.xlsx", tuple(raw))
    first = propose(workbook, declaration(), TODAY, LIMITS)
    adopted = merge(declaration(), first.overlay)

    again = propose(workbook, adopted, TODAY, LIMITS)

    known = {match.sheet: match.tab for match in again.sheets}
    assert {match.sheet: match.tab for match in first.sheets}.items() <= known.items()
