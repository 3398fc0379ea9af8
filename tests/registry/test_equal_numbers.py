import numpy as np
import pytest

from sheets_sync.registry.equal_numbers import FEW, among, distinct, numbered, repeated

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


def test_what_was_there_before_is_told_with_its_first_place(others):
    assert [*repeated(numbers_and(others))] == [(2, 0), (4, 1), (5, 0)]


def test_equal_numbers_get_the_same_number_and_others_another(others):
    found = numbered(numbers_and(others)).tolist()

    assert found[0] == found[2] == found[5]
    assert found[1] == found[4]
    assert len({*found}) == 4 + len(others)
