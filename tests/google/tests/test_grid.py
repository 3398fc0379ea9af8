"""The grid against a plain dictionary of cells."""

from hypothesis import given
from hypothesis import strategies as st

from tests.google.a1 import Area
from tests.google.cells import BLANK, Extra, Formula
from tests.google.grid import KEEP, Grid

cells = st.sampled_from([BLANK, 1, 2.5, True, "x", Formula("=A1")])
places = st.integers(0, 5)
steps = st.one_of(
    st.tuples(st.just("set"), places, places, cells),
    st.tuples(st.just("note"), places, places, st.sampled_from(["n", ""])),
    st.tuples(st.just("insert_rows"), places, st.integers(1, 3)),
    st.tuples(st.just("insert_columns"), places, st.integers(1, 3)),
    st.tuples(st.just("delete_rows"), places, st.integers(1, 3)),
    st.tuples(st.just("delete_columns"), places, st.integers(1, 3)),
    st.tuples(st.just("clear"), places, places, st.integers(1, 3), st.integers(1, 3)),
)


class Plain:
    """The same operations on a dictionary, as simply as can be."""

    def __init__(self):
        self.values, self.notes = {}, {}

    def set(self, row, column, value):
        self.values[row, column] = value

    def note(self, row, column, text):
        self.notes[row, column] = text

    def clear(self, row, column, height, width):
        for at in list(self.values):
            if row <= at[0] < row + height and column <= at[1] < column + width:
                del self.values[at]

    def shift(self, axis, at, count):
        def place(key):
            index = key[axis]
            if index < at:
                return key
            if count < 0 and index < at - count:
                return None
            moved = list(key)
            moved[axis] += count
            return tuple(moved)

        for name in ("values", "notes"):
            kept = {place(k): v for k, v in getattr(self, name).items()}
            kept.pop(None, None)
            setattr(self, name, kept)


def apply(grid, plain, step):
    name, *args = step
    if name == "set":
        grid.set_value(*args)
        plain.set(*args)
    elif name == "note":
        row, column, text = args
        grid.set_extra(row, column, Extra(note=text or None))
        plain.note(row, column, text)
    elif name == "clear":
        row, column, height, width = args
        grid.clear(Area(row, column, row + height, column + width))
        plain.clear(*args)
    else:
        at, count = args
        sign = 1 if name.startswith("insert") else -1
        getattr(grid, name)(at, count if sign > 0 else at + count)
        plain.shift(0 if name.endswith("rows") else 1, at, sign * count)


@given(st.lists(steps, max_size=25))
def test_any_edits_leave_the_cells_a_dictionary_has(script):
    grid, plain = Grid(60, 60), Plain()
    for step in script:
        apply(grid, plain, step)
    filled = {at: value for at, value in plain.values.items() if value != BLANK}
    assert {(r, c): value for r, c, value in grid.cells()} == filled
    assert grid.formulas == {at for at, v in filled.items() if isinstance(v, Formula)}
    notes = {at: text for at, text in plain.notes.items() if text}
    found = {
        (r, c): extra.note
        for r, row in enumerate(grid.extras)
        for c, extra in enumerate(row)
        if extra
    }
    assert found == notes
    assert all(row == () or row[-1] != BLANK for row in grid.rows)


@given(st.lists(steps, max_size=10), st.lists(steps, max_size=10))
def test_copies_do_not_follow_later_edits(first, later):
    grid, plain = Grid(60, 60), Plain()
    for step in first:
        apply(grid, plain, step)
    before, kept = grid.copy(), sorted(grid.cells(), key=str)
    for step in later:
        apply(grid, plain, step)
    assert sorted(before.cells(), key=str) == kept


def test_kept_cells_stay():
    grid = Grid()
    grid.write(0, 0, [[1, 2, 3]])
    grid.write(0, 0, [["a", KEEP, "c"]])
    assert grid.rows == [("a", 2, "c")]


@given(st.permutations(range(6)))
def test_reordered_rows_are_the_same_rows(order):
    grid = Grid(6, 2)
    grid.write(0, 0, [[n, Formula(f"={n}")] for n in range(6)])
    grid.reorder_rows(0, order)
    assert [row[0] for row in grid.rows] == list(order)
    assert grid.formulas == {(n, 1) for n in range(6)}
