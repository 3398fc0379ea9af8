"""The `q` of files.list: `name = 'x' and mimeType != 'y' and 'root' in parents`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from ..errors import DriveError
from .store import File, stamp

Test: TypeAlias = Callable[[File], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|(?P<mark><=|>=|!=|=|<|>|\(|\))|(?P<word>\w+))"""
)


def parse_query(text: str) -> Test:
    """The test that a query makes of a file; a query that cannot be read is refused."""
    words: list[tuple[str, str]] = []
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if not found:
            raise _invalid()
        words.append((str(found.lastgroup), found[found.lastgroup or 0]))
        at = found.end()
    parser = _Parser(words)
    test = parser.any_of()
    if parser.words:
        raise _invalid()
    return test


def _invalid() -> DriveError:
    return DriveError(400, "Invalid Value", "invalid", "q")


class _Parser:
    def __init__(self, words: list[tuple[str, str]]) -> None:
        self.words = words

    def take(self, *wanted: str) -> bool:
        if self.words and self.words[0][1].lower() in wanted and self.words[0][0] != "text":
            self.words.pop(0)
            return True
        return False

    def next(self) -> tuple[str, str]:
        if not self.words:
            raise _invalid()
        return self.words.pop(0)

    def any_of(self) -> Test:
        tests = [self.all_of()]
        while self.take("or"):
            tests.append(self.all_of())
        return lambda file: any(test(file) for test in tests)

    def all_of(self) -> Test:
        tests = [self.one()]
        while self.take("and"):
            tests.append(self.one())
        return lambda file: all(test(file) for test in tests)

    def one(self) -> Test:
        if self.take("not"):
            inner = self.one()
            return lambda file: not inner(file)
        if self.take("("):
            found = self.any_of()
            if not self.take(")"):
                raise _invalid()
            return found
        kind, text = self.next()
        if kind == "text":
            return self.member_of(text)
        if text == "sharedWithMe":
            return lambda file: False
        return self.comparison(text)

    def member_of(self, text: str) -> Test:
        value = _unquoted(text)
        if not self.take("in"):
            raise _invalid()
        _, collection = self.next()
        if collection == "parents":
            return lambda file: value in file.parents
        if collection not in {"owners", "writers", "readers"}:
            raise _invalid()
        role = collection[:-1]
        return lambda file: any(
            p["role"] == role and p.get("emailAddress") == value for p in file.permissions
        )

    def comparison(self, field: str) -> Test:
        _, mark = self.next()
        kind, text = self.next()
        if field == "parents" and mark == "in":
            # Not in Google's grammar, yet answered: a widely used client asks this way round.
            wanted = _unquoted(text)
            return lambda file: wanted in file.parents
        value: Any = _unquoted(text) if kind == "text" else text.lower() == "true"
        read = _FIELDS.get(field)
        compare = _COMPARISONS.get(mark)
        if read is None or compare is None:
            raise _invalid()
        return lambda file: compare(read(file), value)


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


_FIELDS: dict[str, Callable[[File], Any]] = {
    "name": lambda file: file.name,
    "title": lambda file: file.name,
    "mimeType": lambda file: file.mime_type,
    "trashed": lambda file: file.trashed,
    "starred": lambda file: bool(file.others.get("starred")),
    "modifiedTime": lambda file: stamp(file.modified),
    "createdTime": lambda file: stamp(file.created),
}


def _as_time(value: Any) -> Any:
    """Times compare as texts once they are written alike."""
    short = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?", value)
    return value.removesuffix("Z") + ".000Z" if short else value


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == _as_time(b),
    "!=": lambda a, b: a != _as_time(b),
    "<": lambda a, b: a < _as_time(b),
    ">": lambda a, b: a > _as_time(b),
    "<=": lambda a, b: a <= _as_time(b),
    ">=": lambda a, b: a >= _as_time(b),
    "contains": lambda a, b: str(b).casefold() in str(a).casefold(),
}
