"""Functions of texts, and TEXT."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from ...cells import CellError
from ...display import date_text, looks_like_date_pattern, number_text
from ..scope import Scope, Value, row_by_row
from ..values import (
    Array,
    Link,
    RangeValue,
    Scalar,
    fail,
    to_number,
    to_text,
    to_truth,
    to_whole,
)
from .building import MANY, Build, of_scalars, of_values

_LONGEST_REPEATED = 32_000


def _text(scope: Scope, value: Value, pattern: Value) -> Value:
    rules = scope.calculation.spreadsheet.rules

    def one(cell: Scalar, wanted: Scalar) -> Scalar:
        if isinstance(cell, CellError):
            return cell
        shape = to_text(wanted)
        if cell is None or isinstance(cell, str | bool):
            return to_text(cell) if cell is not None else _text_of_number(0, shape)
        return _text_of_number(cell, shape)

    def _text_of_number(number: float, shape: str) -> str:
        if shape in {"@", "General"}:
            return to_text(number)
        write = date_text if looks_like_date_pattern(shape) else number_text
        return write(number, shape, rules)

    if scope.array and isinstance(value, Array | RangeValue):
        wanted = scope.scalar(pattern)
        rows = scope.read(value).rows
        return Array(row_by_row(lambda row: [one(cell, wanted) for cell in row], rows))
    return one(scope.scalar(value), scope.scalar(pattern))


def _cells(scope: Scope, values: Iterable[Value]) -> list[str]:
    return [to_text(cell) for value in values for cell in scope.read(value).cells()]


def _textjoin(scope: Scope, mark: Value, skip_empty: Value, *values: Value) -> Value:
    texts = _cells(scope, values)
    if to_truth(scope.scalar(skip_empty)):
        texts = [text for text in texts if text]
    return to_text(scope.scalar(mark)).join(texts)


def _join(scope: Scope, mark: Value, *values: Value) -> Value:
    return to_text(scope.scalar(mark)).join(_cells(scope, values))


def _concatenate(scope: Scope, *values: Value) -> Value:
    return "".join(_cells(scope, values))


def _substitute(text: Scalar, old: Scalar, new: Scalar, which: Scalar = None) -> Scalar:
    whole, find = to_text(text), to_text(old)
    if not find:
        return whole
    if which is None:
        return whole.replace(find, to_text(new))
    parts = whole.split(find)
    at = to_whole(which)
    if not 1 <= at < len(parts):
        return whole
    return find.join(parts[:at]) + to_text(new) + find.join(parts[at:])


def _mid(text: Scalar, start: Scalar, length: Scalar) -> Scalar:
    at = to_whole(start) - 1
    if at < 0:
        raise fail("#VALUE!", "Function MID parameter 2 must be at least 1.")
    return to_text(text)[at : at + to_whole(length)]


def _right(text: Scalar, length: Scalar = 1) -> Scalar:
    size = to_whole(length)
    return to_text(text)[-size:] if size else ""


def _find(needle: Scalar, text: Scalar, start: Scalar = 1, *, fold: bool = False) -> Scalar:
    small, large = to_text(needle), to_text(text)
    if fold:
        small, large = small.lower(), large.lower()
    at = large.find(small, to_whole(start) - 1)
    if at < 0:
        raise fail("#VALUE!", f"In FIND evaluation, cannot find '{small}' within '{large}'.")
    return at + 1


def _pattern(text: Scalar) -> re.Pattern[str]:
    try:
        return re.compile(to_text(text))
    except re.error:
        raise fail("#REF!", f"'{to_text(text)}' is not a valid regular expression.") from None


def _extract(text: Scalar, pattern: Scalar) -> Scalar:
    found = _pattern(pattern).search(to_text(text))
    if found is None:
        raise fail("#N/A", f"Function REGEXEXTRACT: '{to_text(text)}' does not match.")
    return found[1] if found.re.groups else found[0]


def _regex_replace(text: Scalar, pattern: Scalar, new: Scalar) -> Scalar:
    replacement = re.sub(r"\$(\d)", r"\\g<\1>", to_text(new).replace("\\", r"\\"))
    try:
        return _pattern(pattern).sub(replacement, to_text(text))
    except (re.error, IndexError):
        raise fail("#REF!", f"'{to_text(new)}' names no group of the expression.") from None


def _value(text: Scalar) -> Scalar:
    if isinstance(text, str) and not text:
        return 0
    return to_number(text)


def _split(
    scope: Scope, text: Value, marks: Value, each: Value = True, dense: Value = True
) -> Value:
    delimiters = to_text(scope.scalar(marks))
    whole = to_text(scope.scalar(text))
    if not delimiters:
        raise fail("#VALUE!", "Function SPLIT parameter 2 cannot be empty.")
    pattern = (
        f"[{re.escape(delimiters)}]" if to_truth(scope.scalar(each)) else re.escape(delimiters)
    )
    keeps_empty = not to_truth(scope.scalar(dense))
    return Array([[part for part in re.split(pattern, whole) if part or keeps_empty]])


def _repeated(text: Scalar, times: Scalar) -> Scalar:
    found, count = to_text(text), to_whole(times)
    if count < 0:
        raise fail("#VALUE!", f"Function REPT parameter 2 value is {count}. It must be positive.")
    if len(found) * count > _LONGEST_REPEATED:
        raise fail("#VALUE!", "Text result of REPT is longer than the limit of 32000 characters.")
    return found * count


def _hyperlink(url: Scalar, label: Scalar = None) -> Scalar:
    target = to_text(url)
    return Link(to_text(label) if label is not None else target, target)


def _char(number: Scalar) -> Scalar:
    return chr(to_whole(number))


TEXT: dict[str, Build] = {
    "TEXT": of_values(_text, 2),
    "TEXTJOIN": of_values(_textjoin, 3, MANY),
    "JOIN": of_values(_join, 2, MANY),
    "CONCATENATE": of_values(_concatenate, 1, MANY),
    "CONCAT": of_scalars(lambda a, b: to_text(a) + to_text(b), 2),
    "SUBSTITUTE": of_scalars(_substitute, 3, 4),
    "TRIM": of_scalars(lambda text: re.sub(r" +", " ", to_text(text).strip(" ")), 1),
    "CLEAN": of_scalars(lambda text: re.sub(r"[\x00-\x1f]", "", to_text(text)), 1),
    "LOWER": of_scalars(lambda text: to_text(text).lower(), 1),
    "UPPER": of_scalars(lambda text: to_text(text).upper(), 1),
    "PROPER": of_scalars(lambda text: to_text(text).title(), 1),
    "LEN": of_scalars(lambda text: len(to_text(text)), 1),
    "LEFT": of_scalars(lambda text, n=1: to_text(text)[: to_whole(n)], 1, 2),
    "RIGHT": of_scalars(_right, 1, 2),
    "MID": of_scalars(_mid, 3),
    "FIND": of_scalars(_find, 2, 3),
    "SEARCH": of_scalars(lambda n, t, s=1: _find(n, t, s, fold=True), 2, 3),
    "REPT": of_scalars(_repeated, 2),
    "EXACT": of_scalars(lambda a, b: to_text(a) == to_text(b), 2),
    "CHAR": of_scalars(_char, 1),
    "UNICHAR": of_scalars(_char, 1),
    "CODE": of_scalars(lambda text: ord(to_text(text)[:1] or "\0"), 1),
    "VALUE": of_scalars(_value, 1),
    "T": of_scalars(lambda value: value if isinstance(value, str) else "", 1),
    "REGEXMATCH": of_scalars(lambda t, p: _pattern(p).search(to_text(t)) is not None, 2),
    "REGEXEXTRACT": of_scalars(_extract, 2),
    "REGEXREPLACE": of_scalars(_regex_replace, 3),
    "SPLIT": of_values(_split, 2, 4),
    "HYPERLINK": of_scalars(_hyperlink, 1, 2),
    "ENCODEURL": of_scalars(lambda text: quote(to_text(text), safe=""), 1),
}
