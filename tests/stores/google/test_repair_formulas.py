"""Formulas are put back while staff work in the same tab, and no cell of theirs is hit."""

from itertools import zip_longest

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import Addition
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten, StatusColumn
from sheets_sync.stores.composite.part import schema_of
from sheets_sync.stores.google.provisioning import mend
from sheets_sync.stores.google.provisioning.columns_read import read_columns
from sheets_sync.stores.google.provisioning.first_rows import look
from sheets_sync.stores.google.provisioning.plan import Plan
from sheets_sync.stores.google.writing.batch import formula
from sheets_sync.stores.xlsx.keys import status_formula as xlsx_formula
from tests.registry.reading import our_schema

THAI = Sentences("th")
SCHEMA = schema_of(our_schema(), ["staff"])
TAB, STATUS = "บุคลากร", SCHEMA.status_column.th
BROKEN = "=ARRAYFORMULA(LET(code_0,1,#REF!))"
ROWS = [
    ["60001", "นางสุดา ใจดี", "suda@agency.go.th", "", "กองคลัง"],
    ["60002", "นายมานะ อดทน", "mana@agency.go.th", "", "กองแผน", "60001"],
]


def column_put_in(book):
    book.insert_columns(TAB, 10)
    book.set(f"{TAB}!J1", [["เบอร์โทร"], ["02-000-0001"]])


def column_put_in_far_left(book):
    book.insert_columns(TAB, 1)
    book.set(f"{TAB}!A1", [["ลำดับ"], ["1"]])


def column_moved(book):
    sheet = book.sheet(TAB).id
    source = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": 9, "endIndex": 10}
    book.requests({"moveDimension": {"source": source, "destinationIndex": 0}})


def column_taken_out(book):
    book.delete_columns(TAB, 4)


def title_above(book):
    book.insert_rows(TAB, 1)
    book.set(f"{TAB}!A1", [["ทะเบียนบุคลากร"]])


def heading_renamed(book):
    book.set(f"{TAB}!G1", [["สถานะของคน"]])


EDITS = (
    column_put_in,
    column_put_in_far_left,
    column_moved,
    column_taken_out,
    title_above,
    heading_renamed,
)
MOMENTS = {
    "before hidden words are put on": {"path": "[^s]:batchUpdate$"},
    "before they are looked for": {"path": "values:batchGetByDataFilter"},
    "before the formula is entered": {"path": "batchUpdateByDataFilter"},
}


@pytest.fixture
def book(google, open_google):
    made = google.new_spreadsheet("ทะเบียน", {"ชีต1": []}, locale="th_TH")
    open_google(made.id).provision(SCHEMA, THAI, time_zone="Asia/Bangkok")
    made.set(f"{TAB}!A2", ROWS)
    return made


def naive(connection, schema, say, *, looking):
    """Each formula into the cell where its column was when the spreadsheet was looked at."""
    plan = Plan(look(connection), schema, say, connection.account)
    draft = plan.mending(read_columns(connection, plan.asked()))
    cells = [formula(one.place.heading, one.place.formula) for one in draft.mends]
    connection.update(cells, repeatable=True)


def staff_cells(book):
    """What stands in the cells of staff: what is ours, or broken, counts as blank."""
    rows = [["" if is_ours(cell) else cell for cell in row] for row in book.values(TAB, "FORMULA")]
    trimmed = ["\t".join(map(str, row)).rstrip("\t") for row in rows]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed


def is_ours(cell):
    return str(cell).startswith("=ARRAYFORMULA(LET(") or cell == STATUS


def mended(google, book, connect, edit, moment, how=mend):
    """What was done, and the cells of staff right after their edit and at the end."""
    kept = []

    def meanwhile(there):
        edit(there)
        kept.append(staff_cells(there))

    google.edits.before(meanwhile, **moment)
    done = how(connect(book.id), SCHEMA, THAI, looking=False)
    return done, kept[0], staff_cells(book)


def test_a_formula_put_back_by_its_place_hits_a_column_that_was_put_in(google, book, connect):
    book.set(f"{TAB}!J1", [[STATUS]])

    _, before, after = mended(google, book, connect, column_put_in, {"path": ":batchUpdate"}, naive)

    assert before != after
    assert "เบอร์โทร" in before[0]
    assert "เบอร์โทร" not in after[0]


@pytest.mark.parametrize("broken", [STATUS, BROKEN])
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("edit", EDITS)
def test_no_cell_of_staff_is_hit_whatever_they_do_meanwhile(
    google, book, connect, edit, moment, broken
):
    book.set(f"{TAB}!J1", [[broken]])

    done, before, after = mended(google, book, connect, edit, MOMENTS[moment])

    assert before == after
    assert done.left == (NotWritten(TAB, "changed-meanwhile"),)
    assert done.added == ()
    assert book.model.developer_metadata == [
        one for one in book.model.developer_metadata if one["metadataKey"] == "cop-steward"
    ]


