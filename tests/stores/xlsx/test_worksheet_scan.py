"""A worksheet in runs of rows: an edit changes one run, and no byte is lost."""

import pytest

from sheets_sync.stores.xlsx.worksheet_scan import row_runs

HEAD = b'<worksheet xmlns="x"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def rows(numbers, said=b"", spare=b""):
    return [b'<row %br="%d"><c>%b</c></row>' % (spare, number, said) for number in numbers]


def blocks(pieces, size):
    """Cut anywhere between rows, as a reader of a file does."""
    for start in range(0, len(pieces), size):
        yield b"".join(pieces[start : start + size])


def runs(pieces, size=100):
    return [*row_runs(blocks([HEAD, *pieces, TAIL], size))]


def firsts(found):
    """The row that each run but the first begins with."""
    return [int(run.split(b'"', 2)[1]) for run in found[1:]]


@pytest.mark.parametrize("size", [1, 7, 100, 5000])
def test_runs_begin_at_the_same_rows_wherever_the_blocks_were_cut(size):
    pieces = rows(range(1, 700))
    found = runs(pieces, size)

    assert b"".join(found) == b"".join([HEAD, *pieces, TAIL])
    assert firsts(found) == [128, 256, 384, 512, 640]


def test_an_edit_changes_the_run_that_it_is_in_and_no_other():
    before = rows(range(1, 700))
    after = [*before]
    after[349] = rows([350], b"a longer text than before")[0]

    changed = [one != other for one, other in zip(runs(before), runs(after, 333), strict=True)]
    assert changed == [False, False, True, False, False, False]


def test_a_row_that_is_not_there_begins_no_run():
    numbers = [number for number in range(1, 700) if number != 256]

    assert firsts(runs(rows(numbers))) == [128, 384, 512, 640]


def test_rows_numbered_in_another_way_stay_together():
    pieces = rows(range(1, 700), spare=b'ht="15" ')

    assert runs(pieces) == [b"".join([HEAD, *pieces, TAIL])]
