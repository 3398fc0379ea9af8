"""Letters and what staff tick beside them, while rows come, go and change their order."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sheets_sync.planning.workbook_tabs.tab_model import BLANK, ServiceTab, TabCell, TabRow, Ticks
from sheets_sync.registry.workbook import RawTab
from sheets_sync.stores.google.writing.batch import is_repeatable
from sheets_sync.stores.google.writing.outbox_rows import alignment
from sheets_sync.stores.google.writing.service_tabs import TabPlace, tab_requests

SHEET = 5
HEADINGS = ("เลขที่", "ถึง", "ระงับ", "ยกเลิก")
KEYS = [f"{number:012x}" for number in range(8)]
TICKS = Ticks(key_column=1, columns=(3, 4), words=("✓",), header_row=0)
MARKS = st.sampled_from(["", "✓", "รอก่อน", True, False])


def outbox(letters, *, held=0, unsent=0):
    """The tab with these letters, below so many sentences and above so many others."""
    above = [TabRow((TabCell(f"ระงับ {at}", span=4),)) for at in range(held)]
    below = [TabRow((BLANK, TabCell(f"ไม่ส่ง {at}", span=3))) for at in range(unsent)]
    return ServiceTab(
        name="outbox",
        title="กล่องอีเมลรอส่ง",
        widths=(10, 10, 5, 5),
        rows=(
            *above,
            TabRow(tuple(TabCell(heading) for heading in HEADINGS)),
            *(TabRow((TabCell(key), TabCell(f"ถึง {key}"))) for key in letters),
            *below,
        ),
        frozen_rows=held + 1,
        ticks=Ticks(TICKS.key_column, TICKS.columns, TICKS.words, held + 1),
    )


def as_read(book):
    """The tab as the store reads it."""
    rows = book.values("'กล่องอีเมลรอส่ง'!A:D")
    lines = [[*row, *[""] * (4 - len(row))] for row in rows]
    return RawTab("กล่องอีเมลรอส่ง", tuple(zip(*lines, strict=True)))


def write(book, tab, before):
    index = 0 if before is None else None
    place = TabPlace(SHEET, tab.title, index, marked=before is not None, before=before)
    book.requests(*tab_requests(tab, place, lambda _: None, "robot@agency.example"))


def tick(book, letters, marks, first):
    """Staff tick beside every letter."""
    for row, key in enumerate(letters, start=first):
        mark = marks.get(key, "")
        if mark != "":
            book.set(f"'กล่องอีเมลรอส่ง'!{'CD'[len(key) % 2]}{row}", [[mark]], typed=False)


def beside(book):
    """By letter, what stands in the two columns beside it."""
    rows = as_read(book).columns
    return {
        key: (hold, stop)
        for key, _, hold, stop in zip(*rows, strict=True)
        if key in KEYS and (hold, stop) != ("", "")
    }


def boxes(book):
    """The rows, from 1, that have boxes to tick."""
    grid = next(sheet for sheet in book.model.sheets if sheet.id == SHEET).grid
    return [
        row + 1
        for row in range(grid.row_count)
        if grid.extra_at(row, 2) and grid.extra_at(row, 2).validation
    ]


LETTERS = st.permutations(KEYS).flatmap(
    lambda keys: st.integers(0, len(keys)).map(lambda count: keys[:count])
)
MORE = st.integers(0, 2)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    old=LETTERS,
    new=LETTERS,
    early=st.dictionaries(st.sampled_from(KEYS), MARKS),
    late=st.dictionaries(st.sampled_from(KEYS), MARKS),
    sizes=st.tuples(MORE, MORE, MORE, MORE),
)
@example(old=KEYS[:3], new=[], early={KEYS[0]: "✓"}, late={KEYS[1]: "✓"}, sizes=(1, 0, 0, 2))
@example(old=[], new=KEYS[:3], early={}, late={}, sizes=(0, 2, 2, 0))
@example(old=KEYS, new=KEYS[::-1], early=dict.fromkeys(KEYS, "✓"), late={}, sizes=(0, 0, 0, 0))
def test_what_staff_tick_at_any_moment_stays_beside_its_letter(
    google, old, new, early, late, sizes
):
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": []})
    first = outbox(old, held=sizes[0], unsent=sizes[1])
    write(book, first, None)
    tick(book, old, early, sizes[0] + 2)
    before = as_read(book)
    tick(book, old, late, sizes[0] + 2)
    ticked = beside(book)

    second = outbox(new, held=sizes[2], unsent=sizes[3])
    write(book, second, before)

    after = as_read(book)
    assert beside(book) == {key: marks for key, marks in ticked.items() if key in new}
    top, end = sizes[2] + 1, sizes[2] + 1 + len(new)
    assert list(after.columns[0][top:end]) == list(new)
    assert list(after.columns[1][top:end]) == [f"ถึง {key}" for key in new]
    others = [*range(top), *range(end, after.height)]
    assert {after.columns[at][row] for at in (2, 3) for row in others} <= {"", *HEADINGS}
    assert boxes(book) == list(range(top + 1, end + 1))


def test_letter_that_stands_twice_keeps_the_row_that_is_ticked(google):
    book = google.new_spreadsheet("ทะเบียน", {"บุคลากร": []})
    write(book, outbox(KEYS[:2]), None)
    book.insert_rows("กล่องอีเมลรอส่ง", 3)
    book.set("'กล่องอีเมลรอส่ง'!A3:D3", [[KEYS[0], "สำเนา", "", "✓"]], typed=False)

    write(book, outbox(KEYS[:2]), as_read(book))

    assert beside(book) == {KEYS[0]: ("", "✓")}


@pytest.mark.parametrize(
    ("old", "new", "repeatable"),
    [
        (KEYS[:3], KEYS[:3], True),
        ([], [], True),
        (KEYS[:3], KEYS[:2], True),
        (KEYS[:3], KEYS[1:3], False),
        (KEYS[:3], [*KEYS[:3], KEYS[4]], False),
        (KEYS[:2], KEYS[1::-1], False),
    ],
)
def test_rows_are_only_moved_where_letters_change_their_places(old, new, repeatable):
    rows = [HEADINGS, *((key, "", "", "") for key in old)]
    before = RawTab("กล่องอีเมลรอส่ง", tuple(zip(*rows, strict=True)))
    tab = outbox(new)

    found = alignment(SHEET, tab, tab.ticks, before)

    assert is_repeatable(found.requests) == repeatable
    assert bool(found.requests) != repeatable


def test_one_letter_that_moves_far_is_one_move():
    rows = [HEADINGS, *((key, "", "", "") for key in KEYS)]
    before = RawTab("กล่องอีเมลรอส่ง", tuple(zip(*rows, strict=True)))
    tab = outbox([*KEYS[1:], KEYS[0]])

    moves = [
        request["moveDimension"]
        for request in alignment(SHEET, tab, tab.ticks, before).requests
        if "moveDimension" in request
    ]

    assert moves == [
        {
            "source": {"sheetId": SHEET, "dimension": "ROWS", "startIndex": 0, "endIndex": 1},
            "destinationIndex": 8,
        }
    ]
