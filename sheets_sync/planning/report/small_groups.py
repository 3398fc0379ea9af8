"""What a manager may see: no score of a small group, neither shown nor by subtraction.

A group's score is hidden where fewer people than a limit are behind it. Whoever knows the total
and all other groups could subtract; so more groups are hidden, the smallest first, until what is
left over fits more than one score of every small group. Where that cannot be had, the total is
hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.planning.report.values import Ratio


@dataclass(frozen=True, slots=True)
class Score:
    """What a group's people scored together."""

    sum: float
    size: int

    def __sub__(self, other: "Score") -> "Score":
        return Score(self.sum - other.sum, self.size - other.size)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Which groups may be shown, and whether their total may."""

    groups: frozenset[int]
    total: bool


def score(ratio: Ratio) -> Score:
    """Each person scores 0 or 1."""
    return Score(ratio.n, ratio.of)


def disclosed(
    scores: Mapping[int, Score], small: int, *, least: float = 0, most: float = 1
) -> Disclosure:
    """What may be shown of groups whose people score between `least` and `most` each."""
    hidden = {group for group, one in scores.items() if 0 < one.size < small}
    others = sorted(scores.keys() - hidden, key=lambda group: (scores[group].size, group))
    more = [group for group in others if scores[group].size]
    together = set(hidden)
    for group in (None, *more):
        if group is not None:
            together.add(group)
        if is_safe([scores[each] for each in together], small, least, most):
            return Disclosure(frozenset(scores.keys() - together), total=True)
    return Disclosure(frozenset(scores.keys() - hidden), total=False)


def is_safe(hidden: Sequence[Score], small: int, least: float, most: float) -> bool:
    """Whether the sum of hidden scores leaves the score of every small group open."""
    size, together = sum(one.size for one in hidden), sum(one.sum for one in hidden)
    if not size:
        return True
    return size >= small and all(
        _is_open(one.size, size - one.size, together, least, most)
        for one in hidden
        if 0 < one.size < small
    )


def _is_open(size: int, others: int, together: float, least: float, most: float) -> bool:
    """Whether a group of `size` could have scored more than one sum."""
    lowest = max(least * size, together - most * others)
    highest = min(most * size, together - least * others)
    return highest - lowest > _ROUNDING


_ROUNDING = 1e-9


def comparable(
    now: Mapping[int, Score],
    then: Mapping[int, Score],
    shown: frozenset[int],
    small: int,
    *,
    least: float = 0,
    most: float = 1,
) -> bool:
    """Whether the total of other days may stand beside the one of now.

    Neither it nor the difference of the two may tell the score of few people.
    """
    differences = {group: now[group] - then.get(group, Score(0, 0)) for group in now}
    for parts in (then, differences):
        sizes = [one.size for one in parts.values()]
        if any(size < 0 for size in sizes) or 0 < sum(sizes) < small:
            return False
        hidden = [one for group, one in parts.items() if group not in shown]
        if not is_safe(hidden, small, least, most):
            return False
    return all(
        0 <= one.sum - least * one.size <= (most - least) * one.size + _ROUNDING
        for one in differences.values()
    )
