"""Kinds that take words of a list: choices, yes or no, the ten areas."""

import re
from collections.abc import Mapping

from sheets_sync.registry.cells import Problem
from sheets_sync.registry.kinds.kind_reader import Read, Typed, objects
from sheets_sync.registry.nearest_text import nearest
from sheets_sync.registry.schema import Language, Words
from sheets_sync.registry.text import fold


def read_choice(typed: Typed) -> Read:
    """The name of the choice; a blank cell is the column's default."""
    column = typed.column
    meanings = _meanings(column.choices)
    read = Read(objects(len(typed.raw)))
    read.values[~typed.usable] = column.default
    for position, text in typed.items():
        name = meanings.get(fold(text))
        if name is None:
            near = _nearest_word(text, column.choices)
            read.complain(position, Problem("choice-unknown", near, facts=_allowed(typed)))
        else:
            read.values[position] = name
    return read


def read_yes_no(typed: Typed) -> Read:
    """True, False, or None where blank."""
    schema = typed.schema
    read = Read(objects(len(typed.raw)))
    for position, text in typed.items():
        word = fold(text)
        if word in schema.yes:
            read.values[position] = True
        elif word in schema.no:
            read.values[position] = False
        else:
            choices = {"yes": schema.yes_words, "no": schema.no_words}
            read.complain(
                position,
                Problem("choice-unknown", _nearest_word(text, choices), facts=_allowed(typed)),
            )
    return read


def read_areas(typed: Typed) -> Read:
    """The codes of the areas named in the cell, in order, each once."""
    read = Read(objects(len(typed.raw)))
    areas = typed.schema.areas
    meanings = _meanings(areas) | {str(number): code for number, code in enumerate(areas, start=1)}
    for position, text in typed.items():
        codes, unknown = _areas_in(text, meanings)
        read.values[position] = codes or None
        for part in unknown:
            near = _nearest_word(part, areas)
            read.complain(position, Problem("area-unknown", near, part, {"part": part}))
    return read


_LIST_MARKS = re.compile(r"[,;\n]")
_ALL_MARKS = re.compile(r"[,;/\n]|\s+และ\s*")
_NUMBERED = re.compile(r"^(?:ด้าน(?:ที่)?\s*)?(\d{1,2})\s*[).:.\-]?\s*(.*)$", re.DOTALL)


def _areas_in(text: str, meanings: Mapping[str, str]) -> tuple[tuple[str, ...], list[str]]:
    """The codes found and the parts that mean none of the areas.

    An area's own name holds slashes, so the whole is tried before its parts.
    """
    found: dict[str, None] = {}
    unknown: list[str] = []
    for part in _LIST_MARKS.split(text):
        pieces = [part] if _area(part, meanings) else _ALL_MARKS.split(part)
        for piece in pieces:
            code = _area(piece, meanings)
            if code is not None:
                found[code] = None
            elif piece.strip():
                unknown.append(piece.strip())
    return tuple(found), unknown


def _area(text: str, meanings: Mapping[str, str]) -> str | None:
    word = fold(text)
    if not word:
        return None
    if word in meanings:
        return meanings[word]
    numbered = _NUMBERED.match(word)
    if numbered is None:
        return None
    number, rest = numbered.groups()
    by_number = meanings.get(str(int(number)))
    # "3) ภาษา" contradicts itself: the number and the words must mean the same area.
    return by_number if not rest or meanings.get(fold(rest)) == by_number else None


def _meanings(words: Mapping[str, Words]) -> dict[str, str]:
    return {
        fold(spelling): name for name, entry in words.items() for spelling in entry.spellings(name)
    }


def _language_of(text: str) -> Language:
    return "th" if any("\u0e01" <= letter <= "\u0e5b" for letter in text) else "en"


def _nearest_word(text: str, words: Mapping[str, Words]) -> str | None:
    """The label, in the language typed, of the entry whose spelling is nearest."""
    meant = next((one for one in words.values() if fold(text) in map(fold, one.near)), None)
    if meant is not None:
        return meant.label(_language_of(text))
    by_spelling = {
        spelling: entry for name, entry in words.items() for spelling in entry.spellings(name)
    }
    near = nearest(text, tuple(by_spelling))
    return None if near is None else by_spelling[near].label(_language_of(text))


def _allowed(typed: Typed) -> dict[str, object]:
    """The labels to choose from, in both languages, for the sentence."""
    words = list(typed.column.choices.values()) or [typed.schema.yes_words, typed.schema.no_words]
    return {
        "allowed_th": ", ".join(entry.th for entry in words),
        "allowed_en": ", ".join(entry.en for entry in words),
    }
