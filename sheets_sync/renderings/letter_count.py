"""How many letters wide a text is: Thai marks above and below take no room."""

_MARKS = dict.fromkeys(map(ord, "ัิีึืฺุู็่้๊๋์ํ๎"))


def letter_count(text: str) -> int:
    """The letters that stand beside each other."""
    return len(text.translate(_MARKS))
