"""Takes what identifies people, and secrets, out of text that is kept or shown."""

import re

_RULES = (
    (re.compile(r"(?<=://)[^\s/@]+@"), "…@"),
    (re.compile(r"[^\s<>\"'(),;:=/…]+@[^\s<>\"'(),;:/]*[^\s<>\"'(),;:/.]"), "<address>"),
    (re.compile(r"(?<!\d)\d[ -]?\d{4}[ -]?\d{5}[ -]?\d{2}[ -]?\d(?!\d)"), "<number>"),
    (re.compile(r"(?<!\d)(?:\+66|0)[ -]?\d{1,2}[ -]?\d{3}[ -]?\d{3,4}(?!\d)"), "<number>"),
)


_QUOTED = re.compile(r"""(["'“]).*?(["'”])""", re.DOTALL)
_THAI = re.compile(r"[\u0e00-\u0e7f]+(?:[ .]+[\u0e00-\u0e7f]+)*")


def anonymous(text: str) -> str:
    """The text without anything that may have been typed into a cell: quoted, or in Thai."""
    return _THAI.sub("<text>", _QUOTED.sub(r"\1<text>\2", redacted(text)))


def redacted(text: str) -> str:
    """The text without addresses, citizen and telephone numbers and passwords in URLs."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
