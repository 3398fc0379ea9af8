"""Text as a spreadsheet's cell can hold it: nothing that is no sign, and never too long."""

import re

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that no file format of a spreadsheet takes."""
_CUT = " …(ตัด/cut)"


def plain_text(text: str, longest: int) -> str:
    """The text, cut visibly where it is longer than so many UTF-16 units, unfit signs as U+FFFD."""
    clean = UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) <= longest // 2 or _units(clean) <= longest:
        return clean
    room = longest - _units(_CUT)
    return clean.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + _CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
