"""How wide Thai text is on a terminal, and where it may be broken."""

import os
import sys
import unicodedata
from functools import cache

_LEADING = "เแโใไ"
"""Vowels written before their consonant."""
_TRAILING = "ะาำๅๆฯ"
"""Signs that are never the first of a line."""


def terminal_columns() -> int:
    """How many cells a line has, 80 where nobody says: what `shutil` says, without its start."""
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named):
        return int(named)
    try:
        return (sys.__stdout__ and os.get_terminal_size(sys.__stdout__.fileno()).columns) or 80
    except (ValueError, OSError):  # closed, or no terminal
        return 80


def width(text: str) -> int:
    """The number of terminal cells; marks above and below take none."""
    return sum(map(_cells, text))


def wrapped(text: str, room: int) -> list[str]:
    """Lines of at most `room` cells: broken at spaces, and inside long words between clusters."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, room)
        lines += full
    return [*lines, line] if line else lines


def _pieces(word: str, room: int) -> list[str]:
    """A word in pieces that fit, never parting a cluster."""
    pieces = [""]
    for cluster in _clusters(word):
        if pieces[-1] and width(pieces[-1]) + width(cluster) > room:
            pieces.append("")
        pieces[-1] += cluster
    return pieces


def _clusters(word: str) -> list[str]:
    clusters: list[str] = []
    for character in word:
        follows = _cells(character) == 0 or character in _TRAILING
        if clusters and (follows or clusters[-1][-1] in _LEADING):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


@cache
def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
