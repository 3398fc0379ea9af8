"""How copying breaks Thai script, and how each break is mended.

Vowels and tones are separate characters around a consonant. PDF readers, old fonts and
keyboards put them in the wrong order, pull them apart, or draw one as two.
"""

import re

THAI = "\u0e01-\u0e3a\u0e3f-\u0e5b"
TONES = "\u0e48-\u0e4b"
LEAD = "เแโใไ"
_VOWEL_MARKS = "\u0e31\u0e34-\u0e3a"
_UPPER = "\u0e47-\u0e4e"
MARKS = _VOWEL_MARKS + _UPPER
"""Marks that sit above or below a consonant and never begin a word."""

DAMAGE = "|".join(
    (
        f" [\u0e30-\u0e3a{_UPPER}]",
        f"[{LEAD}] ",
        "เเ",
        f"[าำ][{TONES}\u0e4d]",
        f"[{_UPPER}][{_VOWEL_MARKS}]",
        f"[{_UPPER}][{_UPPER}]",
        f"[{_VOWEL_MARKS}][{_VOWEL_MARKS}]",
        "\u0e4dา",
    )
)
"""A pattern for RE2 and `re` alike that finds every text `mend` would change, and few others."""

_TONES_AND_KILLER = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
_OLD_GLYPHS = (
    "\u0e10\u0e34\u0e35\u0e36\u0e37"
    f"{_TONES_AND_KILLER}{_TONES_AND_KILLER}"
    f"\u0e0d\u0e31\u0e4d\u0e47{_TONES_AND_KILLER}\u0e38\u0e39\u0e3a"
)
_OLD_FONT = str.maketrans({0xF700 + place: mark for place, mark in enumerate(_OLD_GLYPHS)})


def from_old_fonts(text: str) -> str:
    """Glyph numbers of old Windows fonts (U+F700 to U+F71A) as the characters they draw."""
    return text.translate(_OLD_FONT)


# A word cannot begin with า, so a space before it is damage: either the space is all that is
# left of the ring of ำ (ก าหนด), or it is surplus (ก าร). With these it is surplus.
_NEVER_AM = "ฆฉฌญฎฏฐฑฒณผฝฟภวศษฬฮ"
_PLAIN_AA = re.compile(
    rf"(ก(?=\s+าร(?!าบ))|ง(?=\s+าน)|อ(?=\s+า(?:คาร|จารย์|จาร|ยุ|หาร|ชีพ|สา))"
    rf"|ส(?=\s+า(?:ขา|มารถ|ธารณ|รสนเทศ))|ม(?=\s+า(?:ตร|ก))|พ(?=\s+าณิช)|[{_NEVER_AM}])\s+า"
)
_TONED = r"(?:[นซ]้|ต่(?!\s+าง))"
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"([นซ])\s+้\s*า"), r"\1้ำ"),
    (re.compile(r"(ต)\s+่\s*า(?!ง)"), r"\1่ำ"),
    (re.compile(rf"(?<=[ก-ฮ{MARKS}])\s+(?=[{MARKS}])"), ""),
    (re.compile(rf"([{MARKS}]{{1,2}})\1+"), r"\1"),
    (re.compile(rf"([\u0e48-\u0e4e])([{_VOWEL_MARKS}])"), r"\2\1"),
    (re.compile(rf"([{TONES}]?)\u0e4d\s*([{TONES}]?)\s*า"), r"\1\2ำ"),
    (re.compile(rf"([{TONES}]?)า([{TONES}]?)\u0e4d"), r"\1\2ำ"),
    (re.compile(rf"([าำ])([{TONES}])"), r"\2\1"),
    (_PLAIN_AA, r"\1า"),
    (re.compile(rf"({_TONED})\s+า"), r"\1ำ"),
    (re.compile(rf"([ก-ฮ][{TONES}])\s+า"), r"\1า"),
    (re.compile(r"([ก-ฮ])\s+า"), r"\1ำ"),
    (re.compile(rf"(?<=[ก-ฮ{TONES}])\s+(?=ำ)"), ""),
    (re.compile(rf"(?<=[ก-ฮ{TONES}า])\s+(?=ะ)"), ""),
    (re.compile(rf"(?<=[{LEAD}])\s+(?=[{LEAD}ก-ฮ])"), ""),
    (re.compile("เเ"), "แ"),
)


def mend(text: str) -> str:
    """The text with every break that has only one sensible repair mended."""
    for pattern, repair in _STEPS:
        text = pattern.sub(repair, text)
    return text