@pytest.mark.parametrize("edit", [column_put_in, column_moved, title_above])
def test_the_next_time_it_is_put_back_where_the_column_is_then(google, book, connect, edit):
    whole = sorted(book.values(f"{TAB}!J1:J3"))
    book.set(f"{TAB}!J1", [[STATUS]])
    mended(google, book, connect, edit, MOMENTS["before the formula is entered"])

    done = mend(connect(book.id), SCHEMA, THAI, looking=False)

    assert (done.added, done.left) == ((Addition("formula", (TAB,)),), ())
    columns = zip_longest(*book.values(TAB))
    (shown,) = [cells for cells in columns if STATUS in cells]
    assert sorted([cell] for cell in shown if cell) == whole


def test_what_is_typed_below_it_meanwhile_stays(google, book, connect):
    book.set(f"{TAB}!J1", [[STATUS]])

    done, before, after = mended(
        google,
        book,
        connect,
        lambda there: there.set(f"{TAB}!J3", [["โทรแล้ว"]]),
        MOMENTS["before hidden words are put on"],
    )

    assert before == after
    assert done.left == (NotWritten(TAB, "changed-meanwhile"),)


# What a file brings along


def row_formula(row):
    """What a workbook that was a file holds beside a row."""
    unchecked, without = (THAI(f"workbook.status.{name}") for name in ("unchecked", "without_key"))
    column = StatusColumn(TAB, STATUS, 1, ((1,),), {}, "", without, unchecked)
    return f"={xlsx_formula(column, row, column=8, pair=0)}"


@pytest.fixture
def uploaded(book):
    """As it is when a file is made a spreadsheet: a formula in every row, some below the last."""
    book.set(f"{TAB}!J1", [[STATUS], *([row_formula(row)] for row in range(2, 12))])
    return book


def test_formulas_beside_every_row_become_the_one_in_the_heading(google, uploaded, connect):
    google.log.clear()

    done = mend(connect(uploaded.id), SCHEMA, THAI, looking=False)

    assert (done.added, done.left) == ((Addition("formula", (TAB,)),), ())
    assert (google.log.reads, google.log.writes) == (5, 3)
    beside = uploaded.values(f"{TAB}!J1:J12", "FORMULA")
    assert is_ours(beside[0][0])
    assert uploaded.values(f"{TAB}!J1:J12")[:3] == [
        [STATUS],
        *[[THAI("workbook.status.unchecked")]] * 2,
    ]
    assert not any("MATCH(" in str(row) for row in beside[1:])


def test_what_staff_typed_among_them_stays_and_is_named(google, uploaded, connect):
    uploaded.set(f"{TAB}!J3", [["โทรแล้ว"]])
    before = uploaded.values(TAB, "FORMULA")

    done = mend(connect(uploaded.id), SCHEMA, THAI, looking=False)

    assert (done.added, done.left) == ((), (NotWritten(f"{TAB} J3", "column-doubtful"),))
    assert uploaded.values(TAB, "FORMULA") == before


@pytest.mark.parametrize("moment", ["before hidden words are put on", "before they are looked for"])
def test_what_is_typed_among_them_meanwhile_stays(google, uploaded, connect, moment):
    def typed(there):
        there.set(f"{TAB}!J3", [["โทรแล้ว"]])

    path = {**MOMENTS[moment], "after": 0}
    done, before, after = mended(google, uploaded, connect, typed, path)

    assert before == after
    assert done.left == (NotWritten(TAB, "changed-meanwhile"),)


# What it costs


def test_where_nothing_happens_it_costs_five_reads_and_three_writes(google, book, connect):
    book.set(f"{TAB}!J1", [[STATUS]])
    google.log.clear()

    done = mend(connect(book.id), SCHEMA, THAI, looking=False)

    assert done.added == (Addition("formula", (TAB,)),)
    assert (google.log.reads, google.log.writes) == (5, 3)


def test_new_columns_at_the_end_of_a_full_tab_are_fresh_wherever_that_end_is(
    google, open_google, connect
):
    full = [["เลขประจำตัวบุคลากร", "ชื่อ–นามสกุล"], ["ก60001", "นางสุดา ใจดี"]]
    book = google.new_spreadsheet("ทะเบียน", {TAB: full, "ชีต2": []}, locale="th_TH")
    book.delete_columns(TAB, 3, book.model.sheets[0].size[1] - 2)

    def meanwhile(there):
        there.insert_columns(TAB, 1)
        there.set(f"{TAB}!A1", [["ลำดับ"], ["1"]])

    google.edits.before(meanwhile, path=":batchUpdate")
    open_google(book.id).provision(SCHEMA, THAI, time_zone="Asia/Bangkok")

    texts = {cell for row in book.values(TAB) for cell in row}
    assert {"ลำดับ", *full[0], *full[1]} <= texts
