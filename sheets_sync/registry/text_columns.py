"""The text of whole columns: the same as for one text, in Arrow wherever that is the same."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from sheets_sync.registry.text import NEEDY, NUMBERLIKE, clean, fold, may_need_cleaning

Texts: TypeAlias = Any
"""A pyarrow string array or chunked array, or a numpy object array of `str` and `None`."""

FEW = 2_000
"""So few texts Python has gone through long before Arrow is imported, and nearly as fast as it."""


def fold_all(texts: Texts) -> npt.NDArray[np.object_]:
    """`fold` of each text (null stays None), calling Python only where it may matter."""
    arrow = None if _are_few(texts) else _arrow(texts)
    if arrow is None:
        return np.array([None if text is None else fold(text) for text in texts], dtype=object)
    import pyarrow.compute as pc  # slow import

    numberlike = pc.match_substring_regex(arrow, f"^(?:{NUMBERLIKE})$")
    folded: npt.NDArray[np.object_] = pc.ascii_lower(arrow).to_numpy(zero_copy_only=False)
    others = pc.invert(pc.fill_null(numberlike, fill_value=True))
    for place in np.flatnonzero(others.to_numpy(zero_copy_only=False)):
        folded[place] = fold(texts[place])
    return folded


def needs_cleaning(texts: Texts) -> npt.NDArray[np.bool_]:
    """For each text whether `clean` could change it; false for null. Many in one pass in Arrow.

    False is a promise (`clean(x) == x`), true is only a suspicion.
    """
    if not _are_few(texts) and _hold_only(texts, _VISIBLE):
        return np.zeros(len(texts), dtype=np.bool_)
    arrow = None if _are_few(texts) else _arrow(texts)
    if arrow is None:
        return np.fromiter(map(may_need_cleaning, texts), np.bool_, len(texts))
    import pyarrow.compute as pc  # slow import

    found = pc.fill_null(pc.match_substring_regex(arrow, NEEDY), fill_value=False)
    flags: npt.NDArray[np.bool_] = np.asarray(found.to_numpy(zero_copy_only=False), np.bool_)
    return flags


def numbered_folds(
    texts: npt.NDArray[np.object_], *, distinct: bool = False
) -> npt.NDArray[np.int64]:
    """A number for each text, the same for those that `fold` makes equal; -1 for null.

    `distinct` says that they are known to be different ones.
    """
    there = np.asarray(texts != None, dtype=np.bool_)  # noqa: E711  of every object
    if not distinct or _are_few(texts) or not _hold_only(texts[there], _CODES):
        return numbered_texts(fold_all(texts))
    return np.where(there, np.cumsum(there) - 1, -1)


_VISIBLE = bytes(range(0x21, 0x7F))
"""What `clean` leaves alone wherever it stands."""
_CODES = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
"""Of these `fold` changes no more than the case, so that different texts stay different."""


def _hold_only(texts: Texts, letters: bytes) -> bool:
    """Whether all texts are made of these letters, found out by looking at them as one."""
    try:
        whole = "\n".join(texts.tolist()).encode("ascii")
    except (TypeError, AttributeError, UnicodeEncodeError):
        return False
    return whole.translate(None, letters) == b"\n" * (len(texts) - 1)


def _are_few(texts: Texts) -> bool:
    return isinstance(texts, np.ndarray) and len(texts) <= FEW


def _arrow(texts: Texts) -> Any:  # noqa: ANN401  pyarrow has no types
    """The texts in Arrow; None where one holds half a surrogate pair, which Arrow cannot."""
    import pyarrow as pa  # slow import

    if isinstance(texts, pa.Array | pa.ChunkedArray):
        return texts.cast(pa.large_string())
    try:
        return pa.array(texts, pa.large_string())
    except UnicodeEncodeError:
        return None


def clean_all(texts: Texts, needy: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.object_]:
    """`clean` of each text (null stays None), calling Python only where it may matter.

    `needy` is what `needs_cleaning` says of them, where that is known already.
    """
    needy = needs_cleaning(texts) if needy is None else needy
    if not isinstance(texts, np.ndarray):
        texts = texts.to_numpy(zero_copy_only=False)
    cleaned: npt.NDArray[np.object_] = np.array(texts, dtype=object)
    for place in np.flatnonzero(needy):
        cleaned[place] = clean(cleaned[place])
    return cleaned


def numbered_texts(texts: Iterable[str | None]) -> npt.NDArray[np.int64]:
    """A number for each text, the same for equal ones; -1 for null."""
    kept = [*texts]
    places = dict.fromkeys(kept)
    places.pop(None, None)
    numbers: dict[str | None, int] = {text: place for place, text in enumerate(places)}
    numbers[None] = -1
    return np.fromiter(map(numbers.__getitem__, kept), np.int64, len(kept))
