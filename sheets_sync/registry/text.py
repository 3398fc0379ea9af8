"""What makes two pieces of Thai text the same, and what damage copying does to them.

`clean` gives the form in which text is compared; what people typed is always kept beside it.
Everything here is NFC: NFKC would take every SARA AM apart.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from sheets_sync.registry.thai_marks import DAMAGE, LEAD, THAI, from_old_fonts, mend

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
NEEDY = f"[^{_PLAIN}]|^ | $|  |{DAMAGE}"
"""A pattern for RE2 and `re` alike that finds every text `clean` could change, and some others."""

_NEEDS = re.compile(NEEDY)
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


def may_need_cleaning(text: str | None) -> bool:
    """Whether `clean` could change it; where not, `clean(text) == text`."""
    return text is not None and _NEEDS.search(text) is not None


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
NUMBERLIKE = "[A-Za-z0-9.@]+(?:-[A-Za-z0-9.@]+)*"
"""Identifiers and addresses: nothing about them but their case is a habit."""
_IS_NUMBERLIKE = re.compile(NUMBERLIKE)


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


def _fold_once(text: str) -> str:
    text = clean(text).casefold().translate(_ARABIC).translate(_SAME_MARK)
    return _DECORATION.sub("", _AROUND_MARKS.sub(r"\1", clean(text)))


def arabic_digits(text: str) -> str:
    """Thai digits as Arabic ones."""
    return text.translate(_ARABIC)


def thai_digits(text: str) -> str:
    """Arabic digits as Thai ones."""
    return text.translate(_THAI)


APOSTROPHES = frozenset("'’‘`´")
"""Typed before a number or ID so that a spreadsheet keeps it as a text."""


def without_apostrophe(text: str) -> str:
    """A cell without that mark: where it was typed into a form or came with an import, it shows."""
    typed = text.lstrip()
    is_mark = typed[:1] in APOSTROPHES and typed[1:2].isalnum() and typed[-1] not in APOSTROPHES
    return typed[1:] if is_mark else text


_LEAD_AND_CONSONANT = re.compile(f"([{LEAD}])([ก-ฮ])")
_SECOND_PASS = re.compile("[็-๎]")


def collation_key(text: str) -> tuple[str, str]:
    """Sorts as a Thai dictionary does: leading vowels after their consonant, tones second."""
    spelled = _LEAD_AND_CONSONANT.sub(r"\2\1", clean(text).casefold())
    return _SECOND_PASS.sub("", spelled), spelled
