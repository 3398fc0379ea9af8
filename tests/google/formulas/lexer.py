"""The words of a formula."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COLUMN = r"\$?[A-Za-z]{1,3}"
_CELL = _COLUMN + r"\$?[0-9]+"
_RECTANGLE = (
    rf"{_CELL}:{_CELL}|{_CELL}:{_COLUMN}|{_COLUMN}:{_CELL}|{_CELL}:\$?[0-9]+"
    rf"|{_COLUMN}:{_COLUMN}|\$?[0-9]+:\$?[0-9]+|{_CELL}"
)
_TAB = r"(?:'(?:[^']|'')+'|(?:[^\W\d]|[\u0e01-\u0e4e])(?:[\w.]|[\u0e01-\u0e4e])*)!"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<text>"(?:[^"]|"")*")
  | (?P<error>\#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|ERROR!))
  | (?P<reference>(?:{_TAB})?(?:{_RECTANGLE})(?![\w(.!]))
  | (?P<broken>{_TAB}\#REF!)
  | (?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+)
  | (?P<name>[^\W\d][\w.]*)
  | (?P<mark><=|>=|<>|[-+*/^&=<>%(){{}},;:!])
    """,
    re.VERBOSE,
)


class FormulaSyntaxError(ValueError):
    """A formula that cannot be read."""


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str


def tokens(formula: str) -> list[Token]:
    """All words of a formula with its `=`, blanks between them included."""
    found = []
    at = 1 if formula.startswith("=") else 0
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        if match is None:
            raise FormulaSyntaxError(formula)
        found.append(Token(str(match.lastgroup), match[0]))
        at = match.end()
    return found
