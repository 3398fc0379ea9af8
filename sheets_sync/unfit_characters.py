"""The one table of characters that nothing we write for people or programs may hold.

Controls (also those between U+007F and U+009F, with which a terminal can be told what to do),
halves of characters, and two code points that XML forbids. Cells of a workbook keep what a key
may be made of: what their file format forbids is in `workbook_tabs.plain_text`.
"""

import re

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_HALVES = "\ud800-\udfff\ufffe\uffff"
UNFIT = re.compile(f"[{_CONTROLS}{_HALVES}]")
"""In running text, which may have tabs and line breaks."""
UNFIT_IN_A_LINE = re.compile(f"[\t\n\r{_CONTROLS}\u2028\u2029{_HALVES}]")
"""In a header, or anything else that is one line."""

_FIT = re.compile("[\t\n\r -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
"""The others, to go through in one stride: a search stops to think at each."""


def unfit_in(text: str) -> str:
    """The first of them in running text; empty where there is none."""
    if text.isprintable() or _FIT.fullmatch(text):
        return ""
    found = UNFIT.search(text)
    return found.group() if found else ""


def fit(text: str) -> str:
    """The text without them."""
    return UNFIT.sub("", text) if unfit_in(text) else text


def escaped(text: str) -> str:
    """JSON in which each of them is written by its number: nothing is lost, nothing is raw."""
    return UNFIT.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
