"""Which of many whole numbers are equal: sorted by numpy where they are few, hashed by pandas else.

Hashing is many times faster than sorting, and pandas takes longer to import than a small registry
takes to be checked.
"""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
Rows: TypeAlias = NDArray[np.intp]

FEW = 50_000
"""So many numbers numpy has sorted before pandas is imported."""


def among(numbers: Numbers, wanted: Numbers) -> Mask:
    """For every number, whether it is one of those."""
    if not len(wanted):
        return np.zeros(len(numbers), dtype=np.bool_)
    if len(numbers) + len(wanted) <= FEW:
        return _among_sorted(numbers, wanted)
    import pandas as pd  # slow import

    return pd.Series(numbers).isin(wanted).to_numpy()


def distinct(numbers: Numbers) -> Numbers:
    """Each number once, in the order in which they come."""
    if len(numbers) <= FEW:
        return numbers[np.sort(np.unique(numbers, return_index=True)[1])]
    import pandas as pd  # slow import

    return pd.unique(numbers)


def numbered(numbers: Numbers) -> Numbers:
    """Small numbers in place of large ones: equal where those are equal."""
    if len(numbers) <= FEW:
        return np.unique(numbers, return_inverse=True)[1].astype(np.int64)
    import pandas as pd  # slow import

    return pd.factorize(numbers)[0].astype(np.int64)


def as_one(columns: Iterable[Numbers]) -> Numbers:
    """One number for the numbers of each row: equal where all of them are, and in their order."""
    one = np.zeros(1, dtype=np.int64)
    for column in columns:
        if not len(column):
            return column
        least = column.min()
        span = int(column.max() - least) + 1
        if int(one.max()) >= _LARGEST // span:
            one = np.unique(one, return_inverse=True)[1]
        one = one * span + (column - least)
    return one


_LARGEST = 2**62


def repeated(rows: Rows, numbers: Numbers) -> dict[int, int]:
    """The rows whose number was there before, each with the first row that has it."""
    first = first_places(numbers)
    again = np.flatnonzero(first != np.arange(len(first)))
    return dict(zip(rows[again].tolist(), rows[first[again]].tolist(), strict=True))


def first_places(numbers: Numbers) -> Rows:
    """For every number, the first place that has it."""
    if not len(numbers):
        return np.zeros(0, dtype=np.intp)
    least = numbers.min()
    if numbers.max() - least > _DENSE * len(numbers):
        numbers, least = numbered(numbers), 0
    first = np.empty(int(numbers.max() - least) + 1, dtype=np.intp)
    places = numbers - least
    first[places[::-1]] = np.arange(len(numbers))[::-1]  # of several the last one written stays
    return np.asarray(first[places])


_DENSE = 4
"""Numbers that are so near each other find their place by themselves."""


def _among_sorted(numbers: Numbers, wanted: Numbers) -> Mask:
    """Both in their order, so that each search begins where the one before ended up."""
    found = np.zeros(len(numbers), dtype=np.bool_)
    order, known = np.argsort(numbers), np.sort(wanted)
    ascending = numbers[order]
    places = np.searchsorted(known, ascending)
    found[order] = known[np.minimum(places, len(known) - 1)] == ascending
    return found
