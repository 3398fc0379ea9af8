"""What happens to the text of a formula when the cells it names, or it itself, are moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ..a1 import column_index, column_letters, quoted_title, split_title
from .lexer import FormulaSyntaxError, tokens


@dataclass(frozen=True, slots=True)
class Part:
    """One end of a rectangle as it is written: `$A`, `1`, `B$2`."""

    column: int | None
    row: int | None
    fixed_column: bool = False
    fixed_row: bool = False

    @classmethod
    def parse(cls, text: str) -> Part:
        letters = "".join(c for c in text if c.isalpha())
        digits = "".join(c for c in text if c.isdigit())
        return cls(
            column_index(letters) if letters else None,
            int(digits) - 1 if digits else None,
            text.startswith("$") and bool(letters),
            bool(digits) and "$" in text[1 if letters else 0 :],
        )

    def __str__(self) -> str:
        text = ""
        if self.column is not None:
            text += ("$" if self.fixed_column else "") + column_letters(self.column)
        if self.row is not None:
            text += ("$" if self.fixed_row else "") + str(self.row + 1)
        return text


Ends = tuple[Part, Part]


def rewritten(
    formula: str, change: Callable[[str | None, Ends], tuple[str | None, Ends | None]]
) -> str:
    """The formula with every reference as `change(title, ends)` has it; no ends means `#REF!`."""
    try:
        words = tokens(formula)
    except FormulaSyntaxError:
        return formula
    return "=" + "".join(
        _rewritten_word(word.text, change) if word.kind == "reference" else word.text
        for word in words
    )


def _rewritten_word(
    text: str, change: Callable[[str | None, Ends], tuple[str | None, Ends | None]]
) -> str:
    title, rest = split_title(text)
    first, mark, last = rest.partition(":")
    before = Part.parse(first), Part.parse(last or first)
    new_title, ends = change(title, before)
    if ends is None:
        return "#REF!"
    prefix = (
        text[: len(text) - len(rest)] if new_title == title else f"{quoted_title(new_title or '')}!"
    )
    if ends == before:
        return prefix + rest
    return prefix + (f"{ends[0]}:{ends[1]}" if mark else str(ends[0]))


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula copied that many cells further: relative references move along."""

    def move(part: Part) -> Part | None:
        row, column = part.row, part.column
        if row is not None and not part.fixed_row:
            row += rows
        if column is not None and not part.fixed_column:
            column += columns
        if (row is not None and row < 0) or (column is not None and column < 0):
            return None
        return replace(part, row=row, column=column)

    def change(title: str | None, ends: Ends) -> tuple[str | None, Ends | None]:
        first, last = move(ends[0]), move(ends[1])
        return title, (first, last) if first and last else None

    return rewritten(formula, change)


def renamed(formula: str, old: str, new: str) -> str:
    """The formula after a tab got another title."""
    return rewritten(formula, lambda title, ends: (new if title == old else title, ends))


def without_tab(formula: str, gone: str) -> str:
    """The formula after a tab was deleted."""
    return rewritten(formula, lambda title, ends: (title, None if title == gone else ends))


@dataclass(frozen=True, slots=True)
class Shift:
    """Rows or columns put in or taken out of one tab."""

    dimension: str
    start: int
    count: int
    """How many were put in before `start`; negative: how many were taken out from it on."""

    def place(self, index: int) -> int | None:
        """Where a row or column is afterwards; None when it is gone."""
        if index < self.start:
            return index
        if self.count < 0 and index < self.start - self.count:
            return None
        return index + self.count

    def span(self, start: int, end: int | None) -> tuple[int, int | None] | None:
        """Where a half-open span is afterwards; None when nothing of it is left."""
        if self.count >= 0:
            new_end = end if end is None or end <= self.start else end + self.count
            return (start + self.count if start >= self.start else start), new_end
        gone_end = self.start - self.count
        new_start = start if start <= self.start else max(self.start, start + self.count)
        if end is None:
            return new_start, None
        new_end = end if end <= self.start else max(self.start, end + self.count)
        if end <= gone_end and start >= self.start:
            return None
        return (new_start, new_end) if new_end > new_start else None


def after_shift(formula: str, own_title: str, changed_title: str, shift: Shift) -> str:
    """The formula after rows or columns of a tab were put in or taken out."""

    def change(title: str | None, ends: Ends) -> tuple[str | None, Ends | None]:
        if (own_title if title is None else title).casefold() != changed_title.casefold():
            return title, ends
        return title, _shifted_ends(ends, shift)

    return rewritten(formula, change)


def after_move(
    formula: str, own_title: str, changed_title: str, dimension: str, place: Mapping[int, int]
) -> str:
    """The formula after rows or columns of a tab were moved; `place` says where each is now.

    A row or column that is named by itself is followed. Of a longer span its ends are.
    """
    axis = "row" if dimension == "ROWS" else "column"

    def change(title: str | None, ends: Ends) -> tuple[str | None, Ends | None]:
        if (own_title if title is None else title).casefold() != changed_title.casefold():
            return title, ends
        known = [getattr(end, axis) for end in ends]
        if None in known:
            moved = [at if at is None else place.get(at, at) for at in known]
        else:
            moved = sorted(place.get(at, at) for at in known)
        first, last = (
            end if at is None else _at(end, axis, at) for end, at in zip(ends, moved, strict=True)
        )
        return title, (first, last)

    return rewritten(formula, change)


def _shifted_ends(ends: Ends, shift: Shift) -> Ends | None:
    axis = "row" if shift.dimension == "ROWS" else "column"
    first, last = getattr(ends[0], axis), getattr(ends[1], axis)
    if first is None and last is None:
        return ends
    if first is None or last is None:
        known = ends[0] if last is None else ends[1]
        place = shift.place(getattr(known, axis))
        moved = _at(known, axis, shift.start if place is None else place)
        return (moved, ends[1]) if last is None else (ends[0], moved)
    span = shift.span(min(first, last), max(first, last) + 1)
    if span is None or span[1] is None:
        return None
    return _at(ends[0], axis, span[0]), _at(ends[1], axis, span[1] - 1)


def _at(part: Part, axis: str, place: int) -> Part:
    return replace(part, row=place) if axis == "row" else replace(part, column=place)
