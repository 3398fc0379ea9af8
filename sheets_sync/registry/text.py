"""What makes two pieces of Thai text the same, and what damage copying does to them.

`clean` gives the form in which text is compared; what people typed is always kept beside it.
Everything here is NFC: NFKC would take every SARA AM apart.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from sheets_sync.registry.thai_marks import DAMAGE, LEAD, THAI, from_old_fonts, mend

Texts: TypeAlias = Any
"""A pyarrow string array or chunked array, or a numpy object array of `str` and `None`."""

FEW = 64
"""So few texts Python has gone through before Arrow begins."""

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}

# Zero-width characters, direction marks, soft hyphens, variation selectors and controls.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
)
_INVISIBLES = re.compile(f"[{_INVISIBLE}]+")
_INSIDE_A_WORD = re.compile(rf"(?<=[\w{THAI}])[{_INVISIBLE}]+(?=[\w{THAI}])")
_SURROGATES = re.compile("[\ud800-\udfff]")
_HAS_THAI = re.compile(f"[{THAI}\uf700-\uf71a]")

# Characters that NFC leaves alone and that carry no hidden meaning.
_PLAIN = (
    " -~\xa1-\xac\xae-\u02ff\u0370-\u0373\u0391-\u03a1\u03a3-\u03ff\u0410-\u044f"
    f"{THAI}\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2200-\u22ff\u2500-\u27bf"
)
_NEEDY = f"[^{_PLAIN}]|^ | $|  |{DAMAGE}"
_NEEDS = re.compile(_NEEDY)
_RARE = re.compile(rf"[^{_PLAIN}\s]|[\x1c-\x1f\x85]")
_DAMAGED = re.compile(DAMAGE)


def clean(text: str) -> str:
    """The text as it is compared: repaired, one line, single spaces, no invisible characters."""
    while _NEEDS.search(text):
        cleaned = _clean_once(text)
        if cleaned == text:
            break
        text = cleaned
    return text


def repaired(text: str) -> str | None:
    """The text with its damaged Thai mended, line breaks kept; None where nothing is damaged.

    Surplus spaces, no-break spaces and line breaks are habits, not damage. An invisible
    character inside a word is damage: it makes two equal words differ.
    """
    if not _NEEDS.search(text) or not _HAS_THAI.search(text):
        return None
    visible = _INVISIBLES.sub("", text)
    whole = from_old_fonts(visible)
    mended = _until_stable(mend, whole)
    if mended == visible and not _INSIDE_A_WORD.search(text):
        return None
    return _until_stable(_mended_once, mended).strip()


def _mended_once(text: str) -> str:
    return mend(unicodedata.normalize("NFC", text))


def _clean_once(text: str) -> str:
    if _RARE.search(text):
        text = from_old_fonts(_SURROGATES.sub("\ufffd", text).translate(_WIDE))
        text = unicodedata.normalize("NFC", _INVISIBLES.sub("", text))
    text = " ".join(text.split())
    return _mended_once(text) if _DAMAGED.search(text) else text


def _until_stable(step: Callable[[str], str], text: str) -> str:
    """Repeat a step that only ever shortens or sorts, until it changes nothing."""
    while (after := step(text)) != text:
        text = after
    return text


# Variants of one mark, as people and their programs type it.
_SAME_MARK = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣", "-"),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("⁄∕\\", "/"),
        "…": "...",
        "_": " ",
    }
)
_AROUND_MARKS = re.compile(r"\s*([ๆฯ()\[\]/,;:&+\-\"'])\s*")
_FOLDS = re.compile(r"[^a-z0-9ก-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e .@]")
_DECORATION = re.compile(r"^[\s*]+|[\s*:]+$")
_NUMBERLIKE = "[A-Za-z0-9.@]+(?:-[A-Za-z0-9.@]+)*"
"""Identifiers and addresses: nothing about them but their case is a habit."""
_IS_NUMBERLIKE = re.compile(_NUMBERLIKE)


def fold(text: str) -> str:
    """The key of a heading, a choice or a name: what is left when typing habits are ignored.

    Case, width, Thai or Arabic digits, spaces around marks and around ๆ, kinds of dash and
    quote, and a trailing `*` or `:` make no difference.
    """
    return text.lower() if _IS_NUMBERLIKE.fullmatch(text) else _folded(text)


@lru_cache(maxsize=1 << 16)
def _folded(text: str) -> str:
    """The same for words; headings and choices are the same ones again and again."""
    text = clean(text)
    return _until_stable(_fold_once, text) if _FOLDS.search(text) else text


def fold_all(texts: Texts) -> npt.NDArray[np.object_]:
    """`fold` of each text (null stays None), calling Python only where it may matter."""
    import pyarrow.compute as pc

    arrow = _arrow(texts)
    if arrow is None:
        return np.array([None if text is None else fold(text) for text in texts], dtype=object)
    numberlike = pc.match_substring_regex(arrow, f"^(?:{_NUMBERLIKE})$")
    folded: npt.NDArray[np.object_] = pc.ascii_lower(arrow).to_numpy(zero_copy_only=False)
    others = pc.invert(pc.fill_null(numberlike, fill_value=True))
    for place in np.flatnonzero(others.to_numpy(zero_copy_only=False)):
        folded[place] = fold(texts[place])
    return folded


def _fold_once(text: str) -> str:
    text = clean(text).casefold().translate(_ARABIC).translate(_SAME_MARK)
    return _DECORATION.sub("", _AROUND_MARKS.sub(r"\1", clean(text)))


def arabic_digits(text: str) -> str:
    """Thai digits as Arabic ones."""
    return text.translate(_ARABIC)


def thai_digits(text: str) -> str:
    """Arabic digits as Thai ones."""
    return text.translate(_THAI)


_LEAD_AND_CONSONANT = re.compile(f"([{LEAD}])([ก-ฮ])")
_SECOND_PASS = re.compile("[็-๎]")


def collation_key(text: str) -> tuple[str, str]:
    """Sorts as a Thai dictionary does: leading vowels after their consonant, tones second."""
    spelled = _LEAD_AND_CONSONANT.sub(r"\2\1", clean(text).casefold())
    return _SECOND_PASS.sub("", spelled), spelled


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


def needs_cleaning(texts: Texts) -> npt.NDArray[np.bool_]:
    """For each text whether `clean` could change it; false for null. Many in one pass in Arrow.

    False is a promise (`clean(x) == x`), true is only a suspicion.
    """
    import pyarrow.compute as pc

    few = isinstance(texts, np.ndarray) and len(texts) <= FEW
    arrow = None if few else _arrow(texts)
    if arrow is None:
        return np.fromiter((bool(t) and bool(_NEEDS.search(t)) for t in texts), np.bool_)
    found = pc.fill_null(pc.match_substring_regex(arrow, _NEEDY), fill_value=False)
    flags: npt.NDArray[np.bool_] = np.asarray(found.to_numpy(zero_copy_only=False), np.bool_)
    return flags


def _arrow(texts: Texts) -> Any:  # noqa: ANN401  pyarrow has no types
    """The texts in Arrow; None where one holds half a surrogate pair, which Arrow cannot."""
    import pyarrow as pa

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
    import pyarrow as pa

    needy = needs_cleaning(texts) if needy is None else needy
    if isinstance(texts, pa.Array | pa.ChunkedArray):
        texts = texts.to_numpy(zero_copy_only=False)
    cleaned: npt.NDArray[np.object_] = np.array(texts, dtype=object)
    for place in np.flatnonzero(needy):
        cleaned[place] = clean(cleaned[place])
    return cleaned
