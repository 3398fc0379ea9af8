"""Which of several known words somebody most likely meant."""

import re
from collections.abc import Iterable
from functools import lru_cache

from sheets_sync.registry.text import collation_key, fold

_NEGATIONS = ("ไม่", "ยังไม่", "มิ", "ไร้", "not ", "no ", "non", "un")
_SHORTEST = 3
_LOOK_ALIKE = str.maketrans("oil|", "0111")
_NO_CODE = re.compile(r"[^0-9a-zก-๎]")
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def nearest(text: str, candidates: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The candidate somebody most likely meant, or None when none is near enough.

    Compared as folded; never for fewer than three characters, never across a negation
    (ไม่ผ่าน is no slip for ผ่าน). Of equally near ones the first in dictionary order.
    """
    return next(iter(nearest_ones(text, candidates, cutoff)), None)


def nearest_ones(text: str, candidates: Iterable[str], cutoff: float = 0.7) -> tuple[str, ...]:
    """All that are as near as `nearest`, in dictionary order."""
    wanted = fold(text)
    if len(wanted) < _SHORTEST:
        return ()
    from rapidfuzz import process  # slow import
    from rapidfuzz.distance import OSA  # slow import

    originals = tuple(candidates)
    found = process.extract(
        wanted,
        _all_folded(originals),
        scorer=OSA.normalized_similarity,
        score_cutoff=cutoff,
        limit=None,
    )
    near = [
        (score, originals[place])
        for key, score, place in found
        if len(key) >= _SHORTEST and _denies(key) == _denies(wanted)
    ]
    best = max((score for score, _ in near), default=0.0)
    return tuple(sorted((word for score, word in near if score == best), key=collation_key))


def similarity(text: str, other: str) -> float:
    """How near they are, compared as folded: 1 where they are the same."""
    from rapidfuzz.distance import OSA  # slow import

    return OSA.normalized_similarity(fold(text), fold(other))


def nearest_code(text: str, codes: Iterable[str]) -> str | None:
    """The one number or ID that was most likely meant; None where several are as near.

    A code has no meaning that could speak for one neighbour or the other, so only what is typed
    alike tells them apart: O for 0, l for 1, zeros in front, and marks between.
    """
    known = tuple(codes)
    alike = _by_look(known).get(_look(text)) or nearest_ones(text, known)
    return alike[0] if len(alike) == 1 else None


@lru_cache(maxsize=64)
def _by_look(codes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        look = _look(code)
        found[look] = (*found.get(look, ()), code)
    return found


def _look(code: str) -> str:
    """A code without what people type differently and mean alike."""
    plain = _NO_CODE.sub("", fold(code).translate(_LOOK_ALIKE))
    return _LEADING_ZEROS.sub("", plain)


@lru_cache(maxsize=64)
def _all_folded(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, texts))


def _denies(folded: str) -> bool:
    return folded.startswith(_NEGATIONS)
