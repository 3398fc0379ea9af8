"""Which of many whole numbers are equal: sorted by numpy where they are few, hashed by pandas else.

Hashing is many times faster than sorting, and pandas takes longer to import than a small registry
takes to be checked.
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

FEW = 50_000
"""So many numbers numpy has sorted before pandas is imported."""


def among(numbers: Numbers, wanted: Numbers) -> Mask:
    """For every number, whether it is one of those."""
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


def repeated(numbers: Numbers) -> Iterator[tuple[int, int]]:
    """The place of every number that was there before, and the first place that has it."""
    again = _there_before(numbers)
    if not again.any():
        return
    firsts = np.flatnonzero(~again & np.isin(numbers, numbers[again]))
    first_of = dict(zip(numbers[firsts].tolist(), firsts.tolist(), strict=True))
    for place in np.flatnonzero(again).tolist():
        yield place, first_of[int(numbers[place])]


def _among_sorted(numbers: Numbers, wanted: Numbers) -> Mask:
    """Both in their order, so that each search begins where the one before ended up."""
    found = np.zeros(len(numbers), dtype=np.bool_)
    if len(wanted):
        order, known = np.argsort(numbers), np.sort(wanted)
        ascending = numbers[order]
        places = np.searchsorted(known, ascending)
        found[order] = known[np.minimum(places, len(known) - 1)] == ascending
    return found


def _there_before(numbers: Numbers) -> Mask:
    if len(numbers) <= FEW:
        again = np.ones(len(numbers), dtype=np.bool_)
        again[np.unique(numbers, return_index=True)[1]] = False
        return again
    import pandas as pd  # slow import

    return pd.Series(numbers).duplicated().to_numpy()
