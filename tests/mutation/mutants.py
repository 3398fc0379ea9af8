"""Every way in which one operator, number, truth value, step or row of a table can be wrong."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}


@dataclass(frozen=True)
class Mutant:
    """One wrong module: which file, where, and what stands there instead."""

    file: str
    line: int
    column: int
    right: str
    wrong: str
    change: str
    """What is wrong, in a line."""

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.change}"

    def source(self, text: str) -> str:
        """The module with the mistake in it."""
        lines = text.splitlines(keepends=True)
        before = "".join(lines[: self.line - 1]) + _left(lines[self.line - 1], self.column)
        assert text.startswith(before + self.right), self.name
        return before + self.wrong + text[len(before) + len(self.right) :]


def mutants(root: Path, file: str) -> Iterator[Mutant]:
    """Of one module, in the order of its lines."""
    text = (root / file).read_text(encoding="utf-8")
    lines = [line.encode() for line in text.splitlines(keepends=True)]
    tree = ast.parse(text)
    declared = {id(part) for node in ast.walk(tree) for part in _declared(node)}
    for node in ast.walk(tree):
        if id(node) in declared:
            continue
        for change, instead in _changes(node, lines):
            right = _segment(lines, node)
            yield Mutant(file, node.lineno, node.col_offset, right, instead, change)


def _changes(node: ast.AST, lines: list[bytes]) -> Iterator[tuple[str, str]]:
    """What can be wrong at one place: in a line, and the source that stands there instead."""
    for left_out, wrong in _shorter(node):
        yield f"{ast.unparse(node.targets[0])} without {left_out}", ast.unparse(wrong)
    for wrong in _wrongs(node):
        if ast.unparse(wrong) != ast.unparse(node):
            instead = f"({ast.unparse(wrong)})"
            yield f"{' '.join(_segment(lines, node).split())} → {instead}", instead


def _declared(node: ast.AST) -> Iterator[ast.AST]:
    """How a class keeps its values, or a function its results: nothing is wrong by that."""
    match node:
        case ast.FunctionDef():
            for decorator in node.decorator_list:
                if "lru_cache" in ast.unparse(decorator):
                    yield from ast.walk(decorator)
        case ast.ClassDef():
            for decorator in node.decorator_list:
                yield from ast.walk(decorator)
        case ast.Call(func=ast.Name(id="field")):
            for word in node.keywords:
                if word.arg in {"init", "repr", "compare", "kw_only"}:
                    yield from ast.walk(word)


def _shorter(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """A table of a module without one of its rows, and which."""
    match node:
        case ast.Assign(
            targets=[ast.Name(id=name)], value=ast.Tuple() | ast.List() | ast.Set(), col_offset=0
        ) if name != "__all__":
            for place, row in enumerate(node.value.elts):
                wrong = deepcopy(node)
                del wrong.value.elts[place]
                yield ast.unparse(row), wrong


def _wrongs(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                if type(operator) in SWAPPED:
                    wrong = deepcopy(node)
                    wrong.ops[place] = SWAPPED[type(operator)]()
                    yield wrong
        case ast.BoolOp():
            wrong = deepcopy(node)
            wrong.op = SWAPPED[type(node.op)]()
            yield wrong
        case ast.BinOp() if type(node.op) in SWAPPED:
            wrong = deepcopy(node)
            wrong.op = SWAPPED[type(node.op)]()
            yield wrong
        case ast.Expr(value=ast.Call()) if not _is_told_only(node.value):
            yield ast.Constant(None)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield ast.Constant(node.value + 1)


def _is_told_only(call: ast.Call) -> bool:
    """Whether a step only tells a log what happened, or the crash campaign where it stands."""
    if not isinstance(call.func, ast.Attribute):
        return False
    return call.func.attr == "checkpoint" or ast.unparse(call.func.value) == "logs"


def _segment(lines: list[bytes], node: ast.AST) -> str:
    """What stands in the file for a node; `ast` would go through all of it for each."""
    first, last = node.lineno - 1, node.end_lineno - 1
    if first == last:
        return lines[first][node.col_offset : node.end_col_offset].decode()
    middle = b"".join(lines[first + 1 : last])
    return (lines[first][node.col_offset :] + middle + lines[last][: node.end_col_offset]).decode()


def _left(line: str, column: int) -> str:
    """The beginning of a line; Python counts columns in bytes."""
    return line.encode()[:column].decode()
