"""Which letters the vendored typeface has: what it lacks is shown as a sign, and said."""

import struct
from functools import cache

from sheets_sync.resources import resource

UNKNOWN = "◊"
"""Stands for a letter that the typeface does not have."""
_DRAWN_BY_NOBODY = "\n\t\u00ad\u200b\u200c\u200d\u2060"
"""Letters that take no room and need no picture."""
_SAME = {0x2011: "\u2010", 0x202F: "\u00a0", 0xFEFF: "", 0x2026: "…"}


def readable(text: str) -> tuple[str, bool]:
    """The text in letters that the typeface has, and whether one had to be replaced."""
    changes = {
        code: _SAME.get(code, UNKNOWN) for code in set(map(ord, text)) if code not in _letters()
    }
    return text.translate(changes), UNKNOWN in changes.values()


@cache
def _letters() -> frozenset[int]:
    both = (_mapped(weight) for weight in ("Regular", "Bold"))
    return frozenset.intersection(*both) | frozenset(map(ord, _DRAWN_BY_NOBODY))


def _mapped(weight: str) -> frozenset[int]:
    """The codes in the character map (format 4) of a font file."""
    font = resource("templates", "shared", "fonts", f"Sarabun-{weight}.ttf").read_bytes()
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4s4xII", font, 12 + 16 * place) for place in range(count))
    cmap = next(offset for tag, offset, _ in records if tag == b"cmap")
    (tables,) = struct.unpack_from(">H", font, cmap + 2)
    for place in range(tables):
        (offset,) = struct.unpack_from(">I", font, cmap + 8 + 8 * place)
        if struct.unpack_from(">H", font, cmap + offset) == (4,):
            return _segments(font, cmap + offset)
    raise ValueError(f"Sarabun-{weight} has no character map of format 4")


def _segments(font: bytes, start: int) -> frozenset[int]:
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    ends = struct.unpack_from(f">{doubled // 2}H", font, start + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", font, start + 16 + doubled)
    spans = zip(starts, ends, strict=True)
    return frozenset(code for low, high in spans for code in range(low, high + 1) if code < 0xFFFF)  # noqa: PLR2004
