"""Laws of the service's own tabs, for whatever staff type."""

import dataclasses
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.planning.workbook_tabs.check_output import compile_output
from sheets_sync.planning.workbook_tabs.status_columns import status_columns
from sheets_sync.planning.workbook_tabs.tab_model import Link, TabCell
from sheets_sync.planning.workbook_tabs.todo_lines import place_of, todo_lines
from sheets_sync.planning.workbook_tabs.todo_tab import todo_tab
from sheets_sync.registry.workbook import RawWorkbook
from tests.fixtures.properties import examples
from tests.planning.workbook_tabs.tab_input import ENGLISH, THAI, checkup, moment
from tests.rules.workbooks import context_of, found_in, our_schema, rows_of

TYPED = st.one_of(
    st.none(),
    st.sampled_from(
        ["31/11/2569", "-", "60001", "C-001", "C-00l", "99", "จัดแลว", "22 พ.ย.", "=1+1"]
    ),
    st.text(max_size=12),
    st.integers(-5, 70_000),
)


@st.composite
def changes(draw):
    """Some cells of the agency's workbook, typed anew, and some rows deleted."""
    change = {}
    for _ in range(draw(st.integers(1, 12))):
        tab = draw(st.sampled_from(list(rows_of(None))))
        row = draw(st.sampled_from(sorted(rows_of(None)[tab])))
        column = draw(st.sampled_from(list(our_schema().tabs[tab].columns)))
        cells = change.setdefault(tab, {}).setdefault(row, {})
        if cells is not None:
            cells[column] = draw(TYPED)
        if draw(st.integers(0, 9)) == 0:
            change[tab][row] = None
    return change


FEW = settings(max_examples=examples(8), suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(changes())
def test_every_finding_is_on_exactly_one_line_and_the_counts_add_up(change):
    found = checkup(change)
    lines = todo_lines(found, THAI)

    assert Counter(one.identity("main") for line in lines for one in line.findings) == Counter(
        one.identity("main") for one in found.findings
    )


@FEW
@given(changes())
def test_every_line_is_one_row_with_a_place_a_word_and_a_sentence(change):
    found = checkup(change)
    rows = [
        row.cells
        for row in todo_tab(found, THAI).rows[4:]
        if len(row.cells) == 8 and isinstance(row.cells[2].value, Link)
    ]

    assert Counter(cells[2].value for cells in rows) == Counter(
        place_of(line.first, THAI) for line in todo_lines(found, THAI)
    )
    assert all(cell.value for cells in rows for cell in (cells[0], cells[1], cells[4]))


@FEW
@given(changes())
def test_every_record_has_exactly_one_text_beside_it(change):
    found = checkup(change)
    records = Counter(
        (table.sheet(row), int(table.rows[row]))
        for table in found.context.snapshot.tables.values()
        for row in range(len(table))
    )
    texts = Counter(
        (column.sheet, row)
        for column in status_columns(found, THAI)
        for row, text in column.texts.items()
        if text
    )

    assert texts == records


@FEW
@given(changes())
def test_a_text_that_is_not_fine_stands_where_a_finding_is(change):
    found = checkup(change)
    hit = {(one.sheet, one.row) for one in found.findings}
    for column in status_columns(found, THAI):
        for row, text in column.texts.items():
            if text != column.without_key:
                assert (text != column.fine) == ((column.sheet, row) in hit)


@FEW
@given(changes(), st.sampled_from(["th", "en"]))
def test_whatever_is_typed_the_whole_output_compiles_in_both_languages(change, language):
    sentences = {"th": THAI, "en": ENGLISH}[language]
    found = checkup(change, language=language)
    output = compile_output(found, sentences, moment("2026-11-22 06:30"))
    cells = [cell for tab in output.tabs for row in tab.rows for cell in row.cells]

    assert all(isinstance(cell, TabCell) and cell.span >= 1 for cell in cells)


@FEW
@given(st.permutations(range(2, 10)), st.data())
def test_sorting_a_tab_moves_texts_with_their_rows_and_changes_none(order, data):
    change = {row: {"topic": data.draw(TYPED), "hours": data.draw(TYPED)} for row in (2, 4, 6, 8)}
    before = checkup({"sessions": change})
    after = _sorted(before, dict(zip(range(2, 10), order, strict=True)))
    column, moved = (
        next(one for one in status_columns(one_of, THAI) if one.sheet == "กิจกรรม")
        for one_of in (before, after)
    )

    assert {order[row - 2]: moved.texts[order[row - 2]] for row in range(2, 10)} == {
        order[row - 2]: column.texts[row] for row in range(2, 10)
    }


def _sorted(found, places):
    """The same workbook with the sessions in other rows."""
    tabs = []
    for tab in found.workbook.tabs:
        if tab.sheet != "กิจกรรม":
            tabs.append(tab)
            continue
        columns = [list(cells) for cells in tab.columns]
        for old, new in zip(tab.columns, columns, strict=True):
            for row, place in places.items():
                new[place - 1] = old[row - 1]
        tabs.append(dataclasses.replace(tab, columns=tuple(columns)))
    workbook = RawWorkbook(found.workbook.place, tuple(tabs))
    facts = context_of(workbook, found.context.settings, found.today)
    return dataclasses.replace(found, context=facts, findings=found_in(facts), workbook=workbook)
