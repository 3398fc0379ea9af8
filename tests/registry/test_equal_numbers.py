import numpy as np
import pytest

from sheets_sync.registry.equal_numbers import FEW, among, as_one, distinct, numbered, repeated

NUMBERS = [7, 3, 7, -1, 3, 7, 2**60]


@pytest.fixture(params=["few", "many"])
def others(request):
    """Numbers that follow, each once: so many that they are hashed, or none."""
    return np.arange(100, 100 + FEW if request.param == "many" else 100)


def numbers_and(others):
    return np.concatenate([np.array(NUMBERS, dtype=np.int64), others])


def test_numbers_are_found_among_others(others):
    found = among(np.array(NUMBERS, dtype=np.int64), np.concatenate([[3, 2**60], others]))

    assert found.tolist() == [False, True, False, False, True, False, True]


def test_no_number_is_found_among_none():
    assert among(np.array(NUMBERS, dtype=np.int64), np.empty(0, np.int64)).tolist() == [False] * 7


def test_each_number_comes_once_where_it_came_first(others):
    assert distinct(numbers_and(others)).tolist() == [7, 3, -1, 2**60, *others.tolist()]


def test_rows_whose_number_was_there_before_are_told_with_the_first_that_has_it(others):
    numbers = numbers_and(others)

    assert repeated(np.arange(len(numbers)) + 10, numbers) == {12: 10, 14: 11, 15: 10}


def test_near_numbers_that_were_there_before_are_told_alike(others):
    numbers = np.concatenate([np.array([7, 3, 7, -1, 3, 7, 20]), others])

    assert repeated(np.arange(len(numbers)), numbers) == {2: 0, 4: 1, 5: 0}


@pytest.mark.parametrize("scale", [1, 2**40])
def test_the_numbers_of_a_row_become_one_that_keeps_their_order(scale):
    rows = [(-1, 5, 0), (-1, 5, 2), (-1, 6, -3), (0, -9, 0), (4, 4, 4), (4, 4, 4)]
    columns = [np.array(column) * scale for column in zip(*rows, strict=True)]

    one = as_one(columns).tolist()

    assert one == sorted(one)
    assert len(set(one)) == 5
    assert one[-1] == one[-2]


def test_equal_numbers_get_the_same_number_and_others_another(others):
    found = numbered(numbers_and(others)).tolist()

    assert found[0] == found[2] == found[5]
    assert found[1] == found[4]
    assert len({*found}) == 4 + len(others)
