"""How many letters wide a text is: Thai marks above and below take no room."""

import re

_MARK = re.compile("[ัิีึืฺุู็่้๊๋์ํ๎]")


def letter_count(text: str) -> int:
    """The letters that stand beside each other."""
    return len(text) - len(_MARK.findall(text))
