"""What every rule declares in its own file, read without running it.

To import all rules takes longer than to print their pages.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.checking.findings import Severity
from sheets_sync.settings.checks import RULES


@dataclass(frozen=True, slots=True)
class DeclaredRule:
    """A rule as `@rule(Severity.ERROR, step=2)` and its docstring say it is."""

    name: str
    severity: Severity
    step: int | None
    page: str


def declared_rules() -> tuple[DeclaredRule, ...]:
    """Those of every row and tab, then those of the handbook's steps, each by name."""
    found = [rule for path in RULES.glob("[a-z]*.py") for rule in _declared(path)]
    return tuple(sorted(found, key=lambda rule: (rule.step or 0, rule.name)))


def _declared(path: Path) -> Iterator[DeclaredRule]:
    module = ast.parse(path.read_text("utf-8"))
    for function in module.body:
        for decorator in getattr(function, "decorator_list", ()):
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "rule":
                severity = Severity[ast.unparse(decorator.args[0]).rpartition(".")[2]]
                known = {one.arg: ast.literal_eval(one.value) for one in decorator.keywords}
                name = path.stem.replace("_", "-")
                page = ast.get_docstring(module, clean=False) or ""
                yield DeclaredRule(name, severity, known.get("step"), page)
