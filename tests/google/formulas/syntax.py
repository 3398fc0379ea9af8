"""The tree of a formula."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from ..a1 import Area, parse_area, split_title
from .lexer import FormulaSyntaxError, Token, tokens


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | float | bool | None


@dataclass(frozen=True, slots=True)
class ErrorLiteral:
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A rectangle of cells; no title means the formula's own tab."""

    title: str | None
    area: Area


@dataclass(frozen=True, slots=True)
class Name:
    """A named range, or a parameter of a LAMBDA or LET."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Apply:
    """A LAMBDA called on the spot: `LAMBDA(x, x+1)(5)`."""

    function: Node
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator between two values, or before or after one."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ArrayLiteral:
    rows: tuple[tuple[Node, ...], ...]


Node: TypeAlias = (
    "Literal | ErrorLiteral | Reference | Name | Call | Apply | Operation | ArrayLiteral"
)

_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))


@lru_cache(maxsize=4096)
def parse(formula: str) -> Node:
    """The tree of a formula text; `FormulaSyntaxError` when it cannot be read."""
    words = [token for token in tokens(formula) if token.kind != "space"]
    parser = _Parser(words)
    tree = parser.expression()
    if parser.at < len(words):
        raise FormulaSyntaxError(formula)
    return tree


@dataclass(slots=True)
class _Parser:
    words: list[Token]
    at: int = 0

    def peek(self) -> str:
        if self.at >= len(self.words) or self.words[self.at].kind != "mark":
            return ""
        return self.words[self.at].text

    def take(self, mark: str) -> bool:
        if self.peek() == mark:
            self.at += 1
            return True
        return False

    def need(self, mark: str) -> None:
        if not self.take(mark):
            raise FormulaSyntaxError(f"{mark} is missing")

    def expression(self, level: int = 0) -> Node:
        if level == len(_LEVELS):
            return self.unary()
        left = self.expression(level + 1)
        while (mark := self.peek()) in _LEVELS[level] and mark:
            self.at += 1
            left = Operation(mark, (left, self.expression(level + 1)))
        return left

    def unary(self) -> Node:
        mark = self.peek()
        if mark in {"+", "-"}:
            self.at += 1
            inner = self.unary()
            return inner if mark == "+" else Operation("negate", (inner,))
        return self.postfix()

    def postfix(self) -> Node:
        node = self.primary()
        while True:
            if self.take("%"):
                node = Operation("%", (node,))
            elif isinstance(node, Call) and node.function == "LAMBDA" and self.take("("):
                node = Apply(node, self.arguments())
            else:
                return node

    def primary(self) -> Node:
        if self.at >= len(self.words):
            raise FormulaSyntaxError("something is missing at the end")
        word = self.words[self.at]
        self.at += 1
        if word.kind == "mark":
            return self.bracket(word.text)
        if word.kind == "number":
            return Literal(_number(word.text))
        if word.kind == "text":
            return Literal(word.text[1:-1].replace('""', '"'))
        if word.kind in {"error", "broken"}:
            return ErrorLiteral("#REF!" if word.kind == "broken" else word.text)
        if word.kind == "reference":
            return _reference(word.text)
        return self.name(word.text)

    def bracket(self, mark: str) -> Node:
        if mark == "(":
            inner = self.expression()
            self.need(")")
            return inner
        if mark == "{":
            return self.array()
        raise FormulaSyntaxError(mark)

    def name(self, text: str) -> Node:
        if self.take("("):
            return Call(text.upper().removeprefix("_XLFN."), self.arguments())
        if text.upper() in {"TRUE", "FALSE"}:
            return Literal(text.upper() == "TRUE")
        return Name(text.casefold())

    def arguments(self) -> tuple[Node, ...]:
        found: list[Node] = []
        if self.take(")"):
            return ()
        while True:
            found.append(Literal(None) if self.peek() in {",", ";", ")"} else self.expression())
            if self.take(")"):
                return tuple(found)
            if not (self.take(",") or self.take(";")):
                raise FormulaSyntaxError("a bracket is not closed")

    def array(self) -> Node:
        rows: list[tuple[Node, ...]] = []
        row: list[Node] = []
        if self.take("}"):
            return ArrayLiteral(((),))
        while True:
            row.append(self.expression())
            if self.take(",") or self.take("\\"):
                continue
            rows.append(tuple(row))
            row = []
            if self.take("}"):
                return ArrayLiteral(tuple(rows))
            self.need(";")


def _number(text: str) -> float | int:
    return int(text) if text.isdigit() else float(text)


def _reference(text: str) -> Node:
    title, rest = split_title(text)
    area = parse_area(rest)
    if area is None:
        raise FormulaSyntaxError(text)
    return Reference(title, area)
